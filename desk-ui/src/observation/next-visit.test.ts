import type { NextDose } from '../../../contracts/next-visits.js';
import type { Session } from '../../../contracts/sessions.js';
import { planIn, sessionsFor } from './next-visit.js';

const session = (id: string, day: string, ...vaccines: string[]): Session => ({ id, siteId: 's', day, vaccines, slots: [] });
const next = (vaccine: string, bookFrom: string, ...sessions: Session[]) => ({ vaccine, series: vaccine, doseNumber: 2, bookFrom, sessions, plans: [{ productId: vaccine.toLowerCase(), series: vaccine, doseNumber: 2 }] }) as unknown as NextDose;
const vaccineOf = (productId: string) => productId.toUpperCase();

const soon = session('soon', '2026-12-01', 'MMR', 'HEPB');
const late = session('late', '2026-12-20', 'MMR', 'HEPB');
const other = session('other', '2026-12-10', 'MMR');

it('offers the sessions of one dose, the soonest first', () => {
  expect(sessionsFor([next('MMR', '2026-12-01', other, soon)], vaccineOf).map(({ id }) => id)).toEqual(['soon', 'other']);
});

it('offers several doses one visit, from the later first day on and where both are to be had', () => {
  const chosen = [next('MMR', '2026-12-01', soon, other), next('HEPB', '2026-12-15', late)];
  expect(sessionsFor(chosen, vaccineOf).map(({ id }) => id)).toEqual(['late']);
});

it('plans what the session offers, not before its first day', () => {
  expect(planIn(next('MMR', '2026-12-05'), soon, vaccineOf)).toBeUndefined();
  expect(planIn(next('HEPB', '2026-12-01'), other, vaccineOf)).toBeUndefined();
  expect(planIn(next('MMR', '2026-12-01'), other, vaccineOf)).toMatchObject({ productId: 'mmr', doseNumber: 2 });
});
