import type { DifferingFields } from '../archive/compare.js';
import type { CaseKind, Reversible } from '../cases/kinds.js';
import type { AreaCode, CaseId, EvidenceId, JourneyId, PlannedDoseId, ResidentId, SiteId, SlotId } from '../ids.js';
import type { Instant, LocalDate } from '../time.js';
import type { HardStop } from '../stock/hard-stops.js';
import type { IdentificationMeans, ProvisionalReason } from '../identity/means.js';
import type { DosePlan, LookUpOutcome, NotGivenReason, NoticeOutcome, PrecheckDecision, Severity, TakenFields } from './events.js';

/** Raise it when the shape below changes: an older stored state is then folded anew from the log, a newer one is never decided on. */
export const STATE_VERSION = 11;

/** What may rest on a decision about an archive. `resident`: our side, changed since. */
export const DEPENDENTS = ['dose', 'upload', 'archive', 'case', 'resident'] as const;

export const UPLOAD_STATES = ['pending', 'sent', 'confirmed', 'rejected', 'overdue'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** One planned dose. What is null has not happened; `doseStateOf` reads the state off it. */
export type PlannedDose = DosePlan & {
  eligible: boolean | null;
  /** What the pre-check said of it; null also where it was planned after it. */
  precheck: PrecheckDecision | null;
  consented: boolean;
  /** What the consent is proved by. */
  consentEvidenceId: EvidenceId | null;
  settled: boolean;
  verified: { lot: string; expiresOn: LocalDate; bodySite: string | null } | null;
  given: GivenDose | null;
  notGiven: NotGivenReason | null;
  /** Something went in although it does not count as given. */
  partlyIn: boolean;
  reported: ReportedDose | null;
};

/** `by`: who gave it, by reference to the directory of staff; null where the site named nobody. */
type Injection = { givenAt: Instant; bodySite: string; route: string; by: string | null };

export type GivenDose = Injection & { contentVersion: number; uploadDueAt: Instant; recordFinalAt: Instant; upload: UploadState };

/** An injection that no checklist stands for: it counts as given to nobody until a supervisor says so. */
export type ReportedDose = Injection & { lot: string | null; expiresOn: LocalDate | null; traceCode: string | null; uncounted: boolean; stop: HardStop | null };

export type Dependent = { kind: (typeof DEPENDENTS)[number]; id: string };

/**
 * What can be reversed while nothing depends on it. `evidenceId` has both sides as they were, `archive` is how far ours was; `fields` is the content
 * version under which the sides were taken, null where nothing was. `undoCase`: where it is asked for.
 */
export type DecidedArchive = {
  caseId: CaseId;
  action: Reversible;
  evidenceId: EvidenceId | null;
  archive: JourneyState['archive'];
  fields: number | null;
  dependent: Dependent | null;
  undoCase: CaseId | null;
  reversed: boolean;
};

/** A journey is a fold over its events; this is what has been folded so far. Plain JSON, stored as it stands. */
export type JourneyState = {
  stateVersion: number;
  journeyId: JourneyId;
  version: number;
  residentId: ResidentId;
  siteId: SiteId;
  areaCode: AreaCode;
  channel: string;
  day: LocalDate;
  slotId: SlotId | null;
  noShowAt: Instant | null;
  arrived: boolean;
  /** `overdue`: not settled in time, owned by a case. */
  identified: { means: IdentificationMeans; provisional: { why: ProvisionalReason; settleBy: Instant; overdue: boolean } | null } | null;
  /** The question to the registry: `askedVersion` is the version of the event that asked. */
  lookUp: { askedVersion: number; outcome: LookUpOutcome | null; registryVersion: string | null; fields: DifferingFields; evidenceId: EvidenceId | null } | null;
  /** `overtaken`: the registry was found to have another one when it was to be created. */
  archive: { decision: 'create' | 'adopt' | 'provisional'; contentVersion: number; settled: boolean; rejected: boolean; overtaken: boolean; historyKnown: boolean } | null;
  /** Until when the registry may take for what no upload waits for; `overdue`: owned by a case. */
  registryDue: { at: Instant; overdue: boolean } | null;
  /** Fields that both sides are to be brought to, at this content version; `apart`: settled without that. `back`: to what they had, as this evidence says. */
  fields: { contentVersion: number; take: TakenFields; settled: boolean; apart: boolean; back: EvidenceId | null } | null;
  /** The last decision of a case about the archive. */
  decided: DecidedArchive | null;
  precheck: PrecheckDecision | null;
  doses: PlannedDose[];
  observation: { until: Instant; elapsed: boolean } | null;
  /** Went away before anybody released them. */
  leftUnreleased: boolean;
  /** The worst that was reported. */
  reaction: Severity | null;
  released: boolean;
  recordsFinal: boolean;
  notice: { contentVersion: number; outcome: NoticeOutcome } | null;
  /** The notice of this content version is delivered by a process of its own, since its first send failed or has to wait. */
  noticeUnderWay: number | null;
  /** Content version from which another notice is to be sent, 1 unless a supervisor said so. */
  noticeFrom: number;
  /** How often a supervisor had the steps begun anew. */
  restarts: number;
  cases: { caseId: CaseId; kind: CaseKind; plannedDoseId: PlannedDoseId | null }[];
  end: 'cancelled' | 'no-show' | null;
  closed: boolean;
};

export const DOSE_STATES = ['planned', 'eligible', 'consented', 'settled', 'verified', 'given', 'uploaded', 'not-given', 'reported-unverified', 'uncounted'] as const;
export type DoseState = (typeof DOSE_STATES)[number];

/** The state of a dose, by priority. */
export function doseStateOf(dose: PlannedDose): DoseState {
  if (dose.notGiven) return 'not-given';
  if (dose.reported) return dose.reported.uncounted ? 'uncounted' : 'reported-unverified';
  if (dose.given?.upload === 'confirmed') return 'uploaded';
  if (dose.given) return 'given';
  if (dose.verified) return 'verified';
  if (dose.settled) return 'settled';
  if (dose.consented) return 'consented';
  if (dose.eligible) return 'eligible';
  return 'planned';
}

/** Nothing more will be done to this dose in this journey. */
export function isDone(dose: PlannedDose): boolean {
  return dose.given !== null || dose.notGiven !== null || dose.reported !== null;
}

/** The injection happened, counted or not: the resident has to be observed. */
export function wasInjected(dose: PlannedDose): boolean {
  return dose.given !== null || dose.reported !== null || dose.partlyIn;
}

export function findDose(state: JourneyState, plannedDoseId: PlannedDoseId): PlannedDose | undefined {
  return state.doses.find((dose) => dose.plannedDoseId === plannedDoseId);
}
