import { ApiError } from '../../../ui/api-error.js';
import { liveness } from '../../../ui/live/liveness.js';

/** Once more when the service cannot be reached, then the page says so; a refusal is the same the second time. */
export const queryOptions = {
  retry: (failures: number, error: Error) => failures < 1 && error instanceof ApiError && error.kind === 'unreachable',
  retryDelay: 500,
  onError: () => undefined, // told in its place by `LoadError`; react-admin would add a passing notice or leave the page
};

const POLL_MS = 15_000;
/** Changes are told as they happen; this is for what a stream may have lost without knowing. */
const POLL_BESIDE_STREAM_MS = 60_000;

/** For what others work on at the same time: read again while the page is looked at. */
export const watching = { ...queryOptions, refetchInterval: () => (liveness.isLive() ? POLL_BESIDE_STREAM_MS : POLL_MS) };

/** For what no stream tells of and what counts within seconds: pauses, and the banners of them. */
export const watchingClosely = { ...queryOptions, refetchInterval: 5_000 };

/** For what the clock alone moves too, of which nothing is told: a case falls due, a claim ends. */
export const watchingClock = { ...queryOptions, refetchInterval: POLL_MS };
