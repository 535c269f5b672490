import { REPORTS } from '../../../domain/reports/reports.js';
import { daysBetween, toLocalDate } from '../../../domain/time.js';
import { choose, firstChoice, isWhole, rulesOf, toListQuery, toQuery } from './report-choice.js';

const TODAY = toLocalDate('2026-11-28');
const first = firstChoice(TODAY);

it('begins with the bookings of a week, by day', () => {
  expect(toQuery(first)).toEqual({ by: 'day', from: '2026-11-22', to: '2026-11-28' });
  expect(isWhole(first)).toBe(true);
});

it.each(REPORTS)('comes from any other report to a choice of %s that the contract takes', (name) => {
  for (const before of REPORTS) {
    const chosen = choose({ ...choose(first, before, TODAY), dose: 'MMR-1' }, name, TODAY);
    const { groupings, mostDays, dose } = rulesOf(name);
    expect(groupings).toContain(chosen.by);
    expect(daysBetween(toLocalDate(chosen.from), toLocalDate(chosen.to))).toBeLessThan(mostDays);
    expect('series' in toQuery(chosen)).toBe(dose !== 'none');
  }
});

it('keeps days and place where they mean the same', () => {
  const moved = { ...first, from: '2026-10-01', siteId: 's' };
  expect(choose(moved, 'wait', TODAY)).toEqual({ ...moved, name: 'wait' });
});

it.each([
  { fact: 'a date that is being typed', change: { from: '2026-02-3' } },
  { fact: 'days in the wrong order', change: { from: '2026-12-01' } },
  { fact: 'coverage of no dose', change: { name: 'coverage' as const } },
])('asks nothing of $fact', ({ change }) => {
  expect(isWhole({ ...first, ...change })).toBe(false);
});

it('takes a series apart from its number at the last dash', () => {
  expect(toQuery({ ...first, name: 'coverage', dose: 'MPSV-AC-2' })).toMatchObject({ series: 'MPSV-AC', doseNumber: '2' });
});

it('opens the list of a row with the part that was chosen', () => {
  expect(toListQuery({ list: { from: '2026-01-01', to: '2026-01-02', born: 2024, siteId: undefined }, part: 'open' })).toEqual({ from: '2026-01-01', to: '2026-01-02', born: '2024', part: 'open' });
});
