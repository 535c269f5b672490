import { setTimeout as wait } from 'node:timers/promises';
import type { DynamicText, HealthCode } from '../../contracts/health-codes.js';
import type { CommandAnswer, IdentifyData } from '../../contracts/journey-commands.js';
import type { Journey } from '../../contracts/journeys.js';
import type { z } from 'zod';
import { expectOk, type ApiClient, type Problem } from './api-client.js';
import type { Desk, DoseWish } from './desk.js';

export type Visitor = {
  residentId: string;
  relation: string;
  doses: DoseWish[];
  /** Index of a dose that the guardian refuses, or null. */
  refuses: number | null;
  /** Books this slot through the channel, or walks in. */
  slotId: string | null;
  /** What is shown in place of a health code on a phone. */
  shows?: IdentifyData;
};

export type VisitParts = {
  desk: Desk;
  /** The site's own client, and the channel acting for this resident. */
  site: ApiClient;
  channel: ApiClient;
  /** How long the desk waits for the registry before it goes on from the certificate. */
  registryPatienceMs: number;
};

/** A dose that nobody can verify waits for the doctor so long. */
const DOCTOR_WITHIN_MS = 120_000;
/** A code that grew old while the way to us was cut is shown afresh. */
const FRESH_CODES = 5;

export type Visit = { journeyId: string; givenDoseIds: string[] };

/** One resident from the booking to the last dose: what staff and resident do, in order. An error names the journey. */
export async function visit(visitor: Visitor, parts: VisitParts): Promise<Visit> {
  const journeyId = await arrive(visitor, parts);
  try {
    return { journeyId, givenDoseIds: await passDesks(journeyId, visitor, parts) };
  } catch (cause) {
    throw new Error(`journey ${journeyId}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function passDesks(journeyId: string, visitor: Visitor, parts: VisitParts): Promise<string[]> {
  const { desk } = parts;
  if (visitor.shows) await desk.identifyBy(journeyId, visitor.shows);
  else await showCodes(journeyId, visitor, parts);
  await confirmArchive(journeyId, parts);
  await desk.precheckGo(journeyId);
  return giveDoses(journeyId, await verifiable(journeyId, desk), visitor, desk);
}

async function arrive(visitor: Visitor, { desk, channel }: VisitParts): Promise<string> {
  const { residentId, slotId, doses } = visitor;
  if (!slotId) return (await desk.walkIn(residentId, doses)).journeyId;
  const booked = await expectOk('booking', channel.post<CommandAnswer>('/v1/bookings', { residentId, siteId: desk.siteId, slotId, doses }));
  await desk.checkIn(booked.journeyId);
  return booked.journeyId;
}

async function showCodes(journeyId: string, { residentId }: Visitor, { desk, channel }: VisitParts): Promise<void> {
  for (let n = 1; ; n += 1) {
    const answer = await desk.identify(journeyId, await showCode(residentId, channel));
    if (answer.ok) return;
    if (answer.problem.code !== 'code-expired' || n === FRESH_CODES) throw new Error(`identify: ${answer.problem.code}`);
  }
}

/** Once the doctor has decided about every dose of which nobody could say whether it may be given. */
async function verifiable(journeyId: string, desk: Desk): Promise<Journey['doses']> {
  for (const until = Date.now() + DOCTOR_WITHIN_MS; ; await wait(250)) {
    const { doses, openCases } = await desk.journey(journeyId);
    if (!openCases.some(({ kind }) => kind === 'cannot-verify')) return doses;
    if (Date.now() > until) throw new Error('no doctor has decided');
  }
}

/** The resident's phone: issues the code when there is none yet, then shows a fresh dynamic one. */
async function showCode(residentId: string, channel: ApiClient): Promise<string> {
  const code = await expectOk('health code', channel.post<z.infer<typeof HealthCode>>(`/v1/residents/${residentId}/health-codes`, {}));
  return (await expectOk('dynamic text', channel.post<z.infer<typeof DynamicText>>(`/v1/health-codes/${code.id}/dynamic-text`, {}))).text;
}

async function confirmArchive(journeyId: string, { desk, registryPatienceMs }: VisitParts): Promise<void> {
  for (const until = Date.now() + registryPatienceMs; ; await wait(100)) {
    const { archive } = await desk.journey(journeyId);
    if (archive.outcome === null && Date.now() < until) continue;
    const answer = await desk.confirmArchive(journeyId, archive);
    if (answer.ok) return;
    // The registry answered between reading and confirming: look again.
    if (answer.problem.code !== 'archive-moved') throw new Error(`confirmArchive: ${answer.problem.code}`);
  }
}

async function giveDoses(journeyId: string, doses: Journey['doses'], visitor: Visitor, desk: Desk): Promise<string[]> {
  const refused = visitor.refuses === null ? undefined : doses[visitor.refuses];
  if (refused) await desk.notGiven(journeyId, refused.plannedDoseId, 'refused');
  const wanted = doses.filter((dose) => dose !== refused && dose.notGiven === null);
  if (wanted.length === 0) return [];
  await desk.consent(journeyId, wanted.map((dose) => dose.plannedDoseId), visitor.relation);
  const given: string[] = [];
  for (const [turn, dose] of wanted.entries()) {
    const answer = await desk.vaccinate(journeyId, dose, visitor.relation === 'self' ? 'resident' : 'guardian', turn);
    if (answer.ok) given.push(dose.plannedDoseId);
    else if (forbidsToday(answer.problem)) await desk.notGiven(journeyId, dose.plannedDoseId, 'not-eligible');
    else throw new Error(`dose ${dose.productId}: ${answer.problem.code} ${JSON.stringify(answer.problem.params ?? {})}`);
  }
  return given;
}

/** What the registry has told since speaks against the dose. */
function forbidsToday({ code, params }: Problem): boolean {
  return code === 'gate-open' && params?.['gate'] === 'eligible';
}

/** 留观, where nobody holds a place at a desk, and home. Closing is the process's own affair. */
export async function leave({ journeyId, givenDoseIds }: Visit, desk: Desk): Promise<void> {
  if (givenDoseIds.length === 0) return;
  const { observeUntil } = await desk.journey(journeyId);
  if (observeUntil) await wait(Math.max(0, Date.parse(observeUntil) - Date.now()));
  for (;;) {
    const answer = await desk.release(journeyId);
    if (answer.ok) return;
    if (answer.problem.code !== 'observation-not-over') throw new Error(`release: ${answer.problem.code}`);
    await wait(100);
  }
}
