import type { DifferingFields } from '../archive/compare.js';
import type { CaseAction } from '../cases/kinds.js';
import type { AreaCode, CaseId, EscortAuthorisationId, EvidenceId, LotHoldId, NoteId, NoticeId, PlannedDoseId, ResidentId, SiteId, SlotId } from '../ids.js';
import type { PaymentMethod } from '../payment/price.js';
import type { Instant, LocalDate } from '../time.js';
import type { LookUpOutcome, NotGivenReason, NoticeOutcome, PrecheckDecision, Severity, TakenFields } from './events.js';

/** What a caller asks for: product and number within the series; vaccine and series come from the product. */
export type DoseRequest = { plannedDoseId: PlannedDoseId; productId: string; doseNumber: number };

export type ChecklistEntry = { item: string; value: string; source: 'scan' | 'archive' | 'manual'; staffId: string; at: Instant };

/** How the resident's own side confirmed (一验证); the evidence holds signature or device. */
export type ResidentConfirmation = { by: 'resident' | 'guardian'; how: 'second-screen' | 'phone' | 'signature' };

/**
 * By what somebody is identified, never with the number itself: whose a document is comes as a fact (`holder`). Codes were checked for
 * signature, type and time before; `jti` is null for a static code, which may be shown again.
 */
export type Identification =
  | { means: 'dynamic-code' | 'static-code'; healthCodeId: string; codeVersion: number; jti: string | null; expiresAt: Instant }
  /** Checked by a device while we were away: `checkedAt` is its claim. `keyRevoked`: the signature is right, by a key that counts no more. */
  | { means: 'offline-code'; healthCodeId: string; codeVersion: number; jti: string | null; expiresAt: Instant; checkedAt: Instant; keyRevoked: boolean; evidenceId: EvidenceId }
  | { means: 'document-reader' | 'certificate' | 'birth-certificate' }
  | { means: 'typed-number'; noteId: NoteId | null };

export type DoseOutcome = { plannedDoseId: PlannedDoseId; decision: PrecheckDecision; deferUntil: LocalDate | null; advised: boolean };

/** Commands of people, at a desk or through a channel. */
export interface DeskCommandData {
  book: { residentId: ResidentId; siteId: SiteId; areaCode: AreaCode; channel: string; slotId: SlotId; doses: DoseRequest[] };
  walkIn: { residentId: ResidentId; siteId: SiteId; areaCode: AreaCode; channel: string; doses: DoseRequest[] };
  reschedule: { slotId: SlotId };
  cancel: { noteId: NoteId | null };
  checkIn: { siteId: SiteId };
  identify: Identification & { readBackMatches: boolean };
  /** Versions of both sides as the desk saw them; `take`: whose value holds of each field that differs. Not from the registry: with a note why. */
  confirmArchive: { oursVersion: number; theirsVersion: string | null; historyFrom: 'registry' | 'certificate' | 'unknown'; take: TakenFields; noteId: NoteId | null };
  /** One decision for all open doses, but for those that have one of their own in `doses`. `advised`: what was advised is in the evidence. */
  recordPrecheck: Omit<DoseOutcome, 'plannedDoseId'> & { questionnaire: string; answers: Record<string, boolean>; doses: DoseOutcome[]; evidenceId: EvidenceId };
  planDose: { dose: DoseRequest };
  dropDose: { plannedDoseId: PlannedDoseId };
  /** `escortAuthorisationId`: what an escort signs by; null for whoever signs for themselves or as a guardian. */
  recordConsent: { plannedDoseIds: PlannedDoseId[]; consentText: string; relation: string; escortAuthorisationId: EscortAuthorisationId | null; informed: string[]; evidenceId: EvidenceId };
  recordPayment: { plannedDoseId: PlannedDoseId; amountFen: number; method: PaymentMethod | null };
  verify: {
    plannedDoseId: PlannedDoseId;
    traceCode: string;
    productId: string;
    lot: string;
    items: ChecklistEntry[];
    vaccinatorConfirmed: boolean;
    residentConfirmation: ResidentConfirmation | null;
    evidenceId: EvidenceId;
  };
  recordDose: { plannedDoseId: PlannedDoseId; lot: string; bodySite: string; route: string; givenAt: Instant; by: string | null };
  /** A jab that no checklist stands for. `notPlanned`: what it was, where this journey had not planned it; unknown is null. */
  reportUnverifiedDose: {
    plannedDoseId: PlannedDoseId;
    notPlanned: { productId: string; doseNumber: number } | null;
    lot: string | null;
    traceCode: string | null;
    bodySite: string;
    route: string;
    givenAt: Instant;
    by: string | null;
    noteId: NoteId | null;
  };
  /** By whoever gave it, before it has left for the registry and while the record may still be changed. */
  correctOwnDose: { plannedDoseId: PlannedDoseId; bodySite: string; route: string; givenAt: Instant; by: string | null; noteId: NoteId | null };
  /** `injected`: something went in all the same. */
  notGiven: { plannedDoseId: PlannedDoseId; reason: NotGivenReason; packageOpened: boolean; injected: boolean; noteId: NoteId | null };
  reportReaction: { plannedDoseId: PlannedDoseId | null; severity: Severity; evidenceId: EvidenceId };
  /** Went away before anybody released them. */
  reportLeft: { noteId: NoteId | null };
  release: { early: boolean; noteId: NoteId | null };
}

/** Decisions of supervisors: on a case as they saw it, or about the process itself; `by` whom they are known in the directory of staff. */
export interface SupervisorCommandData {
  resolveCase: { caseId: CaseId; caseVersion: number; action: CaseAction; by: string; noteId: NoteId | null; oursMoved?: boolean };
  /** `action` is what was decided on that case. `oursMoved`: of what the decision took, our side does not say the same any more. */
  askUndo: { caseId: CaseId; caseVersion: number; action: CaseAction | null; by: string; noteId: NoteId; oursMoved: boolean };
  /** Whatever waits for its next try is tried at once. */
  restartSteps: { by: string; noteId: NoteId };
  /** Of the notice that was read, by its content version; `hasPhone`: the resident has a number now. `caseId`: the open case about it, if any. */
  resendNotice: { contentVersion: number; hasPhone: boolean; caseId: CaseId | null; by: string; noteId: NoteId };
}

/** Findings: commands whose actor is the process. Each names the question, content version or instant that it answers. */
export interface FindingData {
  noShow: { noShowAt: Instant };
  registryLeftUnanswered: { dueAt: Instant };
  identityLeftProvisional: { settleBy: Instant };
  /** `dismissed`: it differs, and a supervisor has found exactly these two sides to be two persons. */
  foundArchive: { askedVersion: number; outcome: LookUpOutcome; registryVersion: string | null; fields: DifferingFields; evidenceId: EvidenceId | null; dismissed?: boolean };
  broughtTogether: { contentVersion: number; registryVersion: string | null };
  leftApart: { contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  archiveCreated: { contentVersion: number; registryVersion: string };
  archiveNotCreated: { contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  uploadLeftUnanswered: { plannedDoseId: PlannedDoseId; contentVersion: number };
  uploaded: { plannedDoseId: PlannedDoseId; contentVersion: number };
  uploadRefused: { plannedDoseId: PlannedDoseId; contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  uploadMissedDeadline: { plannedDoseId: PlannedDoseId; uploadDueAt: Instant };
  recordsBecameFinal: { recordFinalAt: Instant };
  observationEnded: { observeUntil: Instant };
  noticeDone: { contentVersion: number; noticeId: NoticeId | null; outcome: NoticeOutcome };
  noticeHandedOver: { contentVersion: number; noticeId: NoticeId };
  noticeNotReceived: { contentVersion: number; noticeId: NoticeId };
  /** The lot of this dose was stopped, or is let go again; `caseId` is where whoever got it is followed up. */
  lotStopped: { plannedDoseId: PlannedDoseId; lotHoldId: LotHoldId; caseId: CaseId };
  lotLetGo: { plannedDoseId: PlannedDoseId; lotHoldId: LotHoldId; caseId: CaseId };
  /** `restarts` tells one fault from the next of the same step after it was begun anew. */
  softwareFaulted: { step: string; restarts: number };
}

export type DeskCommandType = keyof DeskCommandData;
export type SupervisorCommandType = keyof SupervisorCommandData;
export type FindingType = keyof FindingData;
export type DeskCommand<T extends DeskCommandType = DeskCommandType> = { [K in T]: { type: K; data: DeskCommandData[K] } }[T];
export type Finding<T extends FindingType = FindingType> = { [K in T]: { type: K; data: FindingData[K] } }[T];
export type SupervisorCommand = { [K in SupervisorCommandType]: { type: K; data: SupervisorCommandData[K] } }[SupervisorCommandType];
export type JourneyCommand = DeskCommand | SupervisorCommand | Finding;

export const DESK_COMMANDS = [
  'book', 'walkIn', 'reschedule', 'cancel', 'checkIn', 'identify', 'confirmArchive', 'recordPrecheck', 'planDose', 'dropDose', 'recordConsent',
  'recordPayment', 'verify', 'recordDose', 'reportUnverifiedDose', 'correctOwnDose', 'notGiven', 'reportReaction', 'reportLeft', 'release',
] as const satisfies readonly DeskCommandType[];
