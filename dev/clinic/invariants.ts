import type { z } from 'zod';
import type { Result } from '../../contracts/archives.js';
import type { Journey, JourneyRow, TimelineEntry } from '../../contracts/journeys.js';
import type { Notice } from '../../contracts/notices.js';
import type { ApiClient } from './api-client.js';
import { expectOk } from './api-client.js';
import type { Visit } from './visit.js';

/** What the simulators' own stores say, read on their control paths: the other side's count, not ours. */
export type OtherSide = {
  doses: { total: number; byKey: Record<string, number>; doubles: unknown[] };
  archives: { total: number; doubles: unknown[] };
  /** `at` in ms since 1970, by the provider's clock. */
  sent: { total: number; messages: { clientRef: string; at: number }[]; doubles: unknown[] };
};

export type PlayedVisit = Visit & { residentId: string; site: ApiClient };

/** Ids that break an invariant, by figure; all empty when the day was clean. */
export type Offenders = { lost: string[]; doubled: string[]; stalled: string[]; noticesWithoutRecord: string[] };

/** What the API says of one visit. */
export type VisitRecord = { journey: Journey; results: Result[]; notices: z.infer<typeof Notice>[]; timeline: z.infer<typeof TimelineEntry>[] };

type Row = z.infer<typeof JourneyRow>;

/** What the provider has sent by now: to be read before our records are, since each message must have had its record. */
export function readSent(smsUrl: string): Promise<OtherSide['sent']> {
  return read(`${smsUrl}/control/sent`);
}

/** What the registry holds by now: to be read after our records are, since what we say is confirmed must be there. */
export async function readHeld(registryUrl: string): Promise<Pick<OtherSide, 'doses' | 'archives'>> {
  const [doses, archives] = await Promise.all([read<OtherSide['doses']>(`${registryUrl}/control/doses`), read<OtherSide['archives']>(`${registryUrl}/control/archives`)]);
  return { doses, archives };
}

async function read<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/**
 * Invariants I1 to I3 and I5 over the visits of a day: no accepted dose lost, none twice in the registry's own store, every open journey
 * progressing or with a visible step or notice that is tried again, no notice without a final record.
 */
export function checkInvariants(played: readonly { visit: Visit; record: VisitRecord }[], other: OtherSide): Offenders {
  const offenders: Offenders = { lost: [], doubled: [], stalled: [], noticesWithoutRecord: [] };
  for (const { visit, record } of played) checkVisit(visit, record, other, offenders);
  offenders.doubled.push(...[...other.doses.doubles, ...other.archives.doubles, ...other.sent.doubles].map((double) => JSON.stringify(double)));
  return offenders;
}

export async function readRecord({ site, journeyId, residentId }: PlayedVisit): Promise<VisitRecord> {
  const list = async <T>(path: string) => (await expectOk(path, site.get<{ data: T[] }>(path))).data;
  return {
    journey: await expectOk('journey', site.get<Journey>(`/v1/journeys/${journeyId}`)),
    results: await list(`/v1/residents/${residentId}/results`),
    notices: await list(`/v1/journeys/${journeyId}/notices`),
    timeline: await list(`/v1/journeys/${journeyId}/timeline`),
  };
}

/** Adds what one visit breaks to `offenders`. */
export function checkVisit({ journeyId, givenDoseIds }: Visit, record: VisitRecord, other: OtherSide, offenders: Offenders): void {
  const { journey } = record;
  for (const id of givenDoseIds) checkDose(journeyId, id, record, other, offenders);
  if (!isAtRest(journey) && journey.openCases.length === 0 && journey.retrying.length === 0 && journey.notice !== 'waiting') offenders.stalled.push(journeyId);
  const noticeIds = new Set<string>(record.notices.map(({ id }) => id));
  const sent = other.sent.messages.filter(({ clientRef }) => noticeIds.has(clientRef));
  if (sent.some(({ at }) => at < finalAt(record))) offenders.noticesWithoutRecord.push(journeyId);
}

function checkDose(journeyId: string, plannedDoseId: string, { results }: VisitRecord, other: OtherSide, offenders: Offenders): void {
  const ours = results.filter((result) => result.plannedDoseId === plannedDoseId);
  const theirs = Object.entries(other.doses.byKey).filter(([key]) => key.startsWith(`${journeyId}:${plannedDoseId}:upload:`));
  const count = theirs.reduce((sum, [, requests]) => sum + requests, 0);
  if (ours.length === 0 || (ours[0]?.upload === 'confirmed' && count === 0)) offenders.lost.push(plannedDoseId);
  if (ours.length > 1 || count > 1) offenders.doubled.push(plannedDoseId);
}

const AT_REST = new Set<Row['stage']>(['closed', 'cancelled', 'no-show', 'deferred', 'refused', 'left']);

export function isAtRest(journey: Pick<Journey, 'stage'>): boolean {
  return AT_REST.has(journey.stage);
}

/** When the last record became final: the registry confirmed it, or the desk could no longer correct it (ADR 0004). For ever in the future while one is not. */
function finalAt({ journey, timeline }: VisitRecord): number {
  const times = (is: (entry: VisitRecord['timeline'][number]) => boolean) => timeline.filter(is).map(({ at }) => Date.parse(at));
  const closedBooks = Math.min(...times(({ type }) => type === 'recordsFinal'));
  const injected = journey.doses.filter(({ given }) => given !== null);
  const confirmed = injected.map(({ plannedDoseId }) => Math.min(...times(({ type, data }) => type === 'uploadConfirmed' && data['plannedDoseId'] === plannedDoseId)));
  return Math.min(closedBooks, Math.max(...confirmed));
}
