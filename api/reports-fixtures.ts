import { setTimeout as wait } from 'node:timers/promises';
import { openDoor } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { createPool } from '../db/pool.js';
import { createTallyKeeper } from '../db/tally-keeper.js';
import { toId } from '../domain/ids.js';
import { toInstant } from '../domain/time.js';
import type { Finding } from '../domain/journey/commands.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { ApiUnderTest } from './api-fixtures.js';
import { postAs } from './http-fixtures.js';
import { MMR, register, type Person } from './people-fixtures.js';

const PATIENCE_MS = 30_000;

/** Test material: counts all that has been logged, as the worker does from time to time; gives how many turns that took. A transaction of any database of the server holds back what may be counted. */
export async function countAll(api: ApiUnderTest): Promise<number> {
  const pool = createPool({ url: api.database.urls.worker, max: 1 });
  const keeper = createTallyKeeper(pool, async () => api.policies.schedule);
  let turns = 1;
  for (const end = Date.now() + PATIENCE_MS; ; await wait(50)) {
    while (await keeper.keep()) turns += 1;
    if ((await api.rows('select 1 from journey_events where xid > (select upto from tally_progress) limit 1')).length === 0) break;
    if (Date.now() > end) throw new Error('the log was not counted to its end');
  }
  await pool.end();
  return turns;
}

/** What the process of a visit at site A finds; no worker runs beside these tests. */
export async function finds(api: ApiUnderTest, id: string, findingOn: (state: JourneyState) => Finding): Promise<void> {
  const { door, pool } = openDoor(api.database.urls.api);
  const journeyId = toId<'journey'>(id);
  const peeked = await door.peek({ ofJourney: true }, journeyId);
  if (!peeked) throw new Error('no such visit');
  const { kind } = await door.submit({
    journeyId, command: findingOn(peeked.state), commandId: newId(), key: { owner: 'process', key: newId(), bodyHash: null }, scope: { ofJourney: true }, actor: { kind: 'process' }, station: null,
  });
  await pool.end();
  if (kind !== 'committed') throw new Error(`the finding was not recorded: ${kind}`);
}

/** A booking at site A for today. */
export async function book(api: ApiUnderTest, person: Partial<Person> = {}): Promise<string> {
  const { id: residentId } = await register(api.a, person);
  return (await postAs<{ journeyId: string }>(api.a, '/v1/bookings', { residentId, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR })).journeyId;
}

/** Its day is over and nobody came. */
export async function stayAway(api: ApiUnderTest, journeyId: string): Promise<void> {
  await api.rows(`update journeys set state = jsonb_set(state, '{noShowAt}', to_jsonb(to_ms(now()) - 1000)) where id = $1`, [journeyId]);
  await finds(api, journeyId, ({ noShowAt }) => ({ type: 'noShow', data: { noShowAt: noShowAt ?? toInstant(0) } }));
}
