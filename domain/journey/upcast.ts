import type { JourneyEvent, JourneyEventType } from './events.js';

/** An event as it lies in the log. */
export type StoredEvent = Omit<JourneyEvent, 'data' | 'type'> & { type: string; data: unknown };

/** For each type the version that this release reads and writes (1 where absent), and how data of version v becomes version v + 1. */
export type EventHistory = Record<string, { version: number; lift: Record<number, (data: unknown) => unknown> }>;

/** Every shape that was ever written. Add a version here when the data of a type changes; never touch stored events. */
export const EVENT_HISTORY: EventHistory = {
  archiveLookedUp: { version: 2, lift: { 1: (data) => ({ ...(data as object), fields: {} }) } },
  // 1: without whose dose it is.
  doseGiven: { version: 2, lift: { 1: (data) => ({ ...(data as object), by: null }) } },
  // 1: without where it was to be injected.
  doseVerified: { version: 2, lift: { 1: (data) => ({ ...(data as object), bodySite: null }) } },
  // 1: only where the claim of a verified dose was lost to another journey.
  // 2: without what would have stopped it.
  doseReportedUnverified: {
    version: 3,
    lift: {
      1: (data) => ({ plan: null, lot: null, expiresOn: null, traceCode: null, by: null, noteId: null, ...(data as object) }),
      2: (data) => ({ ...(data as object), stop: null }),
    },
  },
  // 1: by a health code of ours only, which settled the identity.
  identified: { version: 2, lift: { 1: (data) => ({ ...(data as object), provisional: null, noteId: null, evidenceId: null }) } },
  // 1: by the decision of a case only.
  noticeReopened: { version: 2, lift: { 1: (data) => ({ ...(data as object), noteId: null }) } },
  // 1: at the desk only.
  reactionReported: { version: 2, lift: { 1: (data) => ({ ...(data as object), noteId: null }) } },
  // 1: by the decision of a case only.
  stepsRestarted: { version: 2, lift: { 1: () => ({ noteId: null }) } },
};

export function eventVersion(type: JourneyEventType, history: EventHistory = EVENT_HISTORY): number {
  return history[type]?.version ?? 1;
}

/** Reads an event of any version up to this release's. Throws `RangeError` for a newer one: it must never be decided on. */
export function upcast(stored: StoredEvent, history: EventHistory = EVENT_HISTORY): JourneyEvent {
  const current = history[stored.type]?.version ?? 1;
  if (stored.v > current) throw new RangeError(`event ${stored.type} has version ${stored.v}, this release reads up to ${current}`);
  let { data } = stored;
  for (let v = stored.v; v < current; v += 1) {
    const lift = history[stored.type]?.lift[v];
    if (!lift) throw new RangeError(`no way from version ${v} of ${stored.type}`);
    data = lift(data);
  }
  return { ...stored, v: current, data } as JourneyEvent;
}
