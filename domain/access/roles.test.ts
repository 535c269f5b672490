import { toAreaCode, toId } from '../ids.js';
import { needsSecondFactor, reachOf, ROLES, type Role } from './roles.js';

const siteId = toId<'site'>('0193a1b2-0000-7000-8000-00000000000a');
const at = (roles: Role[], areaCode: string | null, sites = areaCode === null ? [siteId] : []) => reachOf({ roles, areaCode: areaCode === null ? null : toAreaCode(areaCode), siteIds: sites });

describe('a posting', () => {
  it.each(['registrar', 'pre-check-doctor', 'vaccinator', 'cashier', 'observer', 'stock-keeper', 'site-lead'] as const)('of a %s reaches its sites', (role) => {
    expect(at([role], null)).toEqual({ kind: 'sites', siteIds: [siteId] });
    expect(at([role], null, [])).toBeNull();
    expect(at([role], '440106')).toBeNull();
  });

  it.each([
    { role: 'district-supervisor', area: '440106', others: ['440100', '440000'] },
    { role: 'city-supervisor', area: '440100', others: ['440106', '440000'] },
    { role: 'provincial-supervisor', area: '440000', others: ['440100', '440106'] },
  ] as const)('of a $role reaches an area of that level and of no other', ({ role, area, others }) => {
    expect(at([role], area)).toEqual({ kind: 'area', areaCode: area });
    for (const other of others) expect(at([role], other)).toBeNull();
    expect(at([role], area, [siteId])).toBeNull();
    expect(at([role], null, [])).toBeNull();
  });

  it.each(['security-auditor', 'administrator'] as const)('of a %s reaches no row of a site or an area', (role) => {
    expect(at([role], null, [])).toEqual({ kind: 'public' });
    expect(at([role], null, [siteId])).toBeNull();
    expect(at([role], '440000')).toBeNull();
  });

  it('joins roles at the same desk, and none that check one another', () => {
    expect(at(['registrar', 'cashier'], null)).toEqual({ kind: 'sites', siteIds: [siteId] });
    for (const roles of [['vaccinator', 'administrator'], ['site-lead', 'district-supervisor'], ['district-supervisor', 'city-supervisor'], ['security-auditor', 'administrator']] as Role[][]) {
      expect([at(roles, null), at(roles, null, []), at(roles, '440106'), at(roles, '440100')]).toEqual([null, null, null, null]);
    }
    expect(at([], null)).toBeNull();
  });
});

it('asks supervisors, auditors and administrators for a second factor', () => {
  expect(ROLES.filter((role) => needsSecondFactor([role]))).toEqual(['district-supervisor', 'city-supervisor', 'provincial-supervisor', 'security-auditor', 'administrator']);
});
