import type { AreaCode, CaseId, CommandId, DeviceId, EscortAuthorisationId, EvidenceId, NoteId, NoticeId, PersonId, PlannedDoseId, ResidentId, SiteId, SlotId } from '../ids.js';
import type { ArchiveField, DifferingFields, SideTaken } from '../archive/compare.js';
import type { CaseAction, CaseKind, Reversible } from '../cases/kinds.js';
import type { HardStop } from '../stock/hard-stops.js';
import type { IdentificationMeans, ProvisionalReason } from '../identity/means.js';
import type { PaymentMethod } from '../payment/price.js';
import type { Instant, LocalDate } from '../time.js';

/** Who did it, by reference only: names of staff stand in the directory, never in an event. */
export type Actor =
  | { kind: 'client'; clientId: string; staffId?: string }
  | { kind: 'resident'; residentId: ResidentId; clientId: string }
  /** Signed in in a browser; `deviceId`: by PIN at this shared desk. */
  | { kind: 'person'; personId: PersonId; deviceId?: DeviceId }
  /** A kiosk at which a resident checked in by themselves. */
  | { kind: 'device'; deviceId: DeviceId }
  | { kind: 'process' };

/** A dose this journey is to give, as planned. `doseNumber` counts within the series (第几剂). */
export type DosePlan = { plannedDoseId: PlannedDoseId; productId: string; vaccine: string; series: string; doseNumber: number; live: boolean };

/**
 * What the look-up at the registry found: nobody, the same, the same with gaps on one side, a difference in what the resident says of himself
 * (both for the desk), or one in the identity, several candidates among them (for a supervisor).
 */
export const LOOK_UP_OUTCOMES = ['none', 'same', 'incomplete', 'self-declared-differs', 'differs'] as const;
export type LookUpOutcome = (typeof LOOK_UP_OUTCOMES)[number];

export type TakenFields = Partial<Record<ArchiveField, SideTaken>>;

export const PRECHECK_DECISIONS = ['go', 'defer', 'refuse', 'refer'] as const;
export type PrecheckDecision = (typeof PRECHECK_DECISIONS)[number];

/** Outcomes of a dose that was not given; distinct, none is a default and none counts as given (hazard H9). */
export const NOT_GIVEN_REASONS = ['refused', 'contraindicated', 'deferred', 'left', 'not-eligible', 'fainted', 'spilt', 'partial'] as const;
export type NotGivenReason = (typeof NOT_GIVEN_REASONS)[number];

/** Of a reaction while the resident is observed; the milder first. */
export const SEVERITIES = ['mild', 'severe'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const NOTICE_OUTCOMES = ['sent', 'no-phone', 'uncertain', 'failed'] as const;
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number];

/**
 * What happened, by type. Never free text: reasons lie in `notes`, comparisons and signatures in `evidence`, both by id.
 * Clocks stand here as instants, set by `decide` from the policy in force.
 */
export interface JourneyEventData {
  booked: { residentId: ResidentId; siteId: SiteId; areaCode: AreaCode; channel: string; slotId: SlotId; day: LocalDate; noShowAt: Instant; doses: DosePlan[] };
  walkedIn: { residentId: ResidentId; siteId: SiteId; areaCode: AreaCode; channel: string; day: LocalDate; doses: DosePlan[] };
  rescheduled: { fromSlotId: SlotId; slotId: SlotId; day: LocalDate; noShowAt: Instant };
  cancelled: { noteId: NoteId | null };
  noShowed: { noShowAt: Instant };
  checkedIn: Record<string, never>;
  /** `provisional` says why the identity holds only until `settleBy`; null = settled. A typed number has its reason, a code checked offline the device's claim. */
  identified: {
    means: IdentificationMeans;
    healthCodeId: string | null;
    provisional: { why: ProvisionalReason; settleBy: Instant } | null;
    noteId: NoteId | null;
    evidenceId: EvidenceId | null;
  };
  identityOverdue: { settleBy: Instant };
  /** A supervisor vouches for who it was. */
  identitySettled: Record<string, never>;
  /** `fields`: those on which both sides do not say the same; the values lie in the evidence. */
  archiveLookedUp: { askedVersion: number; outcome: LookUpOutcome; registryVersion: string | null; fields: DifferingFields; evidenceId: EvidenceId | null };
  archiveConfirmed: { decision: 'create' | 'adopt' | 'provisional'; contentVersion: number; noteId: NoteId | null };
  /** Whose value of each field holds from now on, as staff decided; both sides are brought to it. */
  fieldsTaken: { contentVersion: number; take: TakenFields };
  fieldsBroughtTogether: { contentVersion: number; registryVersion: string | null };
  /** A decision is reversed: both sides get back of these fields what the evidence says that they had. `reversed`: content version of the decision. */
  fieldsGivenBack: { contentVersion: number; take: TakenFields; evidenceId: EvidenceId; reversed: number };
  fieldsLeftApart: { contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  /** Neither registry nor certificate says what was given before. */
  historyLeftOpen: Record<string, never>;
  /** The registry is to be asked anew. */
  lookUpAsked: Record<string, never>;
  /** The registry owes something that no upload waits for; unanswered by then it is a case. */
  registryAwaited: { dueAt: Instant };
  registryOverdue: { dueAt: Instant };
  archiveSettled: { contentVersion: number; registryVersion: string };
  /** The archive that was found is another person's: the registry counts as knowing nobody. */
  archiveDismissed: Record<string, never>;
  /** When it was to be created the registry had another one, which differs: staff's confirmation holds for the time being. */
  archiveOvertaken: { contentVersion: number };
  archiveRejected: { contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  eligibilityFound: { plannedDoseId: PlannedDoseId; eligible: boolean; rule: string; edition: string; earliestOn: LocalDate | null };
  /** `doses`: what was decided of each that was open; absent in older logs, where `decision` was of all. */
  precheckRecorded: {
    decision: PrecheckDecision;
    questionnaire: string;
    evidenceId: EvidenceId;
    deferUntil: LocalDate | null;
    doses?: { plannedDoseId: PlannedDoseId; decision: PrecheckDecision; deferUntil: LocalDate | null }[];
  };
  dosePlanned: { dose: DosePlan };
  doseDropped: { plannedDoseId: PlannedDoseId };
  /** `escortAuthorisationId`: of an escort, who signed by it. */
  consentRecorded: { plannedDoseIds: PlannedDoseId[]; consentText: string; relation: string; evidenceId: EvidenceId; escortAuthorisationId?: EscortAuthorisationId };
  /** `amountFen`, `method`: of what was paid. */
  paymentSettled: { plannedDoseId: PlannedDoseId; fee: 'free' } | { plannedDoseId: PlannedDoseId; fee: 'paid'; amountFen: number; method: PaymentMethod };
  /** `bodySite`: where it is to be injected; null for what is swallowed. */
  doseVerified: { plannedDoseId: PlannedDoseId; productId: string; lot: string; expiresOn: LocalDate; bodySite: string | null; evidenceId: EvidenceId; reservedUntil: Instant };
  /** `by`: whose dose it is to correct, by reference to the directory of staff. */
  doseGiven: {
    plannedDoseId: PlannedDoseId;
    contentVersion: number;
    bodySite: string;
    route: string;
    givenAt: Instant;
    by: string | null;
    observeUntil: Instant;
    uploadDueAt: Instant;
    recordFinalAt: Instant;
  };
  /** `observeUntil` is set when something went in all the same (`partial`, or whoever fainted at the needle). */
  doseNotGiven: { plannedDoseId: PlannedDoseId; reason: NotGivenReason; noteId: NoteId | null; observeUntil: Instant | null };
  /** An injection that no checklist stands for. `plan` where it was not planned here; what nobody knows any more is null. */
  doseReportedUnverified: {
    plannedDoseId: PlannedDoseId;
    plan: DosePlan | null;
    lot: string | null;
    expiresOn: LocalDate | null;
    traceCode: string | null;
    bodySite: string;
    route: string;
    givenAt: Instant;
    by: string | null;
    observeUntil: Instant;
    noteId: NoteId | null;
    /** What would have stopped it before the needle, as far as its lot and its package say. */
    stop: HardStop | null;
  };
  /** A supervisor lets it count: from here on it is a dose like any other. */
  doseCounted: { plannedDoseId: PlannedDoseId; contentVersion: number; uploadDueAt: Instant; recordFinalAt: Instant };
  /** It happened, and counts for nothing. */
  doseLeftUncounted: { plannedDoseId: PlannedDoseId };
  /** What whoever gave it wrote wrongly, put right before it left. */
  doseCorrected: { plannedDoseId: PlannedDoseId; contentVersion: number; bodySite: string; route: string; givenAt: Instant; noteId: NoteId };
  uploadSent: { plannedDoseId: PlannedDoseId; contentVersion: number };
  uploadConfirmed: { plannedDoseId: PlannedDoseId; contentVersion: number };
  uploadRejected: { plannedDoseId: PlannedDoseId; contentVersion: number; reason: string; evidenceId: EvidenceId | null };
  /** To be sent again, as new content: what the registry refused under the old key it would refuse for ever. */
  archiveReopened: { contentVersion: number };
  uploadReopened: { plannedDoseId: PlannedDoseId; contentVersion: number; upload: 'pending' | 'overdue' };
  uploadOverdue: { plannedDoseId: PlannedDoseId; uploadDueAt: Instant };
  recordsFinal: { recordFinalAt: Instant };
  observationElapsed: { observeUntil: Instant };
  /** At the desk with its severity and what was seen; where somebody was asked after the lot was stopped, by the reason of that decision alone. */
  reactionReported: { plannedDoseId: PlannedDoseId | null; severity: Severity | null; evidenceId: EvidenceId | null; noteId: NoteId | null };
  /** Went away before anybody released them; whoever releases them then says what was found out. */
  leftUnreleased: { noteId: NoteId | null };
  released: { early: boolean; noteId: NoteId | null };
  noticeSettled: { contentVersion: number; noticeId: NoticeId | null; outcome: NoticeOutcome };
  /** Its first send failed or has to wait: a process of its own delivers it. */
  noticeHandedOver: { contentVersion: number; noticeId: NoticeId };
  /** Accepted, and by its receipt not received. */
  noticeNotReceived: { contentVersion: number; noticeId: NoticeId };
  /** Another notice may go out, at this content version. `noteId`: why, where no case says it. */
  noticeReopened: { contentVersion: number; noteId: NoteId | null };
  /** Every step that is under way is begun anew, at once. `noteId`: why, where no case says it. */
  stepsRestarted: { noteId: NoteId | null };
  /** Somebody asks to have the decision of a case reversed; `caseId` is where another person says so. */
  undoAsked: { caseId: CaseId; decisionOf: CaseId; noteId: NoteId };
  /** The registry is asked anew, and whoever differs then is a case again. */
  archiveDecisionReversed: { caseId: CaseId; action: Reversible };
  caseOpened: { caseId: CaseId; kind: CaseKind; plannedDoseId: PlannedDoseId | null };
  /** `action` null: what it was about came right by itself. */
  caseResolved: { caseId: CaseId; kind: CaseKind; action: CaseAction | null; noteId: NoteId | null };
  closed: Record<string, never>;
}

export type JourneyEventType = keyof JourneyEventData;

/** One entry of a journey's log; `v` is the version of the shape of `data` for this type, see `upcast.ts`. */
export type JourneyEvent<T extends JourneyEventType = JourneyEventType> = {
  [K in T]: { type: K; v: number; at: Instant; commandId: CommandId; actor: Actor; station: string | null; data: JourneyEventData[K] };
}[T];

/** What `decide` returns: the envelope is added when it is appended. */
export type Happened<T extends JourneyEventType = JourneyEventType> = { [K in T]: { type: K; data: JourneyEventData[K] } }[T];
