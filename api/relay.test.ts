import type { News } from '../db/news-store.js';
import { toId, type JourneyId } from '../domain/ids.js';
import { localDateOf, toInstant } from '../domain/time.js';
import { VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';
import { createRelay } from './relay.js';

const NOW = toInstant(Date.UTC(2026, 0, 5, 2));
const [one, other] = ['0193a1b2-0000-7000-8000-000000000001', '0193a1b2-0000-7000-8000-000000000002'].map((text) => toId<'journey'>(text)) as [JourneyId, JourneyId];
const today = localDateOf(NOW);

/** An engine that takes or refuses one signal after the other, when the test says so. */
function relayTo() {
  const told: string[] = [];
  const waiting: { take: () => void; refuse: () => void }[] = [];
  const sent: Pick<News, 'version'>[] = [];
  const news = { takeDue: async () => [], markSent: async (rows: readonly Pick<News, 'version'>[]) => void sent.push(...rows), backlog: async () => ({ unsent: 0, oldestUnsentMs: null }) };
  const relay = createRelay({
    news,
    signal: ({ id, version }) => {
      told.push(`${id === one ? 'one' : 'other'} ${version}`);
      return new Promise((resolve, reject) => waiting.push({ take: resolve, refuse: () => reject(new Error('away')) }));
    },
    onBacklog: () => undefined,
    onError: () => undefined,
    now: () => NOW,
  });
  const settle = async (how: 'take' | 'refuse') => {
    waiting.shift()?.[how]();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const tell = (journeyId: JourneyId, version: number, day = today) => relay.tell({ process: VACCINATION_JOURNEY, id: journeyId, version, day });
  return { relay, told, sent, settle, tell };
}

it('tells a journey of one version after the other, and of what came meanwhile only the newest', async () => {
  const { told, settle, tell } = relayTo();
  tell(one, 1);
  tell(other, 1);
  tell(one, 2);
  tell(one, 4);
  tell(one, 3);
  expect(told).toEqual(['one 1', 'other 1']);
  await settle('take');
  expect(told).toEqual(['one 1', 'other 1', 'one 4']);
  await settle('take');
  await settle('take');
  tell(one, 5);
  expect(told).toEqual(['one 1', 'other 1', 'one 4', 'one 5']);
});

it('leaves to its loop what an engine that is away has not taken, and what is of another day', async () => {
  const { told, settle, tell } = relayTo();
  tell(one, 1, localDateOf(toInstant(NOW + 86_400_000)));
  expect(told).toEqual([]);
  tell(one, 1);
  tell(one, 2);
  await settle('refuse');
  tell(one, 3);
  expect(told).toEqual(['one 1']);
});

it('ends after what is under way, and notes what was accepted', async () => {
  const { relay, sent, settle, tell } = relayTo();
  relay.start();
  tell(one, 1);
  tell(one, 2);
  const stopped = relay.stop();
  await settle('take');
  await settle('take');
  await stopped;
  expect(sent.map(({ version }) => version)).toEqual([1, 2]);
});
