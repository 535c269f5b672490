import { permissionsOf } from '../../../domain/access/permissions.js';
import type { Role } from '../../../domain/access/roles.js';
import { lotId, lotPath } from './lot-id.js';
import type { LotHold } from './rows.js';
import { verbsOf } from './verbs.js';

const at = '2026-11-28T01:00:00.000Z';
const hold = (change: Partial<LotHold> = {}) => ({ kind: 'cold-chain', status: 'in-force', asked: null, ...change }) as LotHold;
const asked = (change: Partial<LotHold> = {}) => hold({ status: 'release-asked', asked: { by: 'P-1', at }, ...change });
const offered = (one: LotHold, role: Role, me = 'P-2') => verbsOf(one, permissionsOf([role]), me);

it('offers to ask, and to another person to agree or not', () => {
  expect(offered(hold(), 'stock-keeper')).toEqual(['ask']);
  expect(offered(asked(), 'site-lead')).toEqual(['approve', 'decline']);
  expect(offered(asked(), 'site-lead', 'P-1')).toEqual(['take_back']);
  expect(offered(asked(), 'stock-keeper')).toEqual(['decline']);
  expect(offered(hold(), 'vaccinator')).toEqual([]);
});

it('offers nothing of what is over, and of a recall only to a city and the province', () => {
  expect(offered(hold({ status: 'released' }), 'site-lead')).toEqual([]);
  expect(offered(hold({ kind: 'recall' }), 'site-lead')).toEqual([]);
  expect(offered(hold({ kind: 'recall' }), 'city-supervisor')).toEqual(['ask']);
});

it('finds a lot by what it is called in addresses', () => {
  expect(lotPath(lotId({ productId: 'mmr', lot: 'MMR-2026A' }))).toBe('/v1/lots/mmr/MMR-2026A');
});
