import type { RetryPolicy } from '@temporalio/common';
import { ActivityCancellationType, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { ArchiveActivities } from '../activities/archive-activities.js';
import type { NoticeActivities } from '../activities/notice-activities.js';
import type { UploadActivities } from '../activities/upload-activities.js';
import { at, effect } from './asks.js';
import { followJourney } from './follow-journey.js';
import { NOTICE_SMS, REGISTRY_GUANGDONG } from './task-queues.js';
import type { VaccinationJourneyInput } from './vaccination-journey-messages.js';

/** No attempt limit: a system that is away is asked until it is back, and the 24 hours open a case beside the retry. */
const untilAnswered: RetryPolicy = {
  initialInterval: '500 milliseconds', // most failures are over at once
  backoffCoefficient: 2,
  maximumInterval: '1 minute', // so that an outage ends for everybody within a minute; the activity spreads the attempts
  nonRetryableErrorTypes: ['Rejected', 'NeedsHuman'], // recorded as findings; one that slipped through is not sent again blindly
};

const registry = proxyActivities<ArchiveActivities & UploadActivities>({
  taskQueue: REGISTRY_GUANGDONG,
  startToCloseTimeout: '30 seconds', // two calls of at most 10 s each, and our own reads
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, // an attempt under way ends first: its answer may be an effect
  retry: untilAnswered,
});

const sms = proxyActivities<NoticeActivities>({
  taskQueue: NOTICE_SMS,
  startToCloseTimeout: '30 seconds', // a question and a send of at most 10 s each
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: untilAnswered,
});

/**
 * One visit of one resident, in the order of the Notice of 2022-09-20. Each line says what the process does while its view asks for it;
 * what people do at the desk comes through the door and changes the view.
 */
export async function vaccinationJourney({ journeyId }: VaccinationJourneyInput): Promise<void> {
  const followed = await followJourney(journeyId, (view) => [
    // 预约接种: a booking that nobody keeps ends as a no-show.
    ...at(view.noShowAt, (noShowAt) => ({ type: 'noShow', data: { noShowAt } })),

    // 暂时认定的身份: whom no full identification settled in time, a supervisor does. Histories of before this step have no such instant.
    ...at(view.identityDueAt ?? null, (settleBy) => ({ type: 'identityLeftProvisional', data: { settleBy } })),

    // 亮码接种: whoever has come is looked up at the registry, while they walk to the desk.
    ...effect('lookUpArchive', view.lookUp, (askedVersion) => registry.lookUpArchive({ journeyId, askedVersion })),

    // 自动建档: an archive that exists is verified; where the sides differ, both are brought to what staff decided.
    ...effect('bringTogether', view.bringTogether ?? null, (contentVersion) => registry.bringTogether({ journeyId, contentVersion })),
    // 自动建档: created once staff have confirmed, never on a scan.
    ...effect('createArchive', view.createArchive, (contentVersion) => registry.createArchive({ journeyId, contentVersion })),

    // An archive that the registry leaves unanswered, with no upload to speak for it, is a supervisor's to know.
    ...at(view.registryDueAt ?? null, (dueAt) => ({ type: 'registryLeftUnanswered', data: { dueAt } })),

    // 接种信息 24 小时内上传 (Norms 9.2.4): each dose as soon as there is an archive; late ones go on beside their case.
    ...view.uploads.flatMap(({ plannedDoseId, contentVersion, wanted, dueAt }) => [
      ...effect(`uploadDose:${plannedDoseId}`, wanted ? contentVersion : null, () => registry.uploadDose({ journeyId, plannedDoseId, contentVersion })),
      ...at(dueAt, (uploadDueAt) => ({ type: 'uploadMissedDeadline', data: { plannedDoseId, uploadDueAt } })),
    ]),

    // 留观 30 分钟 (Norms 8.1): the instant stands in the view, so a workflow built again does not begin the half hour again.
    ...at(view.observeUntil, (observeUntil) => ({ type: 'observationEnded', data: { observeUntil } })),

    // 结果查询: told only what is final, once for all doses of the visit.
    ...at(view.recordFinalAt, (recordFinalAt) => ({ type: 'recordsBecameFinal', data: { recordFinalAt } })),
    ...effect('sendResultNotice', view.notice, (contentVersion) => sms.sendResultNotice({ journeyId, contentVersion })),
  ]);
  if (followed === 'history-is-long') await continueAsNew<typeof vaccinationJourney>({ journeyId });
}
