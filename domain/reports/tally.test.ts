import { cleared, command, DAY, dose, facts, foundNone, givenDose, JourneyUnderTest, NINE, policies, supervisorCase, uuid } from '../journey/journey-fixtures.js';
import type { FindingData, JourneyCommand } from '../journey/commands.js';
import { rowsByDay } from '../schedule/edition.js';
import { addDays, addMonths, endOfDay, toInstant, toLocalDate } from '../time.js';
import { tallyVisit, type Tally } from './tally.js';

const BORN = toLocalDate('2024-06-01');
const HOUR = 3_600_000;

function talliesOf({ log }: JourneyUnderTest, report: Tally['report'], birthDate = BORN): Tally[] {
  return tallyVisit(log.map((event, n) => ({ ...event, version: n + 1 })), birthDate, rowsByDay(policies.schedule)).filter((tally) => tally.report === report);
}
const found = <T extends keyof FindingData>(type: T, data: FindingData[T]) => ({ type, data }) as JourneyCommand;
const later = (journey: JourneyUnderTest, ms: number) => {
  journey.now = toInstant(NINE + ms);
  return journey;
};

describe('no-show', () => {
  const booked = () => new JourneyUnderTest().through(command('book'));

  it('counts a booking whose clock ran out, on the day that it was for', () => {
    const journey = booked();
    journey.now = endOfDay(DAY);
    expect(talliesOf(journey.through(found('noShow', { noShowAt: endOfDay(DAY) })), 'no-show')).toMatchObject([{ day: DAY, counts: true, openUntil: null }]);
  });

  it('counts one that came as due and nothing more', () => {
    expect(talliesOf(booked().through(command('checkIn')), 'no-show')).toMatchObject([{ day: DAY, counts: false }]);
  });

  it.each([
    { fact: 'one that is still awaited', journey: booked },
    { fact: 'one that was cancelled', journey: () => booked().through(command('cancel')) },
    { fact: 'a walk-in', journey: () => new JourneyUnderTest().through(command('walkIn')) },
  ])('leaves out $fact', ({ journey }) => {
    expect(talliesOf(journey(), 'no-show')).toEqual([]);
  });
});

describe('wait', () => {
  it('is from check-in to the first injection', () => {
    const journey = new JourneyUnderTest().through(command('book'));
    later(journey, 10 * 60_000).through(command('checkIn'), command('identify'));
    journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck'), command('recordConsent'), command('verify'));
    later(journey, 25 * 60_000).through(command('recordDose', { givenAt: toInstant(NINE + 22 * 60_000) }));
    expect(talliesOf(journey, 'wait')).toMatchObject([{ day: DAY, tookMs: 12 * 60_000 }]);
  });

  it('is of a walk-in from the first word at the desk, and never less than nothing', () => {
    expect(talliesOf(givenDose(), 'wait')).toMatchObject([{ tookMs: 0 }]);
  });

  it('leaves out who was given nothing', () => {
    expect(talliesOf(new JourneyUnderTest().through(command('walkIn'), command('notGiven')), 'wait')).toEqual([]);
  });
});

describe('upload within 24 hours (Norms 9.2.4)', () => {
  const confirmed = found('uploaded', { plannedDoseId: dose(1), contentVersion: 1 });

  it.each([
    { fact: 'counts a confirmation at the last instant', ms: 24 * HOUR, counts: true },
    { fact: 'does not count one after it', ms: 24 * HOUR + 1, counts: false },
  ])('$fact', ({ ms, counts }) => {
    const journey = later(givenDose(), ms).through(confirmed);
    expect(talliesOf(journey, 'upload')).toMatchObject([{ plannedDoseId: dose(1), series: 'MMR', doseNumber: 1, day: DAY, counts, openUntil: NINE + 24 * HOUR }]);
  });

  it('does not count what was never confirmed', () => {
    expect(talliesOf(givenDose(), 'upload')).toMatchObject([{ counts: false }]);
  });

  it('leaves out a dose that nobody has let count, and has it once somebody does', () => {
    const journey = cleared().through(command('reportUnverifiedDose'));
    expect(talliesOf(journey, 'upload')).toEqual([]);
    const caseId = journey.current.cases[0]!.caseId;
    journey.world = facts({ supervisorCase: supervisorCase(caseId, 'count-dose') });
journey.through({ type: 'resolveCase', data: { caseId, caseVersion: 1, action: 'count-dose', by: 'S-1', noteId: uuid(73) } });
    expect(talliesOf(journey, 'upload')).toMatchObject([{ plannedDoseId: dose(1), openUntil: NINE + 24 * HOUR }]);
  });
});

describe('timeliness (the schedule in force on the day of the dose)', () => {
  // MMR 1: from 8 months on, before 12 months
  it.each([
    { fact: 'not a dose the day before the least age', born: addDays(addMonths(DAY, -8), 1), counts: false },
    { fact: 'a dose at the least age', born: addMonths(DAY, -8), counts: true },
    { fact: 'a dose the day before the age that it has to be finished before', born: addDays(addMonths(DAY, -12), 1), counts: true },
    { fact: 'not a dose at that age', born: addMonths(DAY, -12), counts: false },
  ])('counts $fact', ({ born, counts }) => {
    expect(talliesOf(givenDose(), 'timeliness', born)).toMatchObject([{ series: 'MMR', doseNumber: 1, counts }]);
  });

  it('leaves out a dose for which the schedule names no latest age', () => {
    const open = structuredClone(policies.schedule);
    for (const { rows } of open) for (const { steps } of rows) for (const step of steps) step.finishBefore = null;
    expect(tallyVisit(givenDose().log.map((event, n) => ({ ...event, version: n + 1 })), BORN, rowsByDay(open)).filter(({ report }) => report === 'timeliness')).toEqual([]);
  });
});

describe('rejections', () => {
  it('are answers of the registry, each with its reason', () => {
    const journey = givenDose().through(found('uploadRefused', { plannedDoseId: dose(1), contentVersion: 1, reason: 'trace-code-missing', evidenceId: null }), found('archiveCreated', { contentVersion: 1, registryVersion: 'r1' }));
    expect(talliesOf(journey, 'rejections').map(({ counts, reason, plannedDoseId }) => [counts, reason, plannedDoseId])).toEqual([[true, 'trace-code-missing', dose(1)], [false, null, null]]);
  });
});

describe('duplicates (Norms 3.2.5)', () => {
  it('are visits of which the registry has several archives, of all that were identified', () => {
    const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
    expect(talliesOf(journey, 'duplicates')).toMatchObject([{ counts: false, reason: null }]);
    journey.log.push({ ...journey.log[0]!, type: 'caseOpened', data: { caseId: uuid(9), kind: 'several-archives', plannedDoseId: null } } as (typeof journey.log)[number]);
    expect(talliesOf(journey, 'duplicates')).toMatchObject([{ counts: true, reason: 'several-archives' }]);
  });

  it('leave out who was not identified', () => {
    expect(talliesOf(new JourneyUnderTest().through(command('walkIn')), 'duplicates')).toEqual([]);
  });
});
