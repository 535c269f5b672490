import type { Me } from '../../../contracts/me.js';
import { permissionsOf } from '../../../domain/access/permissions.js';
import { STATION_KINDS } from '../../../domain/sites/site-plan.js';
import { kindsHere, offeredPages } from './offered-pages.js';

const deviceAt = (station: NonNullable<Me['device']>['station']): Me['device'] => ({ id: 'd', name: '1', station });
const pages = [
  { path: 'scan', needs: 'scanText', at: null },
  { path: 'registration', needs: 'sendJourneyCommand.confirmArchive', at: ['registration'] },
  { path: 'vaccination', needs: 'sendJourneyCommand.verify', at: ['vaccination'] },
] as const;
const large = [{ code: 'r', kinds: ['registration' as const] }, { code: 'p', kinds: ['precheck' as const, 'cashier' as const] }, { code: 'v', kinds: ['vaccination' as const] }, { code: 'o', kinds: ['observation' as const] }];
const small = [{ code: 'all', kinds: ['registration' as const, 'precheck' as const, 'vaccination' as const, 'observation' as const] }];

it('is at a shared desk what its station does, and signed in in full what the site does', () => {
  expect(kindsHere(large, deviceAt('precheck'))).toEqual(['precheck', 'cashier']);
  expect(kindsHere(large, null)).toEqual(['registration', 'precheck', 'cashier', 'vaccination', 'observation']);
  expect(kindsHere([], null)).toEqual(STATION_KINDS);
});

it('is everything at the one desk of a small site', () => {
  expect(kindsHere(small, deviceAt('one-desk'))).toEqual(['registration', 'precheck', 'vaccination', 'observation']);
  expect(kindsHere(small, deviceAt('vaccination'))).toContain('registration');
});

it('offers what role and station both open', () => {
  const offered = (roles: Parameters<typeof permissionsOf>[0], station: NonNullable<Me['device']>['station'] | null) =>
    offeredPages(pages, { stations: large, device: station && deviceAt(station), may: permissionsOf(roles) }).map(({ path }) => path);
  expect(offered(['vaccinator'], 'vaccination')).toEqual(['scan', 'vaccination']);
  expect(offered(['vaccinator'], 'registration')).toEqual(['scan']);
  expect(offered(['registrar', 'vaccinator'], null)).toEqual(['scan', 'registration', 'vaccination']);
  expect(offered(['administrator'], null)).toEqual([]);
});
