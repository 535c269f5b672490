import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { createAuditSealer } from '../db/audit-sealer.js';
import { createPool } from '../db/pool.js';
import { verifyAudit } from '../db/verify-audit.js';
import { foldEvents } from '../domain/journey/evolve.js';
import type { JourneyEvent } from '../domain/journey/events.js';
import { processView } from '../domain/journey/process-view.js';
import { stageOf } from '../domain/journey/stage-of.js';
import type { JourneyState } from '../domain/journey/state.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import { pause } from '../workflows/workflow-environment-fixtures.js';
import type { ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';

type Held = { byKey: Record<string, number>; doubles: unknown[] };
type Outbox = Held & { messages: { clientRef: string; at: number }[] };
type Journey = { row: Row; log: JourneyEvent[]; state: JourneyState };
type Row = { state: JourneyState; version: number; stage: string; process_over: boolean };

/** What can happen once for a journey, or once for each of its doses; by the name of the event. */
const ONCE = ['archiveLookedUp', 'archiveSettled', 'doseGiven', 'uploadConfirmed', 'uploadOverdue', 'noticeSettled', 'recordsFinal', 'observationElapsed', 'noShowed', 'closed'];

/**
 * Test material: what breaks the invariants I1 to I5 over these visits, in words; empty when all hold. The effects are counted in the stores
 * of the other sides. Every visit has to be at its end, unless `open` says that it may still be under way.
 */
export async function brokenInvariants(clinic: ClinicUnderTest, visits: readonly ClinicVisit[], { open = false } = {}): Promise<string[]> {
  const [doses, archives, sent] = (await Promise.all([clinic.registry('doses'), clinic.registry('archives'), clinic.sms('sent')])) as [Held, Held, Outbox];
  const broken = [...doses.doubles, ...archives.doubles, ...sent.doubles].map((double) => `I2 twice outside: ${JSON.stringify(double)}`);
  for (const visit of visits) {
    const journey = await readJourney(clinic, visit);
    broken.push(...brokenLog(journey), ...brokenEffects(journey, doses), ...(await brokenNotices(clinic, journey, sent)), ...(await brokenAudit(clinic, journey)));
    if (!open && !processView(journey.state).over) broken.push(`I3 not at its end: ${JSON.stringify(processView(journey.state))}`);
  }
  return [...broken, ...(await brokenChain(clinic))];
}

async function readJourney(clinic: ClinicUnderTest, { journeyId }: ClinicVisit): Promise<Journey> {
  const [row] = await clinic.rows<Row>('select state, version, stage, process_over from journeys where id = $1', [journeyId]);
  if (!row) throw new Error(`no journey ${journeyId}`);
  const stored = await clinic.deskPool.call<StoredEvent[]>('read_log_v1', { scope: { site: clinic.site.siteId }, journeyId });
  return { row, log: stored.map((event) => upcast(event)), state: row.state };
}

/** I1: the log folds to the state, the row says what the state says, nothing happened twice. */
function brokenLog({ row, log, state }: Journey): string[] {
  const broken: string[] = [];
  const folded = { ...foldEvents(state.journeyId, log), stateVersion: state.stateVersion }; // a newer release may have written it
  if (!isDeepStrictEqual(folded, state)) broken.push('I1 the log does not fold to the state');
  if (log.length !== row.version) broken.push(`I1 ${log.length} events at version ${row.version}`);
  if (row.stage !== stageOf(state) || row.process_over !== processView(state).over) broken.push('I1 the row does not say what the state says');
  const names = log.filter(({ type }) => ONCE.includes(type)).map((event) => `${event.type} ${ofWhat(event)}`);
  const twice = names.filter((name, n) => names.indexOf(name) !== n);
  return [...broken, ...twice.map((name) => `I2 twice in the log: ${name}`)];
}

/** A dose that is given after an observation has ended begins another one; a question and a content version may come again with another number. */
function ofWhat({ type, data }: JourneyEvent): string {
  if (type === 'observationElapsed') return String(data.observeUntil);
  if (type === 'archiveLookedUp') return String(data.askedVersion);
  if (type === 'noticeSettled' || type === 'archiveSettled') return String(data.contentVersion);
  return 'plannedDoseId' in data ? String(data.plannedDoseId) : '';
}

/** I1 and I2: what is confirmed stands at the registry once, and nothing that was not given. */
function brokenEffects({ state }: Journey, { byKey }: Held): string[] {
  return state.doses.flatMap(({ plannedDoseId, given }) => {
    const held = byKey[`${state.journeyId}:${plannedDoseId}:upload:${given?.contentVersion ?? 1}`] ?? 0;
    if (given?.upload === 'confirmed' && held !== 1) return [`I1 the registry holds a confirmed dose ${held} times`];
    return !given && held > 0 ? ['I2 the registry holds a dose that was not given'] : [];
  });
}

/** I5, and I2 of the notice: one message, not before its records were final. */
async function brokenNotices(clinic: ClinicUnderTest, { state, log }: Journey, { messages }: Outbox): Promise<string[]> {
  const rows = await clinic.rows<{ id: string; accepted: boolean }>('select id, provider_id is not null as accepted from notices where journey_id = $1', [state.journeyId]);
  const sent = messages.filter(({ clientRef }) => rows.some(({ id }) => id === clientRef));
  const accepted = rows.filter((row) => row.accepted).length;
  const told = state.notice?.outcome === 'sent' ? 1 : 0;
  const broken = sent.length === accepted && accepted <= 1 && told <= accepted ? [] : [`I2 ${sent.length} messages, ${accepted} accepted, ${told} told`];
  return sent.some(({ at }) => at < finalAt(log)) ? [...broken, 'I5 told before the record was final'] : broken;
}

/** When the last record could no longer be changed at the desk (ADR 0004). */
function finalAt(log: readonly JourneyEvent[]): number {
  const given = log.flatMap((event) => (event.type === 'doseGiven' ? [event.data.plannedDoseId] : []));
  const confirmed = given.map((id) => log.find((event) => event.type === 'uploadConfirmed' && event.data.plannedDoseId === id)?.at ?? Infinity);
  return Math.min(log.find(({ type }) => type === 'recordsFinal')?.at ?? Infinity, Math.max(...confirmed));
}

/** I4: one row for each command that was done. */
async function brokenAudit(clinic: ClinicUnderTest, { state, log }: Journey): Promise<string[]> {
  const [rows] = await clinic.rows<{ n: number }>(`select count(*)::int as n from audit_rows where object_id = $1 and outcome = 'done'`, [state.journeyId]);
  const commands = new Set(log.map(({ commandId }) => commandId)).size;
  return (rows?.n ?? 0) >= commands ? [] : [`I4 ${rows?.n} audit rows of ${commands} commands`];
}

async function brokenChain(clinic: ClinicUnderTest): Promise<string[]> {
  const [sealerPool, auditor] = [createPool({ url: clinic.database.urls.sealer, max: 1 }), createPool({ url: clinic.database.urls.auditor, max: 1 })];
  const anchorFile = join(clinic.dataFolder, 'anchors.jsonl');
  const sealer = createAuditSealer({ pool: sealerPool, anchorFile, onError: () => undefined });
  try {
    // Other databases of the same server hold the horizon back while they write.
    for (const end = Date.now() + 20_000; (await sealer.lagMs()) > 0 && Date.now() < end; await pause(50)) await sealer.seal();
    const [{ n = 0 } = {}] = await clinic.rows<{ n: number }>('select count(*)::int as n from audit_rows');
    const verdict = await verifyAudit({ pool: auditor, anchorFile });
    return verdict.ok && verdict.rows === n ? [] : [`I4 ${JSON.stringify(verdict)} of ${n} rows`];
  } finally {
    await Promise.all([sealerPool.end(), auditor.end()]);
  }
}
