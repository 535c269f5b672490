import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import { scrub } from './scrub.js';
import type { LogLevel } from './variables.js';

/**
 * The only fields a log line may carry: opaque ids, enums, codes, counts and times. Anything else is left out and its
 * name listed under `leftOut`, so that a name or a number passed by mistake is seen in review, not in the log.
 */
export const LOG_FIELDS = [
  'requestId', 'journeyId', 'commandId', 'caseId', 'noticeId', 'scanId', 'siteId', 'clientId', 'plannedDoseId',
  'workflowId', 'workflowType', 'runId', 'taskQueue', 'activityType', 'activityId', 'attempt', 'queue', 'namespace',
  'method', 'route', 'status', 'durationMs', 'code', 'errorCode', 'stage', 'step', 'kind', 'command', 'event', 'outcome',
  'version', 'count', 'batch', 'ageMs', 'nextTryAt', 'port', 'host', 'address', 'signal', 'part', 'system', 'subsystem',
] as const;

const allowed: ReadonlySet<string> = new Set(LOG_FIELDS);

/** Structured logs, one JSON object a line, with `name` as the part that speaks. */
export function createLogger(name: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    base: undefined,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }), log: keepAllowed },
    hooks: { streamWrite: scrub },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  // pino applies no formatter to what a child logger is bound to; children inherit this method.
  const { child } = logger;
  logger.child = function (this: Logger, bindings, childOptions) {
    return child.call(this, keepAllowed(bindings), childOptions);
  } as typeof child;
  return logger;
}

function keepAllowed(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields);
  const leftOut = entries.filter(([key, value]) => !isAllowed(key, value)).map(([key]) => key);
  const kept = Object.fromEntries(entries.filter(([key, value]) => isAllowed(key, value)));
  return leftOut.length > 0 ? { ...kept, leftOut } : kept;
}

/** Values are plain: an object could hold anything at any depth. */
function isAllowed(key: string, value: unknown): boolean {
  if (key === 'err' || key === 'name') return true;
  return allowed.has(key) && (value === null || ['string', 'number', 'boolean', 'undefined', 'bigint'].includes(typeof value));
}

/** Of an error only what a programmer needs: drivers hang the offending values on theirs (`detail`, `parameters`). */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as Error & { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
