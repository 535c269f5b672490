import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { JourneyAtDesk, SLOT_MS, type AllActivities } from '../workflows/follow-fixtures.js';
import { openWorkflowEnvironment, withWorkers } from '../workflows/workflow-environment-fixtures.js';

/*
 * Records histories of this version for the replay test: `TEMPORAL_ADDRESS=127.0.0.1:7233 npx tsx tools/record-histories.ts`. Run it once
 * for each release, before its workflows change again; what is recorded is never changed.
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
for (const { name, noShowAfterMs, play, answers } of VISITS) {
  const visit = new JourneyAtDesk(env.client, noShowAfterMs === undefined ? {} : { noShowAfterMs });
  await withWorkers(env, visit.activities(answers?.(visit)), () => play(visit));
  const history = JSON.parse(historyToJSON(await visit.handle.fetchHistory())) as { events: unknown[] };
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(history)}\n`);
  console.log(`${name}: ${history.events.length} events`);
}
await env.teardown();
