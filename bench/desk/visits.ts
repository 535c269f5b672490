import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { expectOk } from '../../dev/clinic/api-client.js';
import { arrive } from '../journey/carry.js';
import type { OurSide } from '../journey/ours.js';
import type { Counter, Watch } from '../journey/side.js';
import { answer, bareUpdate, BARE_UPDATES, leave } from './bare-update/workflow.js';

/** What a desk waits for: who stands there, whether the dose may be given, and that it is on record. */
export const TIMED = ['identify', 'verify', 'recordDose'] as const;
export type Timed = (typeof TIMED)[number];

export type Work = {
  /** Makes what is there before so many visits begin. */
  prepare(visits: number): Promise<void>;
  /** One journey after the other for one client. */
  open(client: number, watch: Watch): () => Promise<void>;
};

const POLL_MS = 25;
/** Longer than a registry that answers ever takes here. */
const ANSWERS_WITHIN_MS = 5_000;

/** Booked and checked in, where the registry is asked; then from the desk to the dose. `answers`: the registry does, and has before anybody is identified. */
export function booked({ prepare, openCounter }: OurSide, { answers }: { answers: boolean }): Work {
  const open: Work['open'] = (client, watch) => {
    const counter = openCounter(client, watch);
    return async () => {
      const journeyId = await arrive(counter);
      if (answers) await untilAnswered(journeyId, counter);
      await serve(journeyId, counter, await counter.showCode(journeyId));
    };
  };
  return { prepare, open };
}

/** Without a booking: the registry is asked when somebody has come, and may still be when they are identified. */
export function walkIns({ prepare, openCounter }: OurSide): Work {
  const open: Work['open'] = (client, watch) => {
    const counter = openCounter(client, watch);
    return async () => {
      const journeyId = await counter.walkIn();
      await serve(journeyId, counter, await counter.showCode(journeyId));
    };
  };
  return { prepare, open };
}

async function untilAnswered(journeyId: string, { look }: Counter): Promise<void> {
  for (const until = Date.now() + ANSWERS_WITHIN_MS; (await look(journeyId)).archive.outcome === null; await wait(POLL_MS)) {
    if (Date.now() > until) throw new Error(`journey ${journeyId}: the registry has not answered`);
  }
}

async function serve(journeyId: string, { desk, look }: Counter, text: string): Promise<void> {
  await expectOk('identify', desk.identify(journeyId, text));
  const { archive, doses: [dose] } = await look(journeyId);
  if (!dose) throw new Error(`journey ${journeyId}: no dose is planned`);
  await expectOk('confirmArchive', desk.confirmArchive(journeyId, archive));
  await desk.precheckGo(journeyId);
  await desk.consent(journeyId, [dose.plannedDoseId], 'self');
  await expectOk('dose', desk.vaccinate(journeyId, dose, 'resident'));
}

/** A workflow for each journey, which is asked as often as a desk asks for what is timed. */
export function bare(temporal: Client): Work {
  const open: Work['open'] = (_client, watch) => async () => {
    const workflow = await temporal.workflow.start(bareUpdate, { taskQueue: BARE_UPDATES, workflowId: `bare/${randomUUID()}` });
    for (const [n, command] of TIMED.entries()) await watch(command, () => workflow.executeUpdate(answer, { args: [n] }));
    await workflow.signal(leave);
  };
  return { prepare: async () => undefined, open };
}
