import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createAuditSealer, type AuditSealer } from './audit-sealer.js';
import { createAuditStore } from './audit-store.js';
import { createTestDatabase, inScope, type TestDatabase } from './database-fixtures.js';
import { newId } from './new-id.js';
import { createPool, type Statements } from './pool.js';
import { verifyAudit } from './verify-audit.js';

let database: TestDatabase;
let folder: string;
let anchorFile: string;
let sealerPool: Statements;
let auditorPool: Statements;
let apiPool: Statements;
let sealer: AuditSealer;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
});

afterAll(() => database.drop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anchor-'));
  anchorFile = join(folder, 'anchors', 'audit.jsonl');
  await inScope(database.adminUrl, null, 'truncate audit_rows, audit_seals');
  [sealerPool, auditorPool, apiPool] = [createPool({ url: database.urls.sealer }), createPool({ url: database.urls.auditor }), createPool({ url: database.urls.api })];
  sealer = createAuditSealer({ pool: sealerPool, anchorFile, onError: (error) => expect(error).toBeUndefined() });
});

afterEach(async () => {
  await Promise.all([sealerPool.end(), auditorPool.end(), apiPool.end()]);
  await rm(folder, { recursive: true });
});

const verify = () => verifyAudit({ pool: auditorPool, anchorFile });
const tamper = (sql: string, values: unknown[] = []) => inScope(database.adminUrl, null, sql, values);

async function write(count: number): Promise<void> {
  const audit = createAuditStore(apiPool);
  for (let n = 0; n < count; n += 1) await audit.write({ actor: { kind: 'process' }, action: 'test.write', objectKind: 'test', objectId: String(n), outcome: 'done', params: { n, text: '文字' } });
}

/** Other databases of the same server hold the horizon back while they write, so sealing may take a moment; never more rows than wait. */
async function sealed(count: number): Promise<void> {
  let done = await sealer.seal();
  for (let n = 0; n < 1_000 && done < count; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    done += await sealer.seal();
  }
  expect(done).toBe(count);
}

const orderedIds = async () => (await tamper('select id from audit_rows order by xid, id')).map((row) => String(row.id));

it('chains what is waiting and has nothing to do after that', async () => {
  await write(3);
  expect(await sealer.lagMs()).toBeGreaterThan(0);
  await sealed(3);
  expect(await sealer.seal()).toBe(0);
  expect(await sealer.lagMs()).toBe(0);
  await write(2);
  await sealed(2);
  expect(await verify()).toMatchObject({ ok: true, rows: 5 });
  expect((await readFile(anchorFile, 'utf8')).trim().split('\n').map((line) => JSON.parse(line).count).at(-1)).toBe(5);
});

it('goes on after its tenth batch', async () => {
  for (let batch = 0; batch < 12; batch += 1) {
    await write(1);
    await sealed(1);
  }
  expect(await verify()).toEqual({ ok: true, batches: 12, rows: 12 });
});

it('keeps strict order when transactions commit out of order', async () => {
  const insert = (client: pg.Client) =>
    client.query(`insert into audit_rows (id, actor, action, object_kind, outcome) values ($1, '{}', 'test.slow', 'test', 'done')`, [newId()]);
  const [early, late] = [new pg.Client(database.urls.api), new pg.Client(database.urls.api)];
  await Promise.all([early.connect(), late.connect()]);
  for (const client of [early, late]) await client.query('begin');
  await insert(early);
  await insert(late);
  await late.query('commit');
  expect(await sealer.seal()).toBe(0); // an earlier transaction is still open
  await early.query('commit');
  await Promise.all([early.end(), late.end()]);
  await sealed(2);
  expect(await verify()).toMatchObject({ ok: true, rows: 2 });
});

it('makes one unbroken chain with many writers and two sealers at once', async () => {
  const second = createAuditSealer({ pool: createPoolTracked(), anchorFile, onError: () => undefined });
  let writing = true;
  const seal = async (one: AuditSealer) => {
    while (writing) await one.seal();
  };
  const sealing = Promise.all([seal(sealer), seal(second)]);
  await Promise.all(Array.from({ length: 6 }, () => write(20)));
  writing = false;
  await sealing;
  for (let n = 0; n < 1_000 && (await sealer.lagMs()) > 0; n += 1) await sealer.seal();
  expect(await verify()).toMatchObject({ ok: true, rows: 120 });
  await Promise.all(extra.map((pool) => pool.end()));
});

const extra: Statements[] = [];
function createPoolTracked(): Statements {
  const pool = createPool({ url: database.urls.sealer });
  extra.push(pool);
  return pool;
}

it.each([
  { fact: 'a changed row', sql: `update audit_rows set params = '{"n": 99}' where id = $1`, kind: 'row-changed' },
  { fact: 'a row changed by a microsecond', sql: `update audit_rows set at = at + interval '1 microsecond' where id = $1`, kind: 'row-changed' },
  { fact: 'a row removed in the middle', sql: 'delete from audit_rows where id = $1', kind: 'row-missing' },
])('names $fact', async ({ sql, kind }) => {
  for (let batch = 0; batch < 3; batch += 1) {
    await write(4);
    await sealed(4);
  }
  const id = (await orderedIds())[5];
  await tamper(sql, [id]);
  expect(await verify()).toMatchObject({ ok: false, first: { kind, id } });
});

it('names a row that was slipped in', async () => {
  await write(4);
  await sealed(4);
  const id = newId();
  await tamper(`insert into audit_rows (id, xid, actor, action, object_kind, outcome) select $1, min(xid), '{}', 'x', 'x', 'done' from audit_rows`, [id]);
  expect(await verify()).toMatchObject({ ok: false, first: { kind: 'row-added', id } });
});

it('shows a cut tail by the anchor, and a chain written anew over it', async () => {
  for (let batch = 0; batch < 3; batch += 1) {
    await write(2);
    await sealed(2);
  }
  const [tail] = await tamper('select batch::int as batch, first_xid::text as first from audit_seals order by batch desc limit 1');
  const batch = Number(tail?.batch);
  await tamper('delete from audit_rows where xid >= $1::xid8', [tail?.first]);
  await tamper('delete from audit_seals where batch = $1', [batch]);
  expect(await verify()).toEqual({ ok: false, first: { kind: 'tail-cut', batch: batch - 1, anchoredBatch: batch } });
  await write(2);
  await sealed(2);
  expect(await verify()).toEqual({ ok: false, first: { kind: 'anchor-differs', batch } });
});

it('finds a seal that was rewritten', async () => {
  await write(2);
  await sealed(2);
  await tamper(`update audit_seals set rows = set_byte(rows, 0, 255 - get_byte(rows, 0))`);
  expect(await verify()).toEqual({ ok: false, first: { kind: 'seal-broken', batch: 1 } });
});

it('runs by itself until it is stopped', async () => {
  const running = createAuditSealer({ pool: sealerPool, anchorFile, onError: () => undefined, everyMs: 10 });
  running.start();
  await write(2);
  for (let n = 0; n < 100 && (await running.lagMs()) > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  await running.stop();
  expect(await verify()).toMatchObject({ ok: true, rows: 2 });
});
