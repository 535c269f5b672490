/** Workflow tasks and the local activities that run inside them. */
export const JOURNEYS = 'journeys';

/** One queue per external system, each with its own rate limit and pause switch: a slow one does not starve the others. */
export const REGISTRY_GUANGDONG = 'registry-guangdong';
export const NOTICE_SMS = 'notice-sms';
/** The three are asked seldom: one queue for all of them. */
export const IDENTITY_AUTHORITIES = 'identity-authorities';

export const TASK_QUEUES = [JOURNEYS, REGISTRY_GUANGDONG, NOTICE_SMS, IDENTITY_AUTHORITIES] as const;
export type TaskQueue = (typeof TASK_QUEUES)[number];
