import type { PlannedDoseId } from '../ids.js';
import type { JourneyEvent, JourneyEventType } from '../journey/events.js';
import { rowFor } from '../schedule/edition.js';
import type { RowsOn } from '../schedule/evaluate.js';
import { addSpan } from '../schedule/span.js';
import { localDateOf, type Instant, type LocalDate } from '../time.js';
import type { Report } from './reports.js';

/**
 * One thing that a report counts: a visit, a dose, or an answer of the registry. `n`: version of the event that it stands for, which with journey
 * and report names it for ever.
 */
export type Tally = {
  report: Exclude<Report, 'coverage'>;
  n: number;
  day: LocalDate;
  plannedDoseId: PlannedDoseId | null;
  series: string | null;
  doseNumber: number | null;
  /** In the numerator. */
  counts: boolean;
  /** Until then nothing can be said, and it stands in neither numerator nor denominator. */
  openUntil: Instant | null;
  /** How long it took, in ms, where that is what is reported. */
  tookMs: number | null;
  reason: string | null;
};

export type LoggedEvent = JourneyEvent & { version: number };
type Logged<T extends JourneyEventType> = Extract<LoggedEvent, { type: T }>;

/** Events that change what is counted; the tallies of a journey are made anew when one of them is appended. */
export const TALLIED_EVENTS = [
  'booked', 'walkedIn', 'rescheduled', 'dosePlanned', 'noShowed', 'checkedIn', 'identified', 'archiveLookedUp', 'doseGiven', 'doseReportedUnverified', 'doseCounted', 'doseCorrected',
  'uploadConfirmed', 'uploadRejected', 'archiveSettled', 'archiveRejected', 'fieldsTaken', 'fieldsBroughtTogether', 'caseOpened',
] as const satisfies readonly JourneyEventType[];

/** All that is counted of a visit, from its log in order. Pure; days by Asia/Shanghai date. */
export function tallyVisit(events: readonly LoggedEvent[], birthDate: LocalDate, rows: RowsOn): Tally[] {
  const log = { events, day: dayOf(events) };
  return [...tallyAttendance(log), ...tallyWait(log), ...tallyDoses(log, birthDate, rows), ...tallyAnswers(log), ...tallyDuplicates(log)];
}

type Log = { events: readonly LoggedEvent[]; day: LocalDate | null };

/** Visits that were booked and became due: the resident came, or the clock of no-shows ran out. Left out: those cancelled or still awaited, and walk-ins. */
function tallyAttendance({ events, day }: Log): Tally[] {
  const booked = find(events, 'booked');
  const came = find(events, 'checkedIn');
  if (!booked || !day || !(came ?? find(events, 'noShowed'))) return [];
  return [{ ...nothing, report: 'no-show', n: booked.version, day, counts: !came }];
}

/** From check-in, of a walk-in from the first word at the desk, to the first injection. Left out: visits without one. */
function tallyWait({ events, day }: Log): Tally[] {
  const came = find(events, 'checkedIn') ?? find(events, 'walkedIn');
  const injected = injections(events).map(({ givenAt }) => givenAt);
  if (!came || !day || injected.length === 0) return [];
  // A desk may have claimed the time of an injection that it reports after a failure of power.
  return [{ ...nothing, report: 'wait', n: came.version, day, counts: true, tookMs: Math.max(0, Math.min(...injected) - came.at) }];
}

/** Doses that count as given here. Left out: those that a supervisor has not let count, and those learnt from a registry. */
function tallyDoses({ events }: Log, birthDate: LocalDate, rows: RowsOn): Tally[] {
  return injections(events).flatMap(({ plannedDoseId, version: n, givenAt, uploadDueAt }) => {
    const plan = planOf(events, plannedDoseId);
    if (!plan || uploadDueAt === null) return [];
    const confirmed = events.find((event) => event.type === 'uploadConfirmed' && event.data.plannedDoseId === plannedDoseId);
    const dose = { ...nothing, n, day: localDateOf(givenAt), plannedDoseId, series: plan.series, doseNumber: plan.doseNumber };
    // Norms 9.2.4: at the registry within 24 hours. Nothing is said of a dose before they are over, so that a day is not better for being young.
    const upload: Tally = { ...dose, report: 'upload', counts: confirmed !== undefined && confirmed.at <= uploadDueAt, openUntil: uploadDueAt };
    const timely = isTimely({ ...plan, birthDate, givenOn: dose.day }, rows);
    return timely === null ? [upload] : [upload, { ...dose, report: 'timeliness', counts: timely }];
  });
}

/** Between the least age and the age before which the schedule in force on that day wants it; null where it names no latest age. */
function isTimely({ vaccine, doseNumber, birthDate, givenOn }: { vaccine: string; doseNumber: number; birthDate: LocalDate; givenOn: LocalDate }, rows: RowsOn): boolean | null {
  const step = rowFor(rows(givenOn), vaccine)?.steps[doseNumber - 1];
  if (!step?.finishBefore) return null;
  return (!step.minAge || givenOn >= addSpan(birthDate, step.minAge)) && givenOn < addSpan(birthDate, step.finishBefore);
}

/** What the registry said to an upload or an archive of ours: each refusal with its reason, beside what it took. Left out: no answer. */
function tallyAnswers({ events }: Log): Tally[] {
  return events.flatMap((event): Tally[] => {
    const answer = { ...nothing, report: 'rejections' as const, n: event.version, day: localDateOf(event.at) };
    switch (event.type) {
      case 'uploadRejected': return [{ ...answer, plannedDoseId: event.data.plannedDoseId, counts: true, reason: event.data.reason }];
      case 'uploadConfirmed': return [{ ...answer, plannedDoseId: event.data.plannedDoseId }];
      case 'archiveRejected': return [{ ...answer, counts: true, reason: event.data.reason }];
      case 'archiveSettled': return [answer];
      default: return [];
    }
  });
}

/** Norms 3.2.5: below 0.1 %. Visits with somebody identified, of which the registry has several archives or whose dose another visit had claimed. */
function tallyDuplicates({ events, day }: Log): Tally[] {
  const identified = find(events, 'identified');
  if (!identified || !day) return [];
  const opened = events.filter((event) => event.type === 'caseOpened').map(({ data }) => data.kind);
  const reason = (['several-archives', 'claim-conflict'] as const).find((kind) => opened.includes(kind)) ?? null;
  return [{ ...nothing, report: 'duplicates', n: identified.version, day, counts: reason !== null, reason }];
}

const nothing = { plannedDoseId: null, series: null, doseNumber: null, counts: false, openUntil: null, tookMs: null, reason: null };

/** The day that the visit is for, or was. */
function dayOf(events: readonly LoggedEvent[]): LocalDate | null {
  const last = events.findLast((event) => event.type === 'rescheduled' || event.type === 'booked' || event.type === 'walkedIn');
  return last && 'day' in last.data ? last.data.day : null;
}

/** `uploadDueAt` null: not counted, or not yet. */
function injections(events: readonly LoggedEvent[]) {
  return events.flatMap((event) => {
    if (event.type !== 'doseGiven' && event.type !== 'doseReportedUnverified') return [];
    const { plannedDoseId } = event.data;
    const corrected = events.findLast((other) => other.type === 'doseCorrected' && other.data.plannedDoseId === plannedDoseId);
    const counted = events.findLast((other) => other.type === 'doseCounted' && other.data.plannedDoseId === plannedDoseId);
    const givenAt = corrected?.type === 'doseCorrected' ? corrected.data.givenAt : event.data.givenAt;
    const due = event.type === 'doseGiven' ? event.data.uploadDueAt : counted?.type === 'doseCounted' ? counted.data.uploadDueAt : null;
    return [{ plannedDoseId, version: event.version, givenAt, uploadDueAt: due }];
  });
}

function planOf(events: readonly LoggedEvent[], plannedDoseId: PlannedDoseId) {
  return events
    .flatMap((event) => {
      switch (event.type) {
        case 'booked': case 'walkedIn': return event.data.doses;
        case 'dosePlanned': return [event.data.dose];
        case 'doseReportedUnverified': return event.data.plan ? [event.data.plan] : [];
        default: return [];
      }
    })
    .find((plan) => plan.plannedDoseId === plannedDoseId);
}

function find<T extends JourneyEventType>(events: readonly LoggedEvent[], type: T): Logged<T> | undefined {
  return events.find((event): event is Logged<T> => event.type === type);
}
