import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toAreaCode } from '../domain/ids.js';
import { command, policies } from '../domain/journey/journey-fixtures.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, testBlindIndex, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import { ALL_MIGRATIONS } from './all-migrations.js';
import { migrate, migrateDown, pendingMigrations } from './migrate.js';
import { newId } from './new-id.js';
import { createNoticeStore } from './notice-store.js';
import { createPool } from './pool.js';
import { LOGIN_ROLES } from './roles.js';
import type { Scope } from './scope.js';
import { createSequelize } from './sequelize.js';
import { createStepRecorder } from './step-store.js';
import { createTallyKeeper } from './tally-keeper.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
});

afterAll(() => database.drop());

const admin = <T extends object>(sql: string, values: unknown[] = []) => inScope<T & Record<string, unknown>>(database.adminUrl, null, sql, values);
const codeOf = (refused: Promise<unknown>) => refused.then(() => 'allowed', (error: { code?: string }) => error.code);

const CATALOG = `
  select 'relation' as what, c.relname::text as name, concat_ws(' ', c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole, c.relacl::text, pg_get_expr(c.relpartbound, c.oid)) as is
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind <> 'i'
  union all select 'column', attrelid::regclass || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, (select pg_get_expr(adbin, adrelid) from pg_attrdef d where d.adrelid = attrelid and d.adnum = attnum))
    from pg_attribute join pg_class c on c.oid = attrelid where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and attnum > 0
  union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
  union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'policy', tablename || '.' || policyname, concat_ws(' ', cmd, roles::text, qual, with_check) from pg_policies where schemaname = 'public'
  union all select 'function', p.oid::regprocedure::text, concat_ws(' ', proowner::regrole, proacl::text, pg_get_functiondef(p.oid)) from pg_proc p where pronamespace = 'public'::regnamespace
  order by 1, 2, 3`;

/** A reason that belongs to no visit, and so to no site. */
const AREA_NOTE = `insert into notes (id, resident_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, 'health-code.suspend', '\\x00', '2030-01-01')`;

describe('migrations', () => {
  it('go up, down and up again to the same catalog, and leave nothing below', async () => {
    const before = await admin(CATALOG);
    await admin(AREA_NOTE, [newId(), newId(), '440000']);
    await migrateDown(database.urls.migrator);
    expect((await admin<{ name: string }>(CATALOG)).map((row) => row.name).filter((name) => !name.startsWith('schema_migrations'))).toEqual([]);
    expect(await pendingMigrations(database.urls.migrator)).toHaveLength(ALL_MIGRATIONS.length);
    await Promise.all([migrate(database.urls.migrator), migrate(database.urls.migrator)]);
    expect(await admin(CATALOG)).toEqual(before);
    expect(before.length).toBeGreaterThan(500);
  });

  it('make roles of which none bypasses anything', async () => {
    const roles = await admin(`select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`, [[...LOGIN_ROLES, 'guard']]);
    expect(roles).toEqual([]);
    expect(await admin(`select rolcanlogin from pg_roles where rolname = 'guard'`)).toEqual([{ rolcanlogin: false }]);
  });

  it('hold the 21 cities of the province, each district under its city', async () => {
    expect(await admin(`select level, count(*)::int as n from areas group by level order by level`)).toEqual([
      { level: 'city', n: 21 }, { level: 'district', n: 4 }, { level: 'province', n: 1 },
    ]);
    expect(await admin(`select 1 from areas child join areas parent on parent.code = child.parent where not starts_with(child.code, area_prefix(parent.code))`)).toEqual([]);
  });

  it('have a partition for each month around now and refuse an id outside of all', async () => {
    const id = '00000000-0000-7000-8000-000000000001';
    const insert = `insert into audit_rows (id, actor, action, object_kind, outcome) values ($1, '{}', 'test', 'test', 'done')`;
    expect(await codeOf(inScope(database.urls.api, null, insert, [id]))).toBe('23514');
    expect(await codeOf(inScope(database.urls.api, null, insert, [newId()]))).toBe('allowed');
    expect(await inScope(database.urls.relay, null, `select create_month_partitions(current_date, 15) > 0 as made`)).toEqual([{ made: true }]);
    expect(await inScope(database.urls.relay, null, `select create_month_partitions(current_date, 15) as made`)).toEqual([{ made: 0 }]);
  });
});

describe('row-level security (A36)', () => {
  /** Open without a row's own scope, each for its reason. */
  const OPEN: Record<string, string> = {
    areas: 'a published list',
    breakers: 'external systems, no rows of persons or sites',
    system_pauses: 'external systems, no rows of persons or sites',
    system_minutes: 'counts of calls, no rows of persons or sites',
    system_events: 'external systems, no rows of persons or sites; reasons are encrypted',
    case_counts: 'counts by city and province, to no scope but an area; no rows of persons or sites',
    policy_versions: 'rules, no rows of persons or sites; reasons are encrypted',
    api_clients: 'looked up before there is a scope',
    api_client_sites: 'looked up before there is a scope',
    schema_migrations: 'names of steps',
  };
  /** Facts about sites and products: to any scope, and to none without one. */
  const PUBLIC = ['sites', 'sessions', 'slots', 'lots', 'lot_holds', 'lot_hold_events'];
  /** Not to be seen by api and worker at all, or by nobody but the guard. */
  const CLOSED = ['audit_rows', 'audit_seals', 'dose_claims', 'booking_claims', 'dismissed_pairs', 'used_codes', 'trace_code_uses', 'package_openings', 'news', 'news_progress', 'oidc_payloads', 'engine_namespaces', 'resident_histories', 'people', 'people_sites', 'browser_sessions', 'browser_clients', 'login_accounts', 'login_attempts', 'tally_progress', 'devices', 'desk_pins', 'saved_queries', 'lot_hold_recipients'];

  let clinic: Clinic;
  let elsewhere: Clinic;
  let open: OpenDoor;
  let visit: Visit;

  beforeAll(async () => {
    clinic = await openClinic(database.urls);
    elsewhere = await openClinic(database.urls, { areaCode: '440300' });
    open = openDoor(database.urls.api);
    visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
    const codeId = newId();
    await inScope(database.urls.api, { resident: visit.residentId }, 'insert into health_codes (id, resident_id) values ($1, $2)', [codeId, visit.residentId]);
    for (const { keyId, index } of testBlindIndex.of('identifier|id-card', '440199199001010019')) {
      await inScope(database.urls.api, { resident: visit.residentId }, 'insert into resident_identifiers values ($1, $2, $3, $4, $5)', ['id-card', keyId, index, visit.residentId, Buffer.from('x')]);
    }
    await inScope(database.urls.api, { resident: visit.residentId }, `insert into resident_guardians values ($1, 'mother', '\\x00', 'id-card', '\\x00', '{}')`, [visit.residentId]);
    await inScope(database.urls.api, { resident: visit.residentId }, `insert into escort_authorisations values ($1, $2, 'relative', '\\x00', 'id-card', '\\x00', null, '2026-01-01', '2026-12-31', 'mother', $1)`, [newId(), visit.residentId]);
    await inScope(database.urls.api, { site: clinic.siteId }, 'insert into identity_checks (resident_id, site_id, area_code) values ($1, $2, $3)', [visit.residentId, clinic.siteId, clinic.areaCode]);
    await inScope(database.urls.api, { site: clinic.siteId }, `insert into identity_check_events values ($1, 1, 'noAuthority', now(), $2, '{"kind": "process"}', '{}')`, [visit.residentId, newId()]);
    await visit.toChecklist(codeId);
    await visit.done(visit.verify('84100400000000999999'), { evidence: [{ id: newId(), purpose: 'checklist', content: {} }], notes: [{ id: newId(), text: 'x' }] });
    const { state } = await visit.done(visit.recordDose());
    await visit.find({ type: 'softwareFaulted', data: { step: 'upload', restarts: 0 } }, 'fault');
    const worker = createPool({ url: database.urls.worker });
    await createStepRecorder(worker).keep({ journeyId: visit.journeyId, step: 'upload', attempt: 2, errorCode: 'Unavailable', nextTryAt: 0, runId: 'r', activityId: '1', beganAt: 0 });
    await inScope(database.urls.api, { site: clinic.siteId }, `insert into journey_step_events values ($1, $2, 'upload', 'paused', now(), $1, '{"kind": "process"}', $1, $3, $4)`, [newId(), visit.journeyId, clinic.siteId, clinic.areaCode]);
    await inScope(database.urls.api, { site: clinic.siteId }, `insert into certificate_prints values ($1, $2, $3, $4, 1, 'booklet', null, '{"kind": "process"}')`, [newId(), visit.journeyId, clinic.siteId, clinic.areaCode]);
    const keeper = createTallyKeeper(worker, async () => policies.schedule);
    // A transaction of another database of this server may hold back for a moment what is counted.
    while ((await keeper.keep()) || (await admin('select 1 from cohort_members')).length === 0);
    await worker.end();
    const sequelize = createSequelize({ url: database.urls.worker });
    const { journeyId, residentId, siteId, areaCode } = state;
    await createNoticeStore({ sequelize, blindIndex: testBlindIndex }).begin({ journeyId, residentId, siteId, areaCode }, { contentVersion: 1, channel: 'sms', template: 't', recipient: '13900000000', notBefore: null });
    await sequelize.close();
  });

  afterAll(() => open.pool.end());

  const tables = () =>
    admin<{ name: string }>(`select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`);

  async function count(role: 'api' | 'worker', scope: Scope | null, table: string): Promise<number | string | undefined> {
    return inScope<{ n: number }>(database.urls[role], scope, `select count(*)::int as n from ${table}`).then(([row]) => row?.n, (error: { code?: string }) => error.code);
  }

  it('is on and forced on every table and every partition', async () => {
    const bare = await admin<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(bare.map((row) => row.name).sort()).toEqual(['areas', 'schema_migrations']);
  });

  it.each(['api', 'worker'] as const)('shows %s no row without a context or in a wrong one, and the rows of its own', async (role) => {
    const wrong: (Scope | null)[] = [null, {}, { site: elsewhere.siteId }, { area: toAreaCode('440300') }, { resident: newId() }, { open: true }, { site: newId() }];
    const right: Scope[] = [{ site: clinic.siteId }, { area: toAreaCode('440000') }, { area: toAreaCode('440100') }, { area: toAreaCode('440103') }];
    const seen: string[] = [];
    for (const { name } of await tables()) {
      if (name in OPEN) continue;
      const before = await Promise.all(wrong.map((scope) => count(role, scope, name)));
      if (PUBLIC.includes(name) && before[0] !== '42501') {
        expect([name, before.slice(0, 2)]).toEqual([name, [0, 0]]);
        continue;
      }
      if (before[0] === '42501') continue; // no grant at all
      const owned = name === 'command_keys'; // by owner of the key, not by site
      expect([name, before]).toEqual([name, wrong.map(() => 0)]);
      if (owned) continue;
      const own = await Promise.all(right.map((scope) => count(role, scope, name)));
      expect([name, own.every((n) => typeof n === 'number' && n > 0)]).toEqual([name, true]);
      seen.push(name);
    }
    const denied = (await tables()).map((row) => row.name).filter((name) => !(name in OPEN) && !PUBLIC.includes(name) && !seen.includes(name) && name !== 'command_keys');
    expect(denied.filter((name) => !CLOSED.includes(name))).toEqual(role === 'api' ? ['notice_keys'] : ['certificate_prints', 'cohort_members', 'escort_authorisations', 'journey_step_events', 'journey_steps', 'tallies']);
    expect(seen.length).toBeGreaterThanOrEqual(12);
  });

  it('lets a resident see their own and nobody else', async () => {
    for (const table of ['residents', 'archives', 'doses', 'journeys', 'journey_events', 'cases', 'evidence', 'notices', 'health_codes']) {
      expect([table, Number(await count('api', { resident: visit.residentId }, table)) > 0]).toEqual([table, true]);
    }
  });

  it('keeps partitions closed to direct reading', async () => {
    const children = await admin<{ name: string }>(`select relname::text as name from pg_class where relispartition and relkind = 'r' order by 1`);
    for (const { name } of children) expect([name, await count('api', { site: clinic.siteId }, name)]).toEqual([name, '42501']);
  });

  it('does not stay on a connection that goes back to its pool, also after an error', async () => {
    const pool = createPool({ url: database.urls.api, max: 1 });
    const rows = () => pool.query<{ n: number }>('raw', 'select count(*)::int as n from journeys');
    expect(await pool.call('peek_v1', { scope: { site: clinic.siteId }, journeyId: visit.journeyId })).not.toBeNull();
    expect(await rows()).toEqual([{ n: 0 }]);
    await expect(pool.call('peek_v1', { scope: { site: clinic.siteId }, journeyId: 'no uuid' })).rejects.toMatchObject({ code: '22P02' });
    expect(await rows()).toEqual([{ n: 0 }]);
    await pool.end();
  });

  it('holds inside functions: no scope, no facts of a person', async () => {
    for (const scope of [{}, { site: elsewhere.siteId }]) {
      expect(await inScope(database.urls.api, scope, 'select resident_facts_v1($1) as facts', [visit.residentId])).toEqual([{ facts: null }]);
    }
    expect(await codeOf(inScope(database.urls.api, {}, 'select read_view_v1($1)', [visit.journeyId]))).toBe('42501');
    expect(await visit.submit(command('release', {}), { scope: { site: elsewhere.siteId } })).toEqual({ kind: 'unknown' });
  });

  it('shows a reason of no visit to whoever may see its area, and to no site', async () => {
    const id = newId();
    const suspended = (scope: Scope) => inScope(database.urls.api, scope, 'select 1 as found from notes where id = $1', [id]);
    expect(await codeOf(inScope(database.urls.api, { area: toAreaCode('440100') }, AREA_NOTE, [id, newId(), '440000']))).toBe('42501');
    await inScope(database.urls.api, { area: toAreaCode('440100') }, AREA_NOTE, [id, newId(), '440100']);
    for (const area of ['440000', '440100']) expect(await suspended({ area: toAreaCode(area) })).toHaveLength(1);
    for (const scope of [{ area: toAreaCode('440300') }, { area: toAreaCode('440103') }, { site: clinic.siteId }]) expect(await suspended(scope)).toEqual([]);
  });

  it('refuses to write rows of another site', async () => {
    const insert = `insert into notes (id, resident_id, site_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, '440103', 'x', '\\x00', '2030-01-01')`;
    expect(await codeOf(inScope(database.urls.api, { site: elsewhere.siteId }, insert, [newId(), visit.residentId, clinic.siteId]))).toBe('42501');
  });
});

describe('the audit (A37)', () => {
  it.each(['api', 'worker', 'relay', 'sealer', 'auditor', 'login'] as const)('cannot be changed by %s', async (role) => {
    for (const sql of ['update audit_rows set action = $1', 'delete from audit_rows where action = $1']) {
      expect([sql, await codeOf(inScope(database.urls[role], null, sql, ['x']))]).toEqual([sql, '42501']);
    }
    for (const sql of ['truncate audit_rows', 'drop table audit_rows', 'truncate audit_seals', 'delete from audit_seals', 'update audit_seals set count = 1']) {
      expect([sql, await codeOf(inScope(database.urls[role], null, sql))]).toEqual([sql, '42501']);
    }
  });

  it('is read by sealer and auditor only', async () => {
    const read = (role: (typeof LOGIN_ROLES)[number]) => codeOf(inScope(database.urls[role], null, 'select 1 from audit_rows limit 1'));
    expect(await Promise.all((['api', 'worker', 'relay', 'login'] as const).map(read))).toEqual(Array(4).fill('42501'));
    expect(await Promise.all((['sealer', 'auditor'] as const).map(read))).toEqual(['allowed', 'allowed']);
  });
});
