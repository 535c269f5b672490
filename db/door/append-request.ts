import { isDeepStrictEqual } from 'node:util';
import type { Claim, Relied } from '../../domain/journey/claims.js';
import { refusalOfClash } from '../../domain/journey/clash.js';
import type { Decided } from '../../domain/journey/decision.js';
import type { JourneyEvent } from '../../domain/journey/events.js';
import { processView } from '../../domain/journey/process-view.js';
import { findDose, type JourneyState } from '../../domain/journey/state.js';
import type { Refusal } from '../../domain/refusals.js';
import type { Instant } from '../../domain/time.js';
import { identifierHexIndex, type BlindIndex } from '../blind-index.js';
import { pairDigests } from '../dismissed-pair.js';
import type { FieldCipher } from '../field-cipher.js';
import type { BothSides } from '../look-up-evidence.js';
import { newId } from '../new-id.js';
import type { Scope } from '../scope.js';
import { auditRow } from './audit-row.js';
import { evidenceRows, keptLonger, noteRows } from './kept-texts.js';
import { archiveChange, doseRows, journeyRow, movesDoses } from './projections.js';
import type { KeptAnswer, ReadAnswer, Submission } from './submission.js';

export type Appended = {
  submission: Submission;
  scope: Scope;
  read: ReadAnswer;
  decision: Decided;
  before: JourneyState | null;
  after: JourneyState;
  events: JourneyEvent[];
  answer: KeptAnswer;
  cipher: FieldCipher;
  blindIndex: BlindIndex;
  sendAfterMs: number;
  /** What the look-up of a journey whose identity differs, or differed, had compared. */
  shown: BothSides | null;
};

type LearnDose = { kind: 'learn-dose'; id: string; residentId: string; series: string; doseNumber: number };
type SlotClaim = Extract<Claim, { kind: 'take-slot' | 'free-slot' }>;
export type UniqueClaim = Exclude<Claim, SlotClaim> | LearnDose;

/** The second round trip: everything of one command in one value, and for each claim the refusal that its clash would mean. */
export function appendRequest(appended: Appended) {
  const { submission, scope, read, decision, before, after, events, answer, cipher, sendAfterMs } = appended;
  const { unique, slots, refusals } = claimsInOrder(decision.claims, learntDoses(submission, after));
  const doses = doseRows(after, events);
  const request = {
    ...submission.key,
    scope,
    at: read.now,
    commandId: submission.commandId,
    actor: submission.actor,
    station: submission.station,
    answer,
    archive: archivePart(appended),
    identifiers: archiveNumberRows(appended),
    journey: events.length > 0 ? journeyRow(before, after, read.now) : undefined,
    events: events.map(({ type, v, data }) => ({ type, v, data })),
    history: historyPart(decision.relies, after, unique, doses.some((row) => row.uploadState === 'pending' || row.uploadState === null)),
    claims: some(unique.map((claim) => withLive(claim, after))),
    slots: some(slots.map((claim, n) => ({ ...claim, index: unique.length + n }))),
    lot: read.lot ? { productId: read.lot.productId, lot: read.lot.lot, status: read.lot.status } : undefined,
    doses: some(doses),
    cases: some(decision.cases),
    dismissedPair: dismissedPart(appended, read.now),
    forgottenPair: forgottenPart(appended),
    proposedCases: some(decision.cases.filter(({ proposal }) => proposal)),
    movedCases: some(decision.moved),
    resolvedCases: some(decision.resolved),
    evidence: some(evidenceRows(withProven(submission, decision), after, read.now, cipher)),
    keptLonger: some(keptLonger(after, events)),
    notes: some(noteRows(submission, after, read.now, cipher)),
    news: newsPart(appended, sendAfterMs),
    refusals,
    audit: auditRow(submission, { outcome: 'done' }),
  };
  return { request, movesDoses: movesDoses(events), refusals, newsVersion: request.news?.version ?? null };
}

/** What the rules found proven lies beside what was sent. */
function withProven(submission: Submission, { proven }: Decided): Submission {
  if (!proven || !submission.evidence) return submission;
  return { ...submission, evidence: submission.evidence.map((one) => (one.id === proven.evidenceId ? { ...one, content: { ...(one.content as object), proven: proven.content } } : one)) };
}

/** News is a view that changed, compared by value, unless its own workflow recorded the change and gets the view back. */
function newsPart({ before, after, submission, decision }: Appended, sendAfterMs: number) {
  const own = submission.actor.kind === 'process' && submission.recordedBy === 'vaccinationJourney';
  if (own || decision.events.length === 0) return undefined;
  if (before && isDeepStrictEqual(processView(before), processView(after))) return undefined;
  return { process: 'vaccinationJourney', id: after.journeyId, version: after.version, day: after.day, sendAfterMs };
}

/** Locks are taken in this order by everybody: by kind of what is claimed, then by its key. Slots are counters and come last of all. */
function claimsInOrder(claims: Claim[], learnt: LearnDose[]) {
  const isSlot = (claim: Claim): claim is SlotClaim => claim.kind === 'take-slot' || claim.kind === 'free-slot';
  const slots = claims.filter(isSlot);
  const unique: UniqueClaim[] = [...claims.filter((claim): claim is Exclude<Claim, SlotClaim> => !isSlot(claim)), ...learnt];
  const keys = new Map(unique.map((claim) => [claim, lockKey(claim)]));
  unique.sort((a, b) => compare(keys.get(a) ?? '', keys.get(b) ?? ''));
  const refusals: (Refusal | null)[] = [...unique, ...slots].map((claim) => (claim.kind === 'learn-dose' ? null : refusalOfClash(claim)));
  return { unique, slots, refusals };
}

function lockKey(claim: UniqueClaim): string {
  switch (claim.kind) {
    case 'book-series':
    case 'release-series':
      return `booking|${claim.residentId}|${claim.series}`;
    case 'consume-code':
      return `code|${claim.jti}`;
    case 'reserve-dose':
    case 'give-dose':
    case 'release-dose':
    case 'learn-dose':
      return `dose|${claim.residentId}|${claim.series}|${claim.doseNumber}`;
    case 'use-trace-code':
      return `trace|${claim.traceCode}`;
    case 'return-trace-code':
    case 'open-package':
      return `trace|${claim.plannedDoseId}`;
  }
}

/** A reserved dose says whether it is live, for whoever plans another live one. */
function withLive(claim: UniqueClaim, after: JourneyState) {
  if (claim.kind !== 'reserve-dose' && claim.kind !== 'give-dose') return claim;
  return { ...claim, live: findDose(after, claim.plannedDoseId)?.live ?? false };
}

function learntDoses({ rows }: Submission, { residentId }: JourneyState): LearnDose[] {
  return (rows?.learntDoses ?? []).map((dose) => ({ kind: 'learn-dose', id: newId(), residentId, ...dose }));
}

const RAISING = ['reserve-dose', 'give-dose', 'release-dose', 'learn-dose'];

/** Each dose given, reported, reserved, released or learnt raises the resident's history, so that two sites cannot pass each other. */
function historyPart(relies: Relied[], { residentId }: JourneyState, claims: UniqueClaim[], newDose: boolean) {
  const relied = relies.find((entry) => entry.kind === 'resident-history');
  const raise = newDose || claims.some((claim) => RAISING.includes(claim.kind));
  return relied || raise ? { residentId, version: relied?.version ?? null, raise } : undefined;
}

function archivePart({ submission, decision, before, after, events, cipher }: Appended) {
  const relied = decision.relies.find((entry) => entry.kind === 'archive');
  const change = archiveChange(before, after, events);
  if (!relied && !change) return undefined;
  const { archiveNo, registry } = submission.rows ?? {};
  const place = { table: 'archives', column: 'archive_no_enc', rowId: after.residentId };
  const sealed = archiveNo === undefined ? undefined : cipher.encrypt(place, archiveNo).toString('base64');
  return { residentId: after.residentId, version: relied?.version ?? null, ...change, ...(change && { registry, archiveNoEnc: sealed }) };
}

/** By its number an archive is found from the certificate's barcode. */
function archiveNumberRows({ submission, after: { residentId }, cipher, blindIndex }: Appended) {
  const number = submission.rows?.archiveNo;
  if (number === undefined) return undefined;
  const type = 'archive-number';
  const value = cipher.encrypt({ table: 'resident_identifiers', column: 'value_enc', rowId: `${residentId}/${type}` }, number).toString('base64');
  return identifierHexIndex(blindIndex, { type, number }).map((index) => ({ type, ...index, residentId, value }));
}

/** What a supervisor has just found to be two persons. */
function dismissedPart({ events, after: { residentId, journeyId }, shown, submission, blindIndex }: Appended, at: Instant) {
  if (!shown || submission.command.type !== 'resolveCase' || !events.some(({ type }) => type === 'archiveDismissed')) return undefined;
  return { residentId, journeyId, at, digests: pairDigests(blindIndex, { residentId, ...shown }) };
}

/** What a supervisor had found to be two persons may be one again. */
function forgottenPart({ events, after: { residentId }, shown, blindIndex }: Appended) {
  if (!shown || !events.some(({ type, data }) => type === 'archiveDecisionReversed' && data.action === 'not-same-person')) return undefined;
  return { residentId, digests: pairDigests(blindIndex, { residentId, ...shown }) };
}

function some<T>(rows: T[]): T[] | undefined {
  return rows.length > 0 ? rows : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

