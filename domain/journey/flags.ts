/** What marks a journey in a list: an open case, a step that is tried again, one that people hold, an identity that holds for the time being, an upload past its 24 hours. */
export const JOURNEY_FLAGS = ['open-case', 'retrying', 'paused', 'provisional', 'upload-overdue'] as const;
export type JourneyFlag = (typeof JOURNEY_FLAGS)[number];
