import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { JourneyAtDesk, SLOT_MS, type AllActivities } from '../workflows/follow-fixtures.js';
import { StoppedLot } from '../workflows/recall-fixtures.js';
import { JOURNEYS } from '../workflows/task-queues.js';
import { openWorkflowEnvironment, pause, testDataConverter, withWorkers } from '../workflows/workflow-environment-fixtures.js';

/*
 * Records histories of this version for the replay test: `TEMPORAL_ADDRESS=127.0.0.1:7233 npx tsx tools/record-histories.ts`. Run it once
 * for each release, before its workflows change again; what is recorded is never changed, so a file that is there stays.
 */

type Visit = { name: string; noShowAfterMs?: number; play: (visit: JourneyAtDesk) => Promise<void>; answers?: (visit: JourneyAtDesk) => Partial<AllActivities> };

const away = () => Promise.reject(ApplicationFailure.create({ message: 'away', type: 'Unavailable', nextRetryDelay: 30 }));

const VISITS: Visit[] = [
  {
    name: 'booked-and-given',
    play: async (visit) => {
      await visit.desk('book');
      await visit.desk('checkIn');
      await visit.throughTheClinic();
    },
  },
  {
    name: 'no-show',
    noShowAfterMs: 300 - SLOT_MS,
    play: async (visit) => {
      await visit.desk('book');
      await visit.handle.result();
    },
  },
  {
    name: 'walk-in-registry-away',
    play: async (visit) => {
      await visit.desk('walkIn');
      await visit.throughTheClinic();
    },
    answers: (visit) => {
      const { lookUpArchive, uploadDose } = visit.activities();
      let asked = 0;
      return {
        lookUpArchive: (input) => ((asked += 1) % 3 ? away() : lookUpArchive(input)),
        uploadDose: (input) => ((asked += 1) % 3 ? away() : uploadDose(input)),
      };
    },
  },
  {
    name: 'cancelled-while-looked-up',
    play: async (visit) => {
      await visit.desk('book');
      await visit.desk('checkIn');
      await visit.until(() => visit.calls.includes('asked'));
      await visit.desk('cancel');
      await visit.handle.result();
    },
    answers: (visit) => ({ lookUpArchive: () => (visit.calls.push('asked'), away()) }),
  },
];

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const folder = fileURLToPath(new URL(`../workflows/histories/${version}/`, import.meta.url));
mkdirSync(folder, { recursive: true });

const env = await openWorkflowEnvironment(process.env.TEMPORAL_ADDRESS);

/** Plays unless it was recorded before. */
async function record(name: string, play: () => Promise<WorkflowHandle>): Promise<void> {
  const file = `${folder}${name}.json`;
  if (existsSync(file)) return;
  const history = JSON.parse(historyToJSON(await (await play()).fetchHistory())) as { events: unknown[] };
  writeFileSync(file, `${JSON.stringify(history)}\n`);
  console.log(`${name}: ${history.events.length} events`);
}

for (const { name, noShowAfterMs, play, answers } of VISITS) {
  await record(name, async () => {
    const visit = new JourneyAtDesk(env.client, noShowAfterMs === undefined ? {} : { noShowAfterMs });
    await withWorkers(env, visit.activities(answers?.(visit)), () => play(visit));
    return visit.handle;
  });
}

await record('lot-recalled-and-let-go', async () => {
  const lot = new StoppedLot(env.client);
  const { nativeConnection: connection, namespace = 'default', workflowBundle } = env;
  const worker = await Worker.create({ connection, namespace, dataConverter: testDataConverter, taskQueue: JOURNEYS, workflowBundle, activities: lot.activities(), identity: 'worker' });
  await worker.runUntil(async () => {
    await lot.tell();
    while (!lot.hasNothingToDo()) await pause(25);
    await lot.letGo();
    await lot.handle.result();
  });
  return lot.handle;
});
await env.teardown();
