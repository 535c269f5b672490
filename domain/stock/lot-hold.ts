import type { AreaCode, LotHoldId, SiteId } from '../ids.js';
import { refuse, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';

/**
 * Why a lot is stopped: it is called back (Law art. 73 召回), it was out of its temperature (Norms ch. 3 section 10 冷链), or its quality is
 * suspected (Law art. 73: whoever finds that stops using it at once).
 */
export const LOT_HOLD_KINDS = ['recall', 'cold-chain', 'suspected'] as const;
export type LotHoldKind = (typeof LOT_HOLD_KINDS)[number];

export const LOT_HOLD_STATUSES = ['in-force', 'release-asked', 'released'] as const;
export type LotHoldStatus = (typeof LOT_HOLD_STATUSES)[number];

/** Of one person, by reference to the directory of staff. */
export type DoneBy = { by: string; at: Instant };

/**
 * A lot stopped at every site at once. `siteId`, `areaCode`: who stopped it, and so who may let it go; of a hold also whose recipients are
 * followed up, while a recall follows up everybody. `since`: doses given from then on are in question; null is all of them.
 */
export type LotHold = {
  id: LotHoldId;
  productId: string;
  lot: string;
  kind: LotHoldKind;
  siteId: SiteId | null;
  areaCode: AreaCode;
  since: Instant | null;
  status: LotHoldStatus;
  placed: DoneBy;
  asked: DoneBy | null;
  released: DoneBy | null;
  version: number;
};

export const LOT_HOLD_EVENTS = ['placed', 'releaseAsked', 'releaseDeclined', 'released'] as const;
export type LotHoldEventType = (typeof LOT_HOLD_EVENTS)[number];
export type LotHoldDecision = { ok: true; event: LotHoldEventType; after: LotHold } | Refused;

/** Each names the version that was read. A reason is kept beside the event, never in it. */
export type LotHoldCommand = { type: 'ask' | 'approve' | 'decline'; by: string; version: number };

export type LotHoldPlacing = Pick<LotHold, 'id' | 'productId' | 'lot' | 'kind' | 'siteId' | 'areaCode' | 'since'> & { by: string };

/** Pure; the caller has locked the lot. One of a kind at a place is enough; one person stops a lot alone, since waiting for a second one would cost doses. */
export function placeLotHold({ by, ...placing }: LotHoldPlacing, known: readonly LotHold[], now: Instant): LotHoldDecision {
  if (placing.since !== null && placing.since > now) return refuse({ code: 'time-in-future' });
  const there = known.some((hold) => hold.status !== 'released' && hold.kind === placing.kind && (hold.kind === 'recall' || (hold.siteId === placing.siteId && hold.areaCode === placing.areaCode)));
  if (there) return refuse({ code: 'lot-hold-exists', kind: placing.kind });
  return { ok: true, event: 'placed', after: { ...placing, status: 'in-force', placed: { by, at: now }, asked: null, released: null, version: 1 } };
}

/** Pure; the caller has locked the hold, stores `after` and appends `event`. What was stopped is used again when two people say so. */
export function decideLotHold(before: LotHold, { type, by, version }: LotHoldCommand, now: Instant): LotHoldDecision {
  if (before.version !== version) return refuse({ code: 'lot-hold-moved', version: before.version });
  if (before.status === 'released') return refuse({ code: 'lot-hold-released' });
  if (type === 'ask') return before.asked ? refuse({ code: 'lot-release-asked' }) : happened(before, 'releaseAsked', { status: 'release-asked', asked: { by, at: now } });
  if (!before.asked) return refuse({ code: 'lot-release-not-asked' });
  if (type === 'decline') return happened(before, 'releaseDeclined', { status: 'in-force', asked: null });
  if (before.asked.by === by) return refuse({ code: 'another-person-required', action: 'release-lot' });
  return happened(before, 'released', { status: 'released', released: { by, at: now } });
}

function happened(before: LotHold, event: LotHoldEventType, change: Partial<LotHold>): LotHoldDecision {
  return { ok: true, event, after: { ...before, ...change, version: before.version + 1 } };
}

/** What the process of a hold is to do next, in batches, each under a `version` of its own; nothing is asked while it only stays in force. */
export const RECALL_STEPS = ['list', 'open', 'close'] as const;
export type RecallStep = (typeof RECALL_STEPS)[number];
export type RecallView = { todo: { step: RecallStep; version: number } | null; over: boolean };

/** How many of those who got it: not asked after yet, being asked after, followed up, and left alone since the lot was let go. Each stops at `COUNT_STOPS_AT`. */
export type RecallProgress = { waiting: number; open: number; followedUp: number; withdrawn: number };
