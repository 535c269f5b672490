import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createJourneyStore } from './journey-store.js';
import { createPool } from './pool.js';
import { missingMigrations } from './schema-level.js';
import { createSequelize } from './sequelize.js';
import { Stores } from './stores-fixtures.js';

let stores: Stores;

beforeAll(async () => {
  stores = await Stores.create(process.env.TEST_ADMIN_URL);
});

afterAll(() => stores.close());

it('pools outlive connections that the server ended', async () => {
  const broken: unknown[] = [];
  const pool = createPool({ url: stores.database.urls.api, onError: (error) => broken.push(error) });
  const sequelize = createSequelize({ url: stores.database.urls.api });
  const journeys = createJourneyStore(sequelize);
  const journey = await stores.booked();
  const read = () => Promise.all([pool.call('peek_v1', { scope: stores.here, journeyId: journey.journeyId }), journeys.get(stores.here, journey.journeyId)]);
  expect((await read()).every(Boolean)).toBe(true);
  await stores.admin(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'api' and datname = current_database()`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await read()).every(Boolean)).toBe(true);
  expect(broken).toHaveLength(1);
  expect(await missingMigrations(pool)).toEqual([]);
  await pool.end();
  await sequelize.close();
});
