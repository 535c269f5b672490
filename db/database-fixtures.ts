import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { ResidentId, SessionId, SiteId, SlotId } from '../domain/ids.js';
import { policies as journeyPolicies } from '../domain/journey/journey-fixtures.js';
import { addDays, instantAt, localDateOf, toInstant, type LocalDate } from '../domain/time.js';
import { bootstrapRoles } from './bootstrap-roles.js';
import { createBlindIndex } from './blind-index.js';
import { createDoor, type Door } from './door.js';
import { createFieldCipher } from './field-cipher.js';
import { createKeyRing } from './key-ring.js';
import { migrate } from './migrate.js';
import { newId } from './new-id.js';
import { createPool, type Statements } from './pool.js';
import { LOGIN_ROLES, type LoginRole } from './roles.js';
import type { Scope } from './scope.js';

/** Test material: a migrated database of its own on a real server, and a site with people in it. */
export type TestDatabase = { urls: Record<LoginRole, string>; adminUrl: string; drop(): Promise<void> };

const LOCAL = 'postgres://postgres@127.0.0.1:5432/postgres';

/** `admin`: a superuser's login on the server of the test run, which the global set-up of jest starts. */
export async function createTestDatabase(admin = LOCAL): Promise<TestDatabase> {
  const database = `db_test_${randomBytes(6).toString('hex')}`;
  const passwords = Object.fromEntries(LOGIN_ROLES.map((role) => [role, role])) as Record<LoginRole, string>;
  await bootstrapRoles({ adminUrl: admin, database, passwords });
  const urls = Object.fromEntries(LOGIN_ROLES.map((role) => [role, urlFor(admin, role, database)])) as Record<LoginRole, string>;
  await migrate(urls.migrator);
  const adminUrl = Object.assign(new URL(admin), { pathname: `/${database}` }).href;
  return { urls, adminUrl, drop: () => run(admin, `drop database ${database} with (force)`) };
}

function urlFor(admin: string, role: LoginRole, database: string): string {
  return Object.assign(new URL(admin), { username: role, password: role, pathname: `/${database}` }).href;
}

/** Runs statements on a connection of their own, in one transaction with `scope`. */
export async function inScope<T extends pg.QueryResultRow>(url: string, scope: Scope | null, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    if (scope) await client.query('select set_scope($1)', [JSON.stringify(scope)]);
    const { rows } = await client.query<T>(sql, values);
    await client.query('commit');
    return rows;
  } finally {
    await client.end();
  }
}

/** Outside a transaction, as dropping a database has to be. */
async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** The same in every process of a test; no installation uses them. */
export const TEST_FIELD_KEY = Buffer.alloc(32, 'field');
export const TEST_INDEX_KEY = Buffer.alloc(32, 'index');
export const testCipher = createFieldCipher(createKeyRing([['k1', TEST_FIELD_KEY]]));
export const testBlindIndex = createBlindIndex(createKeyRing([['b1', TEST_INDEX_KEY]]));

export const TODAY = (): LocalDate => localDateOf(toInstant(Date.now()));

export type Clinic = { siteId: SiteId; areaCode: string; slotIds: SlotId[] };

/** A site that is open today and tomorrow, with two slots of `capacity` each day and usable lots. */
export async function openClinic(urls: TestDatabase['urls'], { areaCode = '440103', capacity = 5 } = {}): Promise<Clinic> {
  const siteId = newId<'site'>();
  await inScope(urls.api, { area: '440000' as Scope['area'] }, `insert into sites (id, name, area_code, registry, switched_on_on) values ($1, $2, $3, 'guangdong', '2022-12-01')`, [
    siteId, JSON.stringify({ zh: '测试门诊', en: 'Test site' }), areaCode,
  ]);
  const slotIds: SlotId[] = [];
  for (const day of [TODAY(), addDays(TODAY(), 1)]) {
    const sessionId = newId<'session'>() as SessionId;
    await inScope(urls.api, { site: siteId }, 'insert into sessions (id, site_id, area_code, day, starts_at, ends_at, vaccines) values ($1, $2, $3, $4, from_ms($5), from_ms($6), $7)', [
      sessionId, siteId, areaCode, day, instantAt(day, '00:00'), instantAt(day, '23:59'), journeyPolicies.products.map((product) => product.vaccine),
    ]);
    for (let n = 0; n < 2; n += 1) {
      const slotId = newId<'slot'>();
      slotIds.push(slotId);
      await inScope(urls.api, { site: siteId }, 'insert into slots (id, session_id, site_id, area_code, day, starts_at, ends_at, capacity) values ($1, $2, $3, $4, $5, from_ms($6), from_ms($7), $8)', [
        slotId, sessionId, siteId, areaCode, day, instantAt(day, '00:00'), instantAt(day, '23:59'), capacity,
      ]);
    }
  }
  for (const { productId } of journeyPolicies.products) {
    await inScope(urls.api, { site: siteId }, `insert into lots (product_id, lot, expires_on) values ($1, 'L1', '2099-01-01') on conflict do nothing`, [productId]);
  }
  return { siteId, areaCode, slotIds };
}

/** A resident known to `sites`, born `birthDate`. */
export async function addResident(urls: TestDatabase['urls'], sites: Clinic[], birthDate = addDays(TODAY(), -700)): Promise<ResidentId> {
  const id = newId<'resident'>();
  for (const { siteId, areaCode } of sites) {
    await inScope(urls.api, { site: siteId }, `insert into resident_access (resident_id, site_id, area_code, until, why) values ($1, $2, $3, now() + interval '1 day', 'registration')`, [id, siteId, areaCode]);
  }
  await inScope(
    urls.api,
    { resident: id },
    `with resident as (insert into residents (id, name_enc, sex, birth_date, nationality) values ($1, $2, 'female', $3, 'CN')),
          history as (insert into resident_histories (resident_id) values ($1))
     insert into archives (resident_id) values ($1)`,
    [id, testCipher.encrypt({ table: 'residents', column: 'name_enc', rowId: id }, '测试'), birthDate],
  );
  return id;
}

export type OpenDoor = { door: Door; pool: Statements };

export function openDoor(url: string, max = 8): OpenDoor {
  const pool = createPool({ url, max });
  return { pool, door: createDoor({ pool, cipher: testCipher, blindIndex: testBlindIndex, policies: () => journeyPolicies }) };
}

/** Connections as any role. One that is on its way out when its database is dropped must not take the test along. */
export function testPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
