import type { EvidenceId, ResidentId } from '../ids.js';
import type { Instant } from '../time.js';
import type { Authority } from './tiers.js';

/** Where the real-name verification of a resident stands. `refused`: the authority found our question wrong; `no-authority`: none can be asked. */
export const IDENTITY_STATUSES = ['asking', 'verified', 'mismatch', 'not-found', 'refused', 'no-authority'] as const;
export type IdentityStatus = (typeof IDENTITY_STATUSES)[number];

/** What an authority can say: that it has nobody under this number is an answer, that it is away is none. */
export const IDENTITY_OUTCOMES = ['verified', 'mismatch', 'not-found'] as const;
export type IdentityOutcome = (typeof IDENTITY_OUTCOMES)[number];

/** What may differ from the authority's record. */
export const CLAIM_FIELDS = ['name', 'birthDate', 'face'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

/** A fold over its events, as a journey is. */
export type IdentityCheck = {
  residentId: ResidentId;
  version: number;
  status: IdentityStatus;
  /** The last question; `version` is that of the event that asked, `tiersVersion` that of the identity tiers that it was asked under (absent: as shipped). */
  asked: { version: number; authority: Authority; at: Instant; fallBackAt: Instant; tiersVersion?: number } | null;
  /** Staff may verify from documents, since the authority has not answered in time or our own side is at fault. */
  fallBackOffered: boolean;
  /** Our own process has failed at this question. */
  faulted: boolean;
  differing: ClaimField[];
  verified: { by: 'authority' | 'staff'; at: Instant } | null;
};

export interface IdentityCommandData {
  /** `authority` null: none can be asked about this resident. */
  ask: { authority: Authority | null; hasCapture: boolean; fallBackAfterMs: number; tiersVersion: number };
  /** A member of staff has seen documents of the person who is there; the evidence says which. */
  attest: { evidenceId: EvidenceId };
}

/** Findings of the process; each names the question or instant that it answers. */
export interface IdentityFindingData {
  answered: { askedVersion: number; outcome: IdentityOutcome; differing: ClaimField[] };
  questionRefused: { askedVersion: number; reason: string };
  fallBackFellDue: { fallBackAt: Instant };
  softwareFaulted: { step: string };
}

type One<Data> = { [K in keyof Data]: { type: K; data: Data[K] } }[keyof Data];
export type IdentityFinding = One<IdentityFindingData>;
export type IdentityCommand = One<IdentityCommandData> | IdentityFinding;

export interface IdentityEventData {
  asked: { authority: Authority; fallBackAt: Instant; tiersVersion: number };
  noAuthority: Record<string, never>;
  answered: IdentityFindingData['answered'];
  questionRefused: IdentityFindingData['questionRefused'];
  fallBackOffered: { fallBackAt: Instant };
  softwareFaulted: { step: string };
  attested: { evidenceId: EvidenceId };
}
export type IdentityHappened = One<IdentityEventData>;
export type IdentityEvent = IdentityHappened & { at: Instant };

/** What its workflow needs to know: the question to be put, and until when without staff. */
export type IdentityView = { ask: { version: number; authority: Authority } | null; fallBackAt: Instant | null; over: boolean };

export function identityView(check: IdentityCheck | null): IdentityView {
  if (check?.status !== 'asking' || !check.asked) return { ask: null, fallBackAt: null, over: true };
  const { version, authority, fallBackAt } = check.asked;
  return { ask: { version, authority }, fallBackAt: check.fallBackOffered ? null : fallBackAt, over: false };
}

/** Whether staff may verify from documents now. */
export function isFallBackOpen(check: IdentityCheck, now: Instant): boolean {
  if (check.status === 'verified') return false;
  return check.status !== 'asking' || check.fallBackOffered || (check.asked !== null && now >= check.asked.fallBackAt);
}

const UNASKED: Omit<IdentityCheck, 'residentId'> = { version: 0, status: 'no-authority', asked: null, fallBackOffered: false, faulted: false, differing: [], verified: null };

export function evolveIdentity(residentId: ResidentId, before: IdentityCheck | null, { type, data, at }: IdentityEvent): IdentityCheck {
  const version = (before?.version ?? 0) + 1;
  const check: IdentityCheck = { ...(before ?? UNASKED), residentId, version };
  switch (type) {
    case 'asked': return { ...check, status: 'asking', asked: { version, at, ...data }, fallBackOffered: false, faulted: false, differing: [] };
    case 'noAuthority': return { ...check, status: 'no-authority', asked: null };
    case 'answered': return { ...check, status: data.outcome, differing: data.differing, verified: data.outcome === 'verified' ? { by: 'authority', at } : null };
    case 'questionRefused': return { ...check, status: 'refused' };
    case 'fallBackOffered': return { ...check, fallBackOffered: true };
    case 'softwareFaulted': return { ...check, faulted: true, fallBackOffered: true };
    case 'attested': return { ...check, status: 'verified', verified: { by: 'staff', at } };
  }
}
