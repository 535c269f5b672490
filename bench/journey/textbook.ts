import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import pg from 'pg';
import type { JourneyCommandBody } from '../../contracts/journey-commands.js';
import type { Answer, ApiClient } from '../../dev/clinic/api-client.js';
import { createDesk } from '../../dev/clinic/desk.js';
import { newId } from '../../db/new-id.js';
import { TEXTBOOK_JOURNEYS, textbookJourney, updates, type Answer as TextbookAnswer, type TextbookInput } from '../textbook-journey/workflow.js';
import type { Ground } from '../ground.js';
import { DOSE, type People, type Visitor } from './people.js';
import type { Counter, Screen, Side, Watch } from './side.js';
import { CAPACITY } from './slots.js';
import { createStock } from './stock.js';

/** The same visit driven by the Temporal client alone: the desk's commands are Updates, and nothing is asked to fill a screen. */
export function createTextbook(ground: Ground, people: People, textbookUrl: string): Side {
  const waiting: Visitor[] = [];
  let slots: string[] = [];
  return {
    name: 'textbook',
    processes: ['textbook'],
    async prepare(visits) {
      waiting.push(...people.take(Math.max(0, visits - waiting.length)));
      slots = ground.clinic.sites.map(() => newId());
      await insertSlots(textbookUrl, slots);
    },
    openCounter: (client, watch) => openCounter(ground, client, watch, {
      next: () => waiting.shift() ?? (people.take(1)[0] as Visitor), // more came than were expected
      slotId: slots[client % slots.length] ?? '',
    }),
  };
}

function openCounter(ground: Ground, client: number, watch: Watch, { next, slotId }: { next: () => Visitor; slotId: string }): Counter {
  const { clinic, policies, temporal } = ground;
  const siteId = clinic.sites[client % clinic.sites.length]?.siteId ?? '';
  const screens = new Map<string, Screen>();
  return {
    desk: createDesk(asApiClient(temporal, watch), siteId, policies, createStock(ground)),
    async book() {
      const input = inputOf(next(), siteId, slotId, policies.clocks);
      const workflow = new WithStartWorkflowOperation(textbookJourney, {
        workflowId: textbookWorkflowId(input.journeyId), taskQueue: TEXTBOOK_JOURNEYS, args: [input], workflowIdConflictPolicy: 'USE_EXISTING',
      });
      const booking = { args: [{ station: null }] as [Record<string, unknown>], startWorkflowOperation: workflow, updateId: randomUUID() };
      await watch('book', () => temporal.workflow.executeUpdateWithStart(updates.book, booking));
      screens.set(input.journeyId, screenOf(input));
      return input.journeyId;
    },
    showCode: async (journeyId) => `MC1.${journeyId}`,
    async look(journeyId) {
      const screen = screens.get(journeyId) as Screen; // booked here a moment ago
      return { ...screen, observeUntil: new Date(Date.now() + policies.clocks.observationMs).toISOString() };
    },
    workflowIdOf: textbookWorkflowId,
  };
}

/** The desk's own program over another wire: a command is an Update under a key of its own. */
function asApiClient(temporal: Client, watch: Watch): ApiClient {
  return {
    get: () => Promise.reject(new Error('the textbook has nothing to read')),
    async post<T>(path: string, sent: unknown): Promise<Answer<T>> {
      const { type, ...rest } = sent as JourneyCommandBody;
      const handle = temporal.workflow.getHandle(textbookWorkflowId(path.split('/')[3] ?? ''));
      const send = () => handle.executeUpdate<TextbookAnswer, [Record<string, unknown>]>(type, { args: [rest], updateId: randomUUID() });
      return { ok: true, status: 200, body: (await watch(type, send)) as T };
    },
  };
}

export function textbookWorkflowId(journeyId: string): string {
  return `textbook/${journeyId}`;
}

function inputOf(visitor: Visitor, siteId: string, slotId: string, clocks: Ground['policies']['clocks']): TextbookInput {
  const { name, sex, birthDate, phone, identifiers: [identifier] } = visitor;
  return {
    journeyId: newId(), siteId, slotId,
    person: { name, sex: sex === 'male' ? 'male' : 'female', birthDate, idType: 'id-card', idNumber: identifier?.number ?? '', phone },
    dose: { plannedDoseId: newId(), ...DOSE },
    noShowMs: 86_400_000, observationMs: clocks.observationMs, uploadDueMs: clocks.uploadDueMs,
  };
}

/** The registry's answer is no matter of the desk here: `confirmArchive` waits for it in the workflow. */
function screenOf({ dose }: TextbookInput): Screen {
  const archive = { oursVersion: 1, theirsVersion: null, outcome: 'none' as const, fields: {}, decision: null, settled: false };
  const planned = { vaccine: '', series: '', state: 'planned' as const, eligible: null, notGiven: null, given: null };
  return { archive, doses: [{ ...dose, ...planned }], observeUntil: null };
}

async function insertSlots(url: string, ids: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const id of ids) await client.query('insert into textbook_slots (id, capacity) values ($1, $2)', [id, CAPACITY]);
  } finally {
    await client.end();
  }
}
