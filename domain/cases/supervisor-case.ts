import type { AreaCode, CaseId, JourneyId, NoteId, PlannedDoseId, ResidentId, SiteId } from '../ids.js';
import type { JourneyEventType, TakenFields } from '../journey/events.js';
import type { Instant } from '../time.js';
import type { CaseAction, CaseKind } from './kinds.js';

/** Who a case stands with; it moves one up each time it is overdue. */
export const CASE_LEVELS = ['site', 'district', 'city', 'province'] as const;
export type CaseLevel = (typeof CASE_LEVELS)[number];

/** A supervisor has taken it in hand, until then unless renewed; `by` is a reference to the directory of staff, never a name. */
export type CaseClaim = { by: string; until: Instant };

/**
 * What one person would decide, and another has to approve; the reason is the note. It stays with the case once that is resolved. `take`: whose value
 * of each field holds, where the action is to choose.
 */
export type CaseProposal = { action: CaseAction; by: string; at: Instant; noteId: NoteId; take?: TakenFields };

/** Sent back to the desk, which owes an answer. */
export type CaseQuestion = { by: string; at: Instant; noteId: NoteId };

/** What it is about is another than when it was last read: by which event of its journey, and when. Until somebody proposes on what is there now. */
export type CaseMove = { at: Instant; what: JourneyEventType };

/** What a machine could not decide, as it stands. Its row is this; its small log of `CaseEvent` says how it came there. */
export type SupervisorCase = {
  caseId: CaseId;
  kind: CaseKind;
  journeyId: JourneyId;
  plannedDoseId: PlannedDoseId | null;
  residentId: ResidentId;
  siteId: SiteId;
  areaCode: AreaCode;
  openedAt: Instant;
  /** At the present level. */
  dueAt: Instant;
  level: CaseLevel;
  claim: CaseClaim | null;
  proposal: CaseProposal | null;
  question: CaseQuestion | null;
  moved: CaseMove | null;
  status: 'open' | 'resolved';
  /** Null while it is open, and where it settled by itself. */
  action: CaseAction | null;
  version: number;
  /** The version since which nothing but its clock has moved it: whoever has read this one has read what it is about. */
  sameSince: number;
};

/** Like a journey's events: no free text, comments and reasons lie in `notes`. */
export interface CaseEventData {
  opened: { kind: CaseKind };
  claimed: CaseClaim;
  released: { by: string };
  commented: { by: string; noteId: NoteId };
  /** From whoever had it in hand, with a reason. */
  takenOver: { by: string; from: string; until: Instant; noteId: NoteId };
  proposed: { action: CaseAction; by: string; noteId: NoteId; take?: TakenFields };
  /** By another person, or taken back by the one who proposed. */
  declined: { action: CaseAction; by: string; noteId: NoteId };
  asked: { by: string; noteId: NoteId };
  answered: { by: string; noteId: NoteId };
  /** A proposal that waited was made on what was there before, and falls: `proposedBy` makes another. */
  moved: { what: JourneyEventType; proposedBy: string | null };
  escalated: { level: CaseLevel; dueAt: Instant };
  /** `action` null: what it was about came right by itself. */
  resolved: { action: CaseAction | null; noteId: NoteId | null };
}
export type CaseEventType = keyof CaseEventData;
export type CaseHappened<T extends CaseEventType = CaseEventType> = { [K in T]: { type: K; data: CaseEventData[K] } }[T];

/** Undefined above the province: there is nobody, so what is overdue stays there. */
export function levelAbove(level: CaseLevel): CaseLevel | undefined {
  return CASE_LEVELS[CASE_LEVELS.indexOf(level) + 1];
}

/** Somebody has it in hand now. */
export function claimNow({ claim }: Pick<SupervisorCase, 'claim'>, now: Instant): CaseClaim | null {
  return claim && claim.until > now ? claim : null;
}
