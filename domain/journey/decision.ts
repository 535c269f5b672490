import type { CaseAction, CaseKind } from '../cases/kinds.js';
import type { AreaCode, CaseId, EvidenceId, NoteId, PlannedDoseId, ResidentId, SiteId } from '../ids.js';
import type { Refused } from '../refusals.js';
import type { Instant, LocalDate } from '../time.js';
import type { Claim, Relied } from './claims.js';
import type { Happened, JourneyEventType } from './events.js';

/** A case as it is opened in the same append as its event. `proposal`: whoever has it opened proposes at once. */
export type OpenedCase = { caseId: CaseId; kind: CaseKind; plannedDoseId: PlannedDoseId | null; residentId: ResidentId; siteId: SiteId; areaCode: AreaCode; dueAt: Instant; proposal?: { action: CaseAction; by: string; noteId: NoteId } };

/** A case that the same append resolves; `expect` is the version that was decided on, null where it comes right by itself. */
export type ResolvedCase = { caseId: CaseId; expect: number | null; action: CaseAction | null; noteId: NoteId | null };

/** A case that stays open while the same append changes what it is decided on. */
export type MovedCase = { caseId: CaseId; what: JourneyEventType };

export type Decided = { ok: true; events: Happened[]; claims: Claim[]; cases: OpenedCase[]; moved: MovedCase[]; resolved: ResolvedCase[]; relies: Relied[]; proven: Proven | null };

/** What a checked package is, by its code and by the lot on record. */
export type ProvenPackage = { traceCode: string; productId: string; name: string; specification: string; lot: string; expiresOn: LocalDate };

/** What the rules found proven of the evidence that the command brought; kept beside it. */
export type Proven = { evidenceId: EvidenceId; content: ProvenPackage };

/** What a command comes to: everything that is to be appended together, or a refusal and nothing. */
export type Decision = Decided | Refused;

export function decided(events: Happened[], rest: Partial<Omit<Decided, 'ok' | 'events'>> = {}): Decided {
  return { ok: true, events, claims: rest.claims ?? [], cases: rest.cases ?? [], moved: rest.moved ?? [], resolved: rest.resolved ?? [], relies: rest.relies ?? [], proven: rest.proven ?? null };
}
