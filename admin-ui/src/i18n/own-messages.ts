import type { Role } from '../../../domain/access/roles.js';
import type { Banner } from '../../../contracts/fields.js';
import type { ArchiveField, Disagreement, SideTaken } from '../../../domain/archive/compare.js';
import type { CaseAction, CaseKind } from '../../../domain/cases/kinds.js';
import type { CaseNeed } from '../../../domain/cases/needs.js';
import type { CaseQueue } from '../../../domain/cases/queue.js';
import type { CaseEventType, CaseLevel } from '../../../domain/cases/supervisor-case.js';
import type { IdentificationMeans, ProvisionalReason } from '../../../domain/identity/means.js';
import type { JourneyEventType, LookUpOutcome, NotGivenReason, NoticeOutcome, PrecheckDecision } from '../../../domain/journey/events.js';
import type { NoticeState } from '../../../domain/notices/delivery.js';
import type { Sex } from '../../../domain/identity/sex.js';
import type { DoseState, UploadState } from '../../../domain/journey/state.js';
import type { SystemId, SystemState } from '../../../domain/systems/systems.js';
import type { ChangeSentence } from '../cases/changes.js';
import type { AdministrationMessages } from './administration-messages.js';
import type { JourneyMessages } from './journey-messages.js';
import type { DeskMessages } from './desk-messages.js';
import type { PolicyMessages } from './policy-messages.js';
import type { DecisionMessages } from './decision-messages.js';
import type { QueryMessages } from './query-messages.js';
import type { RecordMessages, RecordWords } from './record-messages.js';
import type { RegisterMessages } from './register-messages.js';
import type { ReportsMessages } from './reports-messages.js';

/** Names in the API that the domain keeps no list of; one that is not here is shown as it is. */
type Names = Record<string, string>;

/** What this page says beside react-admin and the contract. A value added to a list of the domain fails here until both languages name it. */
export type OwnMessages = Pick<AdministrationMessages, 'audit' | 'staff'> & Pick<DeskMessages, 'desk' | 'devices' | 'pin'> & Pick<PolicyMessages, 'policies'> & DecisionMessages & QueryMessages & RegisterMessages['texts'] & RecordMessages & Pick<JourneyMessages, 'journey'> & Pick<ReportsMessages, 'reports'> & {
  app: Record<'title' | 'sign_out' | 'live' | 'polling', string>;
  roles: Record<Role, string>;
  resources: {
    journeys: { name: string; fields: Record<'id' | 'stage' | 'siteId' | 'day' | 'channel' | 'openCases' | 'startedAt' | 'closedAt', string> };
    cases: { name: string; fields: Record<'id' | 'kind' | 'siteId' | 'journeyId' | 'dueAt' | 'holder' | 'queue' | 'level' | 'openedAt' | 'dose' | 'need', string> };
    caseLog: { name: string; fields: Record<'at' | 'type' | 'by' | 'text', string> };
    systems: { name: string; fields: Record<'at' | 'state' | 'calls' | 'failed' | 'p50' | 'p99' | 'owed' | 'overdue', string> };
    sites: { name: string; one: string; fields: Record<'name', string> };
    timeline: { name: string; fields: Record<'at' | 'type' | 'actor' | 'station' | 'data', string> };
    notices: { name: string; fields: Record<'createdAt' | 'kind' | 'channel' | 'state' | 'attempts' | 'nextTryAt', string> };
    residents: { name: string };
  } & AdministrationMessages['resources'] & DeskMessages['resources'] & PolicyMessages['resources'] & RegisterMessages['resources'] & ReportsMessages['resources'];
  today: Record<'title' | 'needs' | 'nothing_here' | 'all' | 'journeys' | 'all_journeys' | 'service' | 'ready' | 'engine_down' | 'issuer_away', string>;
  list: Record<'filters' | 'all_sites' | 'any_stage' | 'stage_needs_site' | 'stage_of_all_days' | 'first_sites' | 'empty' | 'page' | 'cases', string>;
  show: Record<
    | 'title' | 'summary' | 'doses' | 'timeline' | 'notices' | 'cases' | 'retrying' | 'none' | 'back' | 'dose' | 'state' | 'given' | 'upload' | 'identified' | 'provisional' | 'archive' | 'precheck' | 'observe_until' | 'notice'
    | 'not_looked_up' | 'no_doses' | 'no_notices' | 'dose_number' | 'retry' | 'retry_now' | 'retry_hint' | 'retry_reason',
    string
  >;
  cases: Record<
    | 'empty' | 'at_desk' | 'any_need' | 'any_kind' | 'any_queue' | 'counted' | 'overdue' | 'left' | 'moment' | 'minutes' | 'hours' | 'days' | 'held' | 'held_by_you' | 'held_elsewhere' | 'claim' | 'release' | 'take_over' | 'take_over_hint'
    | 'title' | 'back' | 'evidence' | 'handling' | 'meanwhile' | 'log' | 'open_journey' | 'no_evidence' | 'dose' | 'unknown_dose' | 'identity'
    | 'reveal' | 'reveal_hint' | 'hide' | 'field' | 'ours' | 'theirs' | 'theirs_version' | 'looked_up' | 'comparison' | 'decided_by' | 'by_supervisor' | 'by_desk' | 'missing' | 'differing' | 'no_difference' | 'no_two_sides' | 'decisions'
    | 'comment' | 'comment_hint' | 'add_comment' | 'ask' | 'answer' | 'asked' | 'second_person' | 'propose' | 'proposed' | 'approve' | 'decline' | 'take_back' | 'not_oneself' | 'declining' | 'preview' | 'reason' | 'reason_needed' | 'reason_optional' | 'confirm' | 'cancel' | 'not_done' | 'changed' | 'reload' | 'working' | 'decided' | 'went_on' | 'settled' | 'resolved',
    string
  >;
  bulk: Record<'not_alike' | 'title' | 'resolve' | 'propose' | 'approving' | 'approve' | 'begin' | 'stop' | 'close' | 'progress' | 'going' | 'ended', string>;
  /** One sentence for each kind: what it is about. */
  about: Record<CaseKind, string>;
  change: Record<ChangeSentence, string>;
  banners: Record<Banner, string>;
  systems: Record<
    | 'range' | 'hour' | 'six_hours' | 'day' | 'fortnight' | 'state' | 'owed' | 'owed_overdue' | 'oldest' | 'drains' | 'drains_not' | 'drains_after' | 'nothing_owed' | 'no_sample' | 'no_figures' | 'no_calls'
    | 'latency' | 'p50' | 'p99' | 'slowest' | 'error_rate' | 'failed_of' | 'most_owed' | 'as_table'
    | 'propose_pause' | 'approve_pause' | 'decline_pause' | 'take_back' | 'resume' | 'about_propose' | 'about_approve' | 'about_decline' | 'about_resume' | 'proposed' | 'awaits' | 'paused' | 'reason_needed',
    string
  >;
  errors: Record<'title' | 'unreachable' | 'unexpected' | 'refused' | 'read_only' | 'denied' | 'denied_hint' | 'try_again' | 'not_loaded' | 'request', string>;
  words: {
    dose: Record<DoseState, string>;
    upload: Record<UploadState, string>;
    reason: Record<NotGivenReason, string> & Names;
    outcome: Record<LookUpOutcome | NoticeOutcome | 'waiting', string>;
    decision: Record<PrecheckDecision | 'create' | 'adopt' | 'provisional', string>;
    means: Record<IdentificationMeans, string>;
    why: Record<ProvisionalReason, string>;
    kind: Record<CaseKind, string>;
    action: Record<CaseAction, string>;
    caseEvent: Record<CaseEventType, string>;
    level: Record<CaseLevel, string>;
    queue: Record<CaseQueue, string>;
    need: Record<CaseNeed, string>;
    field: Record<ArchiveField, string>;
    said: Record<Disagreement | SideTaken, string>;
    sex: Record<Sex, string>;
    event: Record<JourneyEventType, string>;
    actor: Record<'client' | 'resident' | 'person' | 'process', string>;
    station: Names;
    channel: Names;
    noticeState: Record<NoticeState, string>;
    step: Names;
    product: Names;
    bodySite: Names;
    route: Names;
    relation: Names;
    fee: Names;
    rule: Names;
    system: Record<SystemId, string>;
    systemState: Record<SystemState, string>;
    callError: Names;
    fact: Names;
  } & AdministrationMessages['words'] & DeskMessages['words'] & JourneyMessages['words'] & PolicyMessages['words'] & RecordWords & RegisterMessages['words'] & ReportsMessages['words'];
};
