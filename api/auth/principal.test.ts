import { toId, type ResidentId } from '../../domain/ids.js';
import { requireKind, requireResident, requireSite, type Principal } from './principal.js';

const site = toId<'site'>('0193a1b2-0000-7000-8000-00000000000a');
const otherSite = toId<'site'>('0193a1b2-0000-7000-8000-00000000000b');
const resident: ResidentId = toId('0193a1b2-0000-7000-8000-000000000001');
const other: ResidentId = toId('0193a1b2-0000-7000-8000-000000000002');
const principal = (overrides: Partial<Principal>): Principal => ({ clientId: 'c', kind: 'site-client', areaCode: null, siteIds: [site], scopes: [], residentId: null, ...overrides });

it('binds a site client to its sites, as if there were no others', () => {
  expect(() => requireSite(principal({}), site)).not.toThrow();
  expect(() => requireSite(principal({}), otherSite)).toThrow(expect.objectContaining({ status: 404, code: 'not-found' }));
});

it('lets a channel act at any site', () => {
  expect(() => requireSite(principal({ kind: 'channel', siteIds: [] }), otherSite)).not.toThrow();
});

it('lets a channel act for the asserted resident only', () => {
  const channel = principal({ kind: 'channel', residentId: resident });
  expect(requireResident(channel)).toBe(resident);
  expect(requireResident(channel, resident)).toBe(resident);
  expect(() => requireResident(channel, other)).toThrow(expect.objectContaining({ status: 404 }));
  expect(() => requireResident(principal({ kind: 'channel' }))).toThrow(expect.objectContaining({ status: 401, code: 'assertion-required' }));
});

it('keeps kinds of clients apart', () => {
  expect(() => requireKind(principal({}), ['site-client'])).not.toThrow();
  expect(() => requireKind(principal({}), ['operator'])).toThrow(expect.objectContaining({ status: 403, code: 'not-for-this-client' }));
});
