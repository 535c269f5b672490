import type { NoticeId } from '../domain/ids.js';

/** All that the workflow is given: everything else it reads. */
export type NoticeDeliveryInput = { noticeId: NoticeId };
