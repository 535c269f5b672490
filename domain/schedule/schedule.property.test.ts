import { describe, expect } from '@jest/globals';
import { fc, it as property } from '@fast-check/jest';
import { loadEditions } from '../../config/load-schedule.js';
import { addDays, toLocalDate, type LocalDate } from '../time.js';
import type { ResidentHistory } from '../journey/facts.js';
import { rowsByDay, rowsOfEdition, rowsOn } from './edition.js';
import { findIneligibility } from './eligibility.js';
import { evaluateDoses, type RowsOn } from './evaluate.js';
import { forecastDoses, type Forecast } from './forecast.js';
import type { VaccinationHistory } from './history.js';

const editions = loadEditions();
const CHILD = ['HepB', 'BCG', 'IPV', 'bOPV', 'DTaP', 'DT', 'MMR', 'JE-L', 'JE-I', 'MPSV-A', 'MPSV-AC', 'HepA-L', 'HepA-I'];

/** A birth on any day, the last of a month and leap days too, and doses that are often near the ages of the table. */
const history = fc
  .record({
    born: fc.integer({ min: 0, max: 1_500 }),
    sex: fc.constantFrom('male' as const, 'female' as const),
    doses: fc.array(fc.record({ vaccine: fc.constantFrom(...CHILD), age: fc.oneof(fc.nat(2_900), fc.constantFrom(0, 31, 61, 92, 122, 153, 184, 245, 276, 549, 730, 1_096, 1_461, 2_191)) }), { maxLength: 12 }),
    later: fc.integer({ min: 1, max: 800 }),
  })
  .map(({ born, sex, doses, later }) => {
    const birthDate = addDays(toLocalDate('2020-01-31'), born);
    const given = doses.map(({ vaccine, age }) => ({ vaccine, on: addDays(birthDate, age) })).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const asOf = addDays(given.at(-1)?.on ?? birthDate, later);
    return { asOf, history: { birthDate, sex, birthWeightGrams: null, immunoglobulins: [], exposures: [], doses: given } satisfies VaccinationHistory };
  });

/** One of them for each run: all of them would take many times as long. */
const oneOf = <T>(of: T[], pick: number): T[] => (of.length === 0 ? [] : [of[pick % of.length]!]);
const open = ({ status }: Forecast) => status === 'due' || status === 'overdue' || status === 'not-yet';
const withDose = (before: VaccinationHistory, vaccine: string, on: LocalDate): VaccinationHistory => ({ ...before, doses: [...before.doses, { vaccine, on }] });

describe.each(['2021', '2025', '2026'])('by edition %s', (edition) => {
  const inForce = rowsOfEdition(editions, edition)!;
  const rows: RowsOn = () => inForce;

  property.prop([history, fc.nat()])('a dose is valid on the day from which it is forecast, and not on the day before', ({ history: before, asOf }, pick) => {
    const last = before.doses.at(-1)?.on ?? before.birthDate;
    for (const { vaccine, earliestOn } of oneOf(forecastDoses(before, asOf, rows).filter(open), pick)) {
      const on = earliestOn! > asOf ? earliestOn! : asOf;
      expect(evaluateDoses(withDose(before, vaccine, on), rows).at(-1)).toMatchObject({ valid: true });
      if (addDays(earliestOn!, -1) > last) expect(evaluateDoses(withDose(before, vaccine, addDays(earliestOn!, -1)), rows).at(-1)).toMatchObject({ valid: false });
    }
  });

  property.prop([history, fc.nat()])('a valid dose raises the number of the next one of its series, or completes it', ({ history: before, asOf }, pick) => {
    const possible = forecastDoses(before, asOf, rows).filter((one) => open(one) && one.earliestOn! <= asOf);
    for (const { vaccine, series, doseNumber } of oneOf(possible, pick)) {
      const after = forecastDoses(withDose(before, vaccine, asOf), asOf, rows).filter((one) => one.series === series);
      for (const next of after) expect(next.status === 'complete' || next.doseNumber === doseNumber + 1).toBe(true);
      expect(after).not.toEqual([]);
    }
  });

  property.prop([history])('what is complete or never stays so', ({ history: before, asOf }) => {
    const later = addDays(asOf, 400);
    const then = forecastDoses(before, later, rows);
    for (const { vaccine, status } of forecastDoses(before, asOf, rows)) {
      if (status === 'complete' || status === 'never') expect(then.find((one) => one.vaccine === vaccine)?.status).toBe(status);
    }
  });

  property.prop([history, fc.nat()])('a verdict depends on no later dose, and on no order in the record', ({ history: before }, seed) => {
    const verdicts = evaluateDoses(before, rows);
    const n = seed % (before.doses.length + 1);
    expect(evaluateDoses({ ...before, doses: before.doses.slice(0, n) }, rows)).toEqual(verdicts.slice(0, n));
    const distinct = before.doses.filter(({ on }, n) => before.doses.findIndex((other) => other.on === on) === n);
    const turned = [...distinct.slice(seed % (distinct.length + 1)), ...distinct.slice(0, seed % (distinct.length + 1))].reverse();
    const byDay = (doses: typeof distinct) => new Map(evaluateDoses({ ...before, doses }, rows).map((dose) => [dose.on, dose]));
    expect(byDay(turned)).toEqual(new Map([...byDay(distinct)].sort()));
  });
});

property.prop([history])('by the editions of each day every dose has a verdict with its rule, and every open forecast a day', ({ history: before, asOf }) => {
  const byDay: RowsOn = (day) => rowsOn(editions, day);
  for (const { valid, rule, doseNumber } of evaluateDoses(before, byDay)) expect([rule === null, doseNumber !== null]).toEqual([valid, valid]);
  for (const one of forecastDoses(before, asOf, byDay)) expect(one.earliestOn !== null).toBe(open(one));
});

property.prop([history, fc.nat()])('the gate lets a dose be given from the day on from which it is forecast, and on no earlier one', ({ history: before, asOf }, pick) => {
  const resident: ResidentHistory = {
    ...before, sex: 'female', version: 1, reservations: [], bookedSeries: [],
    doses: before.doses.map(({ vaccine, on }) => ({ plannedDoseId: null, vaccine, series: 'of the record', doseNumber: 1, live: false, givenOn: on, status: 'given' })),
  };
  const refusalOn = (vaccine: string, on: LocalDate) => findIneligibility({ plan: { plannedDoseId: null, vaccine, series: vaccine, doseNumber: 1 }, ownDoseIds: [], history: resident, historyKnown: true, schedule: editions, on });
  const next = forecastDoses({ ...before, sex: 'female' }, asOf, rowsByDay(editions));
  const waiting = next.filter(({ status, vaccine }) => status === 'not-yet' && next.every((other) => other.vaccine !== vaccine || other.status === status));
  for (const { vaccine, earliestOn } of oneOf(waiting, pick)) {
    // On a later day another edition may be in force.
    if (rowsByDay(editions)(earliestOn!) !== rowsByDay(editions)(asOf)) continue;
    expect(refusalOn(vaccine, asOf)).not.toBeNull();
    expect(refusalOn(vaccine, earliestOn!)).toBeNull();
  }
});
