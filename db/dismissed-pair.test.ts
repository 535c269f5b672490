import { expect, it } from '@jest/globals';
import { toId } from '../domain/ids.js';
import { toLocalDate } from '../domain/time.js';
import { testBlindIndex } from './database-fixtures.js';
import { pairDigests, type ComparedPair } from './dismissed-pair.js';

const side = { name: '陈小苗', sex: 'female', birthDate: toLocalDate('2024-06-01'), identifier: { type: 'id-card', number: '440199202406010021' }, phone: '13900000000' } as const;
const pair: ComparedPair = { residentId: toId('0192d3a0-0000-7000-8000-000000000001'), archiveNo: '440000000000000001', ours: side, theirs: { ...side, name: '陈小妙', phone: null } };
const digest = (change: Partial<ComparedPair> = {}) => pairDigests(testBlindIndex, { ...pair, ...change })[0]?.digest;

it('is the same for the same two sides, in whatever order their fields come', () => {
  const { phone, identifier, ...rest } = side;
  expect(digest({ ours: { phone, identifier: { number: identifier.number, type: identifier.type }, ...rest } })).toBe(digest());
});

it.each<[string, Partial<ComparedPair>]>([
  ['our phone', { ours: { ...side, phone: '13900000001' } }],
  ['our number', { ours: { ...side, identifier: null } }],
  ['their name', { theirs: { ...pair.theirs, name: '陈小苗' } }],
  ['their birth date', { theirs: { ...pair.theirs, birthDate: toLocalDate('2024-06-02') } }],
  ['the archive', { archiveNo: '440000000000000002' }],
  ['the resident', { residentId: toId('0192d3a0-0000-7000-8000-000000000002') }],
  ['the side that says it', { ours: pair.theirs, theirs: pair.ours }],
])('is another once %s is another', (_, change) => {
  expect(digest(change)).not.toBe(digest());
});

it('shows nothing of either side', () => {
  expect(digest()).toMatch(/^[0-9a-f]{64}$/);
});
