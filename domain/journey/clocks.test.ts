import { toInstant } from '../time.js';
import { clocksOf } from './clocks.js';
import { command, dose, givenDose, JourneyUnderTest, uuid } from './journey-fixtures.js';

const kinds = (journey: JourneyUnderTest) => clocksOf(journey.current, []).map(({ kind }) => kind);

it('runs until nobody has come, and no longer once somebody has', () => {
  const journey = new JourneyUnderTest().through(command('book'));
  expect(clocksOf(journey.current, [])).toEqual([{ kind: 'no-show', endsAt: journey.current.noShowAt, plannedDoseId: null, caseId: null }]);
  expect(kinds(journey.through(command('checkIn')))).toEqual([]);
  expect(kinds(new JourneyUnderTest().through(command('book'), command('cancel')))).toEqual([]);
});

it('runs for the half hour, the upload of each dose and the end of corrections once a dose is given, the next to end first (H12)', () => {
  const journey = givenDose();
  const { observation, doses } = journey.current;
  const clocks = clocksOf(journey.current, []);
  expect(clocks.map(({ endsAt }) => endsAt)).toEqual(clocks.map(({ endsAt }) => endsAt).toSorted((a, b) => a - b));
  expect(clocks).toContainEqual({ kind: 'observation', endsAt: observation!.until, plannedDoseId: null, caseId: null });
  expect(clocks).toContainEqual({ kind: 'upload', endsAt: doses[0]!.given!.uploadDueAt, plannedDoseId: dose(1), caseId: null });
  expect(clocks.map(({ kind }) => kind)).toContain('record-final');
});

it('runs for each open case until it moves up, before what ends later', () => {
  const caseId = uuid<'case'>(9);
  const journey = givenDose();
  expect(clocksOf(journey.current, [{ caseId, dueAt: toInstant(1), level: 'city' }])[0]).toEqual({ kind: 'case', endsAt: 1, plannedDoseId: null, caseId });
});

it('says of a case that is at the highest level that it moves up no more', () => {
  expect(clocksOf(givenDose().current, [{ caseId: uuid<'case'>(9), dueAt: toInstant(1), level: 'province' }])[0]).toMatchObject({ kind: 'case-at-top', endsAt: 1 });
});
