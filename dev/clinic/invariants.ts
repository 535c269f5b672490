import type { z } from 'zod';
import type { Journey, JourneyRow } from '../../contracts/journeys.js';
import type { Result } from '../../contracts/archives.js';
import type { ApiClient } from './api-client.js';
import { expectOk } from './api-client.js';
import type { Visit } from './visit.js';

/** What the simulators' own stores say, read on their control paths: the other side's count, not ours. */
export type OtherSide = {
  doses: { total: number; byKey: Record<string, number>; doubles: unknown[] };
  archives: { total: number; doubles: unknown[] };
  sent: { total: number; byKey: Record<string, number>; doubles: unknown[] };
};

export type PlayedVisit = Visit & { residentId: string; site: ApiClient };

/** Ids that break an invariant, by figure; all empty when the day was clean. */
export type Offenders = { lost: string[]; doubled: string[]; stalled: string[]; noticesWithoutRecord: string[] };

type Row = z.infer<typeof JourneyRow>;

/** Reads what the registry and the SMS provider hold. */
export async function readOtherSide(urls: { registryGuangdong: string; sms: string }): Promise<OtherSide> {
  const read = async <T>(url: string): Promise<T> => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return (await response.json()) as T;
  };
  const [doses, archives, sent] = await Promise.all([
    read<OtherSide['doses']>(`${urls.registryGuangdong}/control/doses`),
    read<OtherSide['archives']>(`${urls.registryGuangdong}/control/archives`),
    read<OtherSide['sent']>(`${urls.sms}/control/sent`),
  ]);
  return { doses, archives, sent };
}

/**
 * Invariants I1 to I3 and I5 over the visits of a day: no accepted dose lost, none twice in the registry's own store, every open journey
 * progressing or with a visible step that retries, no notice without a final record.
 */
export async function checkInvariants(visits: readonly PlayedVisit[], other: OtherSide): Promise<Offenders> {
  const offenders: Offenders = { lost: [], doubled: [], stalled: [], noticesWithoutRecord: [] };
  for (const visit of visits) {
    const journey = await expectOk('journey', visit.site.get<Journey>(`/v1/journeys/${visit.journeyId}`));
    const { data: results } = await expectOk('results', visit.site.get<{ data: Result[] }>(`/v1/residents/${visit.residentId}/results`));
    checkDoses(visit, results, other, offenders);
    if (!isAtRest(journey) && !journey.openCases.length && !isOwed(journey)) offenders.stalled.push(visit.journeyId);
    if (hasNotice(visit.journeyId, other) && !isFinal(journey)) offenders.noticesWithoutRecord.push(visit.journeyId);
  }
  offenders.doubled.push(...[...other.doses.doubles, ...other.archives.doubles, ...other.sent.doubles].map((double) => JSON.stringify(double)));
  return offenders;
}

function checkDoses(visit: PlayedVisit, results: readonly Result[], other: OtherSide, offenders: Offenders): void {
  for (const id of visit.givenDoseIds) {
    const ours = results.filter((result) => result.plannedDoseId === id);
    const theirs = Object.entries(other.doses.byKey).filter(([key]) => key.startsWith(`${visit.journeyId}:${id}:upload:`));
    const count = theirs.reduce((sum, [, requests]) => sum + requests, 0);
    if (ours.length === 0 || (ours[0]?.upload === 'confirmed' && count === 0)) offenders.lost.push(id);
    if (ours.length > 1 || count > 1) offenders.doubled.push(id);
  }
}

const AT_REST = new Set<Row['stage']>(['closed', 'cancelled', 'no-show', 'deferred', 'refused', 'left']);

export function isAtRest(journey: Pick<Journey, 'stage'>): boolean {
  return AT_REST.has(journey.stage);
}

/** Released and only waiting for the registry: a step that retries shows in the journey. */
function isOwed(journey: Journey): boolean {
  return journey.retrying.length > 0;
}

function hasNotice(journeyId: string, other: OtherSide): boolean {
  return Object.keys(other.sent.byKey).some((key) => key.startsWith(journeyId));
}

function isFinal(journey: Journey): boolean {
  return journey.doses.every((dose) => dose.given === null || dose.given.upload === 'confirmed' || journey.recordsFinal);
}
