import type { CaseAction, CaseKind } from '../../../domain/cases/kinds.js';
import type { IdentificationMeans, ProvisionalReason } from '../../../domain/identity/means.js';
import type { JourneyEventType, LookUpOutcome, NotGivenReason, NoticeOutcome, PrecheckDecision } from '../../../domain/journey/events.js';
import type { DoseState, UploadState } from '../../../domain/journey/state.js';

/** Names in the API that the domain keeps no list of; one that is not here is shown as it is. */
type Names = Record<string, string>;

/** What this page says beside react-admin and the contract. A value added to a list of the domain fails here until both languages name it. */
export type OwnMessages = {
  app: Record<'title' | 'read_only', string>;
  resources: {
    journeys: { name: string; fields: Record<'id' | 'stage' | 'siteId' | 'day' | 'channel' | 'openCases' | 'startedAt' | 'closedAt', string> };
    sites: { name: string; fields: Record<'name', string> };
    timeline: { name: string; fields: Record<'at' | 'type' | 'actor' | 'station' | 'data', string> };
    notices: { name: string; fields: Record<'createdAt' | 'kind' | 'channel' | 'state', string> };
  };
  list: Record<'filters' | 'all_sites' | 'any_stage' | 'stage_needs_site' | 'stage_of_all_days' | 'first_sites' | 'empty' | 'page' | 'cases', string>;
  show: Record<
    | 'title' | 'summary' | 'doses' | 'timeline' | 'notices' | 'cases' | 'retrying' | 'none' | 'back' | 'dose' | 'state' | 'given' | 'upload' | 'identified' | 'provisional' | 'archive' | 'precheck' | 'observe_until' | 'notice'
    | 'not_looked_up' | 'no_doses' | 'no_notices' | 'dose_number' | 'retry',
    string
  >;
  errors: Record<'title' | 'unreachable' | 'unexpected' | 'refused' | 'read_only' | 'try_again' | 'request', string>;
  words: {
    dose: Record<DoseState, string>;
    upload: Record<UploadState, string>;
    reason: Record<NotGivenReason, string> & Names;
    outcome: Record<LookUpOutcome | NoticeOutcome, string>;
    decision: Record<PrecheckDecision | 'create' | 'adopt' | 'provisional', string>;
    means: Record<IdentificationMeans, string>;
    why: Record<ProvisionalReason, string>;
    kind: Record<CaseKind, string>;
    action: Record<CaseAction, string>;
    event: Record<JourneyEventType, string>;
    actor: Record<'client' | 'resident' | 'process', string>;
    station: Names;
    channel: Names;
    noticeState: Names;
    step: Names;
    product: Names;
    bodySite: Names;
    route: Names;
    relation: Names;
    fee: Names;
    rule: Names;
    fact: Names;
  };
};
