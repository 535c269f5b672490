import type { AreaCode, CommandId, EvidenceId, JourneyId, NoteId, ResidentId, SiteId, SlotId } from '../../domain/ids.js';
import type { EscortAuthorisation } from '../../domain/identity/escort.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { JourneyCommand } from '../../domain/journey/commands.js';
import type { Actor, JourneyEvent } from '../../domain/journey/events.js';
import type { ArchiveFact, CaseFact, HealthCodeFact, LotFact, PackageFact, ResidentHistory, SlotFact } from '../../domain/journey/facts.js';
import type { ProcessView } from '../../domain/journey/process-view.js';
import type { Stage } from '../../domain/journey/stages.js';
import type { Dependent, JourneyState } from '../../domain/journey/state.js';
import type { PolicyVersions } from '../../domain/policies/names.js';
import type { Refusal } from '../../domain/refusals.js';
import type { SwitchDates } from '../../domain/sites/site-plan.js';
import type { SystemState } from '../../domain/systems/systems.js';
import type { Instant, LocalDate } from '../../domain/time.js';
import type { Scope } from '../scope.js';

/** Facts from elsewhere that a command needs; what the command itself names is asked for without being listed here. */
export type Ask = { slotIds?: SlotId[]; lot?: { productId: string; lot: string }; healthCodeId?: string; jti?: string | null; holder?: AskedHolder };

/** A document as it was read. In the question to the database stand blind indexes; the number and the name stay in this process. */
export type AskedHolder = {
  /** Null for a newborn without any number, whom the mother stands for. */
  identifier: Identifier | null;
  name?: string;
  mother?: Identifier;
};

/** A comparison, signature or answer sheet: stored encrypted under the id that the command refers to. */
export type EvidenceToKeep = { id: EvidenceId; purpose: string; content: unknown; residentId?: ResidentId };
/** A reason or comment: stored encrypted under the id that the command refers to. */
export type NoteToKeep = { id: NoteId; text: string; purpose?: string };

export type LearntDose = { vaccine: string; series: string; doseNumber: number; live: boolean; productId: string | null; givenOn: LocalDate };

/** What a finding brings for tables besides the journey's own. */
export type RowsToKeep = { registry?: string; archiveNo?: string; learntDoses?: LearntDose[] };

export type BreakerState = SystemState;

/** One command as it comes to the door. */
export type Submission = {
  journeyId: JourneyId;
  command: JourneyCommand;
  commandId: CommandId;
  /** `owner` = client and route, or the process. A finding's key has no body hash: the first to commit wins. */
  key: { owner: string; key: string; bodyHash: string | null };
  scope: Scope;
  actor: Actor;
  station: string | null;
  ask?: Ask;
  evidence?: EvidenceToKeep[];
  notes?: NoteToKeep[];
  rows?: RowsToKeep;
  /** The workflow that records this finding and goes on from the view that it gets back: it needs no news of it. */
  recordedBy?: 'vaccinationJourney';
  /** Health codes cannot be checked now. */
  issuerAway?: boolean | undefined;
  /** What to keep as the answer of this command; the same key gets it again for 35 days. Default: journey, version, stage, event types. */
  toAnswer?: (done: Done) => unknown;
  /** The version that the sender has seen: decided only on exactly that one. */
  expectedVersion?: number | undefined;
  /** Scopes of the token; grants are those that the client also has. Absent = all that the client has. */
  tokenScopes?: string[];
  /** Of these scopes the token and the client as it is now must both have one. */
  needs?: readonly string[] | undefined;
};

/** `breakers`, `policies`: how the systems outside are, and which policies are in force, as read with the state. */
export type Done = { journeyId: JourneyId; version: number; stage: Stage; events: JourneyEvent[]; state: JourneyState; breakers: Record<string, BreakerState>; policies: PolicyVersions };

export type Committed = {
  kind: 'committed';
  /** The key was known: `answer` is the first one, `state` and `view` are the present ones, `events` is empty. */
  replayed: boolean;
  version: number;
  stage: Stage;
  events: JourneyEvent[];
  state: JourneyState;
  view: ProcessView;
  /** Version that the journey's workflow is to be told; null when its view did not change. */
  newsVersion: number | null;
  answer: unknown;
  breakers: Record<string, BreakerState>;
  policies: PolicyVersions;
};

export type SubmitResult =
  | Committed
  | { kind: 'refused'; refusal: Refusal; version: number; stage: Stage | null }
  /** The journey is not at the version that the sender has seen: 409. */
  | { kind: 'moved'; version: number }
  /** Three lost races: 409. Never for a process, which goes on trying. */
  | { kind: 'lost' }
  /** Same key, other body: 422. */
  | { kind: 'other-body' }
  /** No such journey, resident or site in this scope: 404. */
  | { kind: 'unknown' }
  /** The client has been revoked since it got its token: 401. */
  | { kind: 'revoked' }
  /** The client has lost the scope since: 403. */
  | { kind: 'not-granted' }
  /** Written by a newer release, never decided on here: 503 with Retry-After. */
  | { kind: 'newer-state' };

export type StoredJourney = { version: number; stateVersion: number; state: JourneyState };

/** The name of the journey's resident, sealed. */
export type NameOnRecord = { residentId: ResidentId; nameEnc: string };

/** What `read_v2` answers, and those that read more for some commands. Absent = not asked, null = not there or not for this scope. */
export type ReadAnswer = {
  now: Instant;
  scope: Scope;
  replay?: KeptAnswer;
  otherBody?: true;
  journey?: StoredJourney;
  site: { siteId: SiteId; areaCode: AreaCode } | null;
  switched?: SwitchDates | null;
  client?: { scopes: string[]; status: 'active' | 'revoked'; reaches: boolean } | null;
  breakers: Record<string, BreakerState>;
  policies: PolicyVersions;
  history?: ResidentHistory;
  archive?: ArchiveFact | null;
  slots?: SlotFact[];
  lot?: LotFact | null;
  package?: PackageFact | null;
  healthCode?: HealthCodeFact | null;
  supervisorCase?: CaseFact | null;
  escort?: EscortAuthorisation | null;
  laterThanDecision?: Dependent | null;
  /** `onRecord` is the journey's resident, asked for when a name was read. */
  holder?: { residentId: ResidentId | null; withoutNumber: boolean; motherAgrees: boolean | null; onRecord: NameOnRecord | null };
  onRecord?: NameOnRecord | null;
};

export type KeptAnswer = { journeyId: JourneyId; version: number; stage: Stage; answer: unknown };

export type AppendAnswer =
  | { ok: true }
  | { replay: KeptAnswer }
  | { otherBody: true }
  | { lost: 'version' | 'history' | 'archive' | 'lot' | 'case' | 'deadlock' }
  | { clash: number };
