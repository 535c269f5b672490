import { toLocalDate } from '../time.js';
import { priceOn, totalFen, type Price } from './price.js';

const PRICES: Price[] = [
  { from: toLocalDate('2027-01-01'), vaccineFen: 13_000, feeFen: 2_800 },
  { from: toLocalDate('2026-01-01'), vaccineFen: 12_000, feeFen: 2_500 },
];

it.each([
  { day: '2025-12-31', fen: null },
  { day: '2026-01-01', fen: 14_500 },
  { day: '2026-12-31', fen: 14_500 },
  { day: '2027-01-01', fen: 15_800 },
])('of $day is $fen fen', ({ day, fen }) => {
  const price = priceOn(PRICES, toLocalDate(day));
  expect(price && totalFen(price)).toBe(fen);
});
