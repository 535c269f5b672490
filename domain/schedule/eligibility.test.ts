import { describe, expect, it } from '@jest/globals';
import { DAY, dose, history, policies } from '../journey/journey-fixtures.js';
import type { DoseOnRecord } from '../journey/facts.js';
import { addDays, addMonths, toLocalDate, type LocalDate } from '../time.js';
import { findIneligibility, judgeEligibility, type EligibilityFacts } from './eligibility.js';

type Asked = { vaccine: string; series?: string; doseNumber?: number } & Partial<Omit<EligibilityFacts, 'plan'>>;

function facts({ vaccine, series = vaccine, doseNumber = 1, ...overrides }: Asked): EligibilityFacts {
  const plan = { plannedDoseId: dose(1), productId: vaccine, vaccine, series, doseNumber, live: false };
  return { plan, ownDoseIds: [dose(1)], history: history(), historyKnown: true, schedule: policies.schedule, on: DAY, ...overrides };
}
const refusal = (asked: Asked) => findIneligibility(facts(asked));
const aged = (months: number, doses: DoseOnRecord[] = [], days = 0) => history({ birthDate: addDays(addMonths(DAY, -months), -days), doses });
const given = (vaccine: string, daysAgo: number, change: Partial<DoseOnRecord> = {}): DoseOnRecord => ({ plannedDoseId: null, vaccine, series: vaccine, doseNumber: 1, live: false, givenOn: addDays(DAY, -daysAgo), status: 'given', ...change });

describe('the day of the dose', () => {
  it.each<[on: string, edition: string, code: string | undefined]>([
    ['2024-12-31', '2021', 'too-young'],
    ['2025-01-01', '2025', undefined],
  ])('on %s DTaP for a child of 2 months is judged by edition %s', (on, edition, code) => {
    const day = toLocalDate(on);
    const judged = judgeEligibility(facts({ vaccine: 'DTaP', on: day, history: history({ birthDate: addMonths(day, -2) }) }));
    expect([judged.edition, judged.refusal?.code]).toEqual([edition, code]);
  });

  it('what an earlier edition found valid still counts', () => {
    const born = toLocalDate('2024-06-01');
    const doses = [given('DTaP', 0, { givenOn: toLocalDate('2024-09-01') })];
    expect(refusal({ vaccine: 'DTaP', doseNumber: 2, on: toLocalDate('2025-01-02'), history: history({ birthDate: born, doses }) })).toBeNull();
  });
});

describe('what speaks against it', () => {
  it.each<[fact: string, asked: Asked, wanted: object]>([
    ['a day before its age', { vaccine: 'MMR', history: aged(8, [], -1) }, { code: 'too-young', rule: 'minimum-age', edition: '2021', earliestOn: addDays(DAY, 1) }],
    ['a day before the interval ends', { vaccine: 'IPV', series: 'Polio', doseNumber: 2, history: aged(8, [given('IPV', 27, { series: 'Polio' })]) }, { code: 'too-early', rule: 'minimum-interval', earliestOn: addDays(DAY, 1) }],
    ['too young and too early: the day on which neither is', { vaccine: 'MMR', doseNumber: 2, history: aged(17, [given('MMR', 1)]) }, { code: 'too-young', earliestOn: addMonths(DAY, 1) }],
    ['another live vaccine 27 days ago', { vaccine: 'MMR', history: aged(20, [given('JE-L', 27)]) }, { code: 'live-interval', earliestOn: addDays(DAY, 1) }],
    ['one of a vaccine that no product of ours has', { vaccine: 'MMR', history: aged(20, [given('BCG', 27)]) }, { code: 'live-interval' }],
    ['from the age on at which it ends', { vaccine: 'BCG', history: aged(48) }, { code: 'too-old', rule: 'maximum-age', latestOn: addDays(DAY, -1) }],
    ['an interval that ends after that age', { vaccine: 'MMR', doseNumber: 2, history: aged(18 * 12, [given('MMR', 5)], -10) }, { code: 'too-old', latestOn: addDays(DAY, 9) }],
    ['a series that is complete', { vaccine: 'MMR', doseNumber: 3, history: aged(40, [given('MMR', 900), given('MMR', 400, { doseNumber: 2 })]) }, { code: 'not-needed', edition: '2021' }],
    ['a vaccine whose alternative has completed it', { vaccine: 'HepA-I', history: aged(40, [given('HepA-L', 400)]) }, { code: 'not-needed' }],
    ['a vaccine for others', { vaccine: 'HPV', on: toLocalDate('2026-11-28'), history: { ...aged(200), sex: 'male' } }, { code: 'not-needed' }],
    ['a vaccine that no row names', { vaccine: 'Yellow' }, { code: 'not-needed', edition: '2021' }],
    ['a number on record', { vaccine: 'MMR', history: aged(20, [given('MMR', 200)]) }, { code: 'dose-already-given' }],
    ['a number that leaves one out', { vaccine: 'MMR', doseNumber: 2, history: aged(20) }, { code: 'dose-out-of-order', expected: 1 }],
    ['one that nobody has said whether it counts', { vaccine: 'MMR', doseNumber: 2, history: aged(20, [given('MMR', 200, { status: 'reported-unverified' })]) }, { code: 'dose-undecided' }],
  ])('%s', (_, asked, wanted) => {
    expect(refusal(asked)).toMatchObject(wanted);
  });

  it.each<[fact: string, asked: Asked]>([
    ['a dose at its age', { vaccine: 'MMR', history: aged(8) }],
    ['a dose at its interval', { vaccine: 'IPV', series: 'Polio', doseNumber: 2, history: aged(8, [given('IPV', 28, { series: 'Polio' })]) }],
    ['a live vaccine of this visit on the same day', { vaccine: 'MMR', ownDoseIds: [dose(1), dose(2)], history: aged(20, [given('JE-L', 0, { plannedDoseId: dose(2), live: true })]) }],
    ['bOPV, which is not injected, beside another live vaccine', { vaccine: 'bOPV', series: 'Polio', doseNumber: 1, history: aged(8, [given('MMR', 1)]) }],
    ['catch-up with any vaccine of the row', { vaccine: 'bOPV', series: 'Polio', doseNumber: 3, history: aged(30, [given('IPV', 300, { series: 'Polio' }), given('IPV', 200, { series: 'Polio', doseNumber: 2 })]) }],
    ['a repeat of one that was given too early, under a number of its own', { vaccine: 'MMR', doseNumber: 2, history: aged(20, [given('MMR', 400)]) }],
    ['an adult who is paid for under another row', { vaccine: 'HepB', history: aged(30 * 12) }],
    ['a girl of 14', { vaccine: 'HPV', on: toLocalDate('2026-11-28'), history: history({ birthDate: toLocalDate('2012-11-01') }) }],
  ])('not: %s', (_, asked) => {
    expect(refusal(asked)).toBeNull();
  });

  it('an earlier visit on the same day, and one that is about to give', () => {
    expect(refusal({ vaccine: 'MMR', history: aged(20, [given('JE-L', 0)]) })).toMatchObject({ code: 'live-interval', earliestOn: addDays(DAY, 28) });
    const reserved = { plannedDoseId: dose(9), series: 'JE-L', doseNumber: 1, live: true, reservedUntil: 0 } as unknown as EligibilityFacts['history']['reservations'][number];
    expect(refusal({ vaccine: 'MMR', history: { ...aged(20), reservations: [reserved] } })).toMatchObject({ code: 'live-interval', earliestOn: addDays(DAY, 28) });
    expect(refusal({ vaccine: 'DTaP', history: { ...aged(20), reservations: [reserved] } })).toBeNull();
  });
});

describe('before the registry has answered', () => {
  it('doses before it are taken to have been given, and it is judged by its own age', () => {
    expect(refusal({ vaccine: 'MMR', doseNumber: 2, historyKnown: false, history: aged(18) })).toBeNull();
    expect(refusal({ vaccine: 'MMR', doseNumber: 2, historyKnown: false, history: aged(18, [], -1) })).toMatchObject({ code: 'too-young', earliestOn: addDays(DAY, 1) });
    expect(refusal({ vaccine: 'MMR', doseNumber: 3, historyKnown: false, history: aged(40) })).toMatchObject({ code: 'not-needed' });
  });

  it('a dose without an age of its own has that of the one before', () => {
    expect(refusal({ vaccine: 'CovidI', doseNumber: 2, historyKnown: false, history: aged(35) })).toMatchObject({ code: 'too-young', earliestOn: addMonths(DAY, 1) });
  });

  it('intervals are kept to what is known', () => {
    expect(refusal({ vaccine: 'HepB', doseNumber: 3, historyKnown: false, history: aged(12, [given('HepB', 59)]) })).toMatchObject({ code: 'too-early' });
  });
});

describe('after an exposure to rabies', () => {
  const shot = (daysAgo: number, doseNumber: number, change: Partial<DoseOnRecord> = {}) => given('Rabies', daysAgo, { doseNumber, ...change });
  const ask = (doseNumber: number, doses: DoseOnRecord[], on: LocalDate = DAY) => refusal({ vaccine: 'Rabies', doseNumber, on, history: aged(300, doses) });

  it('a late dose continues, and keeps its interval to the one before', () => {
    expect(ask(2, [shot(40, 1)])).toBeNull();
    expect(ask(2, [shot(2, 1)])).toMatchObject({ code: 'too-early', earliestOn: addDays(DAY, 1) });
  });

  it('neither a course that is over nor a dose that nobody has decided about stops it', () => {
    expect(ask(6, [400, 397, 393, 386, 372].map((ago, n) => shot(ago, n + 1)))).toBeNull();
    expect(ask(2, [shot(3, 1, { status: 'reported-unverified' })])).toBeNull();
  });
});
