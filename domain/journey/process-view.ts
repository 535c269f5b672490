import type { PlannedDoseId } from '../ids.js';
import type { Instant } from '../time.js';
import { anyInjected, everyDoseDone, isEnded } from './stage-of.js';
import type { JourneyState, PlannedDose } from './state.js';

/** One upload that the process still owes: `wanted` once the registry has the archive as it is to be, `dueAt` until the deadline has been recorded as missed. */
export type OwedUpload = { plannedDoseId: PlannedDoseId; contentVersion: number; wanted: boolean; dueAt: Instant | null };

/**
 * The little that the process needs to know: what is asked of it and until when. Null means not asked. An append that changes it,
 * compared by value, is news for the workflow; nobody keeps a list of important events.
 */
export type ProcessView = {
  noShowAt: Instant | null;
  /** Until then a provisional identity is to be settled. */
  identityDueAt: Instant | null;
  /** The registry is asked for the archive: version of the event that asked. */
  lookUp: number | null;
  /** The registry is to create the archive, at this content version. */
  createArchive: number | null;
  /** Both sides of the archive are to be brought to what staff decided, at this content version; absent in what releases before 0.2 read. */
  bringTogether?: number | null;
  /** Until then the registry is to have answered what no upload waits for; absent in what releases before 0.2 read. */
  registryDueAt?: Instant | null;
  uploads: OwedUpload[];
  recordFinalAt: Instant | null;
  observeUntil: Instant | null;
  /** The result notice is due, at this content version. */
  notice: number | null;
  /** Rises when a supervisor has the steps begun anew; absent in what releases before 0.2 read. */
  restarts?: number;
  /** Ended and nothing asked any more: the workflow may end. */
  over: boolean;
};

export function processView(state: JourneyState): ProcessView {
  const asked = {
    noShowAt: state.end ? null : state.noShowAt,
    identityDueAt: identityDueAt(state),
    ...askedOfRegistry(state),
    registryDueAt: state.registryDue && !state.registryDue.overdue ? state.registryDue.at : null,
    uploads: state.doses.flatMap((dose) => owedUpload(state, dose)),
    recordFinalAt: recordFinalAt(state),
    observeUntil: state.observation && !state.observation.elapsed && !state.released ? state.observation.until : null,
    notice: wantsNotice(state) ? noticeVersion(state) : null,
  };
  const nothing = Object.values(asked).every((value) => value === null || (Array.isArray(value) && value.length === 0));
  return { ...asked, restarts: state.restarts, over: nothing && isEnded(state) };
}

/** What the registry is asked about the archive. */
function askedOfRegistry(state: JourneyState) {
  const { archive, fields } = state;
  return {
    lookUp: wantsLookUp(state) ? (state.lookUp?.askedVersion ?? null) : null,
    createArchive: archive?.decision === 'create' && !archive.settled && !archive.rejected ? archive.contentVersion : null,
    bringTogether: fields && !fields.settled ? fields.contentVersion : null,
  };
}

/** Staff have confirmed, the registry has not done its part, and no upload with a deadline of its own stands behind it. */
export function awaitsRegistry(state: JourneyState): boolean {
  const owed = state.doses.some((dose) => owedUpload(state, dose).length > 0);
  return state.archive !== null && !owed && Object.values(askedOfRegistry(state)).some((asked) => asked !== null);
}

/** The content version of the result notice: it rises with every correction of a dose it speaks of, and when another is to be sent. */
export function noticeVersion(state: JourneyState): number {
  return Math.max(state.noticeFrom, ...state.doses.map((dose) => dose.given?.contentVersion ?? 0));
}

/** The journey still waits for the outcome of the notice of this content version, whoever sends it. */
export function awaitsNotice(state: JourneyState, contentVersion: number): boolean {
  return state.noticeUnderWay === contentVersion || (wantsNotice(state) && noticeVersion(state) === contentVersion);
}

/** Who somebody was matters as long as a dose may be given, or was. */
function identityDueAt(state: JourneyState): Instant | null {
  const provisional = state.identified?.provisional;
  return !provisional || provisional.overdue || (isEnded(state) && !anyInjected(state)) ? null : provisional.settleBy;
}

/** A journey that ended without a dose needs no answer any more; one with a dose does, since the upload waits for the archive. */
function wantsLookUp(state: JourneyState): boolean {
  return state.lookUp !== null && state.lookUp.outcome === null && !(isEnded(state) && !anyInjected(state));
}

function owedUpload(state: JourneyState, { plannedDoseId, given }: PlannedDose): OwedUpload[] {
  if (!given || given.upload === 'confirmed' || given.upload === 'rejected') return [];
  const dueAt = given.upload === 'overdue' ? null : given.uploadDueAt;
  return [{ plannedDoseId, contentVersion: given.contentVersion, wanted: isUploadable(state), dueAt }];
}

/** The registry takes a dose only for the person that its archive names, so what staff decided about the sides comes first. */
function isUploadable({ archive, fields }: JourneyState): boolean {
  return archive?.settled === true && (fields === null || fields.settled);
}

function openRecords(state: JourneyState): Instant[] {
  return state.doses.flatMap(({ given }) => (given && given.upload !== 'confirmed' ? [given.recordFinalAt] : []));
}

/** Until it is confirmed, a record can be corrected at the desk; from this instant it cannot. */
function recordFinalAt(state: JourneyState): Instant | null {
  const open = openRecords(state);
  return state.recordsFinal || state.notice || state.noticeUnderWay !== null || !everyDoseDone(state) || open.length === 0 ? null : (Math.max(...open) as Instant);
}

/** Invariant I5: only of final records, one notice for all doses of the visit. */
function wantsNotice(state: JourneyState): boolean {
  const final = state.recordsFinal || openRecords(state).length === 0;
  return state.notice === null && state.noticeUnderWay === null && everyDoseDone(state) && final && state.doses.some((dose) => dose.given);
}
