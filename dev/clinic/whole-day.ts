import { loadPolicies } from '../../config/load-policies.js';
import { ALL_ARCHIVES, ALL_PEOPLE, SETTLED_AT_THE_DESK } from '../../simulators/residents/shares.js';
import { startProgress } from '../../tools/progress.mjs';
import type { RunningClinic } from '../running-clinic.js';
import { admitResidents } from './already-played.js';
import { createApiClient } from './api-client.js';
import { playDay, type PlayedDay } from './day.js';
import { checkInvariants, isAtRest, readHeld, readRecord, readSent, type Offenders, type PlayedVisit } from './invariants.js';
import { waitUntilAtRest } from './rest.js';
import { describe, figuresOf, type DayFigures, type Played } from './summary.js';
import { superviseCases } from './supervisor.js';
import { tokenSourceOf } from './token-source.js';
import { liftTroubles, makeTrouble, troublesOf, type Roughness } from './troubles.js';

export type WholeDay = {
  residents: number;
  seed: number;
  roughness: Roughness;
  /** Residents who are at a desk at the same time. */
  concurrency: number;
  /** How long the process may still need for journeys whose resident has gone home. */
  restSeconds: number;
  /** What else befalls the installation while residents come; the day is not over before it is. */
  meanwhile?: () => Promise<void>;
};

export type DayResult = { ok: boolean; figures: DayFigures };

const PROVINCE = '440000';

/** A clinic day through the public API, with whatever goes wrong on it, until all is at rest; then the invariants, printed with whom they were broken by. */
export async function playWholeDay(running: RunningClinic, wanted: WholeDay): Promise<DayResult> {
  const startedAt = performance.now();
  const latencies = new Map<string, number[]>();
  const { day, visits, seconds } = await play(running, wanted, latencies);
  const sent = await readSent(running.urls.sms);
  const played: Played[] = [];
  for (const visit of visits) played.push({ visit, record: await readRecord(visit) });
  const other = { sent, ...(await readHeld(running.urls.registryGuangdong)) };
  const offenders = checkInvariants(played, other);
  const audit = await running.verifyAudit();
  const figures = figuresOf({ residents: wanted.residents, played, other, offenders, failures: day.failures, auditHolds: audit.ok, latencies, seconds });
  describe(figures, { played, latencies });
  for (const line of troublesFound(offenders, day.failures)) console.error(`  ${line}`);
  if (!audit.ok) console.error(`  audit: ${JSON.stringify(audit)}`);
  console.error(`  ${Math.round((performance.now() - startedAt) / 1000)} s in all`);
  return { ok: figures.lost + figures.doubled + figures.stalled + figures.noticesWithoutRecord + figures.auditBreaks === 0, figures };
}

type Gone = { day: PlayedDay; visits: PlayedVisit[]; seconds: number };

async function play(running: RunningClinic, wanted: WholeDay, latencies: Map<string, number[]>): Promise<Gone> {
  const { residents, seed, roughness, concurrency, restSeconds } = wanted;
  const [dayEnds, dutyEnds] = [new AbortController(), new AbortController()];
  const startedAt = performance.now();
  let [onDuty, troubled, meanwhile] = [Promise.resolve(), Promise.resolve(), Promise.resolve()];
  const onOpen = () => {
    // On a day without troubles nobody has to settle anything: what becomes a case all the same stays for whoever looks.
    if (roughness !== 'none') onDuty = superviseCases(operatorOf(running), { area: PROVINCE, from: Date.now(), signal: dutyEnds.signal });
    troubled = makeTrouble(running.urls, troublesOf(roughness, seed), dayEnds.signal, ({ system, fault }) => console.error(`  ${system}: ${JSON.stringify(fault)}`));
    if (wanted.meanwhile) meanwhile = wanted.meanwhile();
    for (const work of [onDuty, troubled, meanwhile]) work.catch(() => undefined); // awaited below, where a failure is told; until then it must not end the process
  };
  let done = 0;
  const endPlaying = startProgress(() => `${bar(done, residents)} ${done} of ${residents} residents`);
  try {
    const day = await playDay({
      clinic: running.clinic, policies: loadPolicies('clocks-demo'), urls: running.urls, residents, seed, concurrency, onOpen,
      before: admitResidents(running.folder, seed, residents),
      shares: roughness === 'rough' ? { people: ALL_PEOPLE, archives: ALL_ARCHIVES } : SETTLED_AT_THE_DESK,
      registryPatienceMs: 3_000,
      onVisit: (count) => (done = count),
      onLatency: (command, ms) => latencies.set(command, [...(latencies.get(command) ?? []), ms]),
    });
    endPlaying(`${day.visits.length} residents went home`);
    await meanwhile;
    dayEnds.abort();
    await troubled;
    if (roughness !== 'none') await liftTroubles(running.urls);
    const visits = await untilRest(day.visits, restSeconds);
    return { day, visits, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    dayEnds.abort();
    dutyEnds.abort();
    await onDuty;
  }
}

function operatorOf({ clinic, urls }: RunningClinic) {
  return createApiClient({ baseUrl: urls.api, getToken: tokenSourceOf(clinic.operator, { issuerUrl: urls.login, audience: urls.audience }) });
}

/** Until every journey is over and no case of it is left, or the time is. */
async function untilRest(visits: PlayedVisit[], restSeconds: number): Promise<PlayedVisit[]> {
  let atRest = 0;
  const end = startProgress(() => `${bar(atRest, visits.length)} ${atRest} of ${visits.length} journeys at rest`);
  const journeys = await waitUntilAtRest(visits, { withinMs: restSeconds * 1000, onProgress: (count) => (atRest = count) });
  end(`${journeys.filter(isAtRest).length} of ${visits.length} journeys at rest`);
  return visits;
}

function troublesFound(offenders: Offenders, failures: readonly string[]): string[] {
  return [...Object.entries(offenders).flatMap(([kind, ids]) => ids.map((id) => `${kind}: ${id}`)), ...failures.map((failure) => `not carried through: ${failure}`)];
}

function bar(done: number, all: number): string {
  const filled = all === 0 ? 20 : Math.round((done / all) * 20);
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
}
