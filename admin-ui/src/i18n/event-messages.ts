import type { IdentificationMeans, ProvisionalReason } from '../../../domain/identity/means.js';
import type { JourneyEventType, LookUpOutcome, NotGivenReason, NoticeOutcome, PrecheckDecision } from '../../../domain/journey/events.js';
import type { NoticeState } from '../../../domain/notices/delivery.js';
import type { DoseState, UploadState } from '../../../domain/journey/state.js';

/** Names in the API that the domain keeps no list of; one that is not here is shown as it is. */
type Names = Record<string, string>;

/** Names of what the log of a journey tells of: events, their facts and the values of those. */
export type EventMessages = {
  words: {
    dose: Record<DoseState, string>;
    upload: Record<UploadState, string>;
    reason: Record<NotGivenReason, string> & Names;
    outcome: Record<LookUpOutcome | NoticeOutcome | 'waiting', string>;
    decision: Record<PrecheckDecision | 'create' | 'adopt' | 'provisional', string>;
    means: Record<IdentificationMeans, string>;
    why: Record<ProvisionalReason, string>;
    event: Record<JourneyEventType, string>;
    actor: Record<'client' | 'resident' | 'person' | 'device' | 'process', string>;
    station: Names;
    channel: Names;
    noticeState: Record<NoticeState, string>;
    step: Names;
    product: Names;
    bodySite: Names;
    route: Names;
    relation: Names;
    fee: Names;
    method: Names;
    rule: Names;
    fact: Names;
  };
};
