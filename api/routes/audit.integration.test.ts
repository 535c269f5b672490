import { rm } from 'node:fs/promises';
import type { AuditRecord, AuditVerification } from '../../contracts/audit.js';
import { inScope } from '../../db/database-fixtures.js';
import { createAuditSealer } from '../../db/audit-sealer.js';
import { newId } from '../../db/new-id.js';
import { createPool } from '../../db/pool.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { register, walkIn } from '../people-fixtures.js';

let api: ApiUnderTest;
let auditor: SignedIn;
let today: string;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  auditor = await api.signedIn({ roles: ['security-auditor'] });
  today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
});
afterAll(() => api?.close());

type Page = { data: AuditRecord[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
const list = (query = '') => getAs<Page>(auditor.client, `/v1/audit?${query}`);
const everyRow = async (query: string) => {
  const rows: AuditRecord[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { data, pageInfo }: Page = await list(`${query}&first=3${after ? `&after=${after}` : ''}`);
    rows.push(...data);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  return rows;
};

describe('the list', () => {
  it('says who did what to what, and how it ended, and holds nothing personal', async () => {
    const { id } = await register(api.a, { name: '欧阳不该出现' });
    const { journeyId } = await walkIn(api.a, api.siteA, { residentId: id });
    await api.a.post(`/v1/journeys/${journeyId}/commands`, { type: 'release', data: { early: false } });
    const rows = await everyRow(`objectKind=journey&objectId=${journeyId}`);
    expect(rows.map(({ action, outcome, code, actor }) => ({ action, outcome, code, actor }))).toEqual([
      { action: 'journey.release', outcome: 'refused', code: 'not-in-this-stage', actor: { kind: 'client', clientId: 'site-a' } },
      { action: 'journey.walkIn', outcome: 'done', code: null, actor: { kind: 'client', clientId: 'site-a' } },
    ]);
    expect(JSON.stringify(await everyRow(`day=${today}`))).not.toContain('欧阳');
  });

  it('comes newest first, a page at a time, the same rows whatever the size of a page', async () => {
    for (let n = 0; n < 4; n += 1) await walkIn(api.a, api.siteA);
    const rows = await everyRow(`day=${today}`);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted().reverse());
    expect((await list(`day=${today}&first=200`)).data.filter(({ action }) => action !== 'audit.export')).toEqual(rows);
    expect(await list('day=2026-01-01')).toEqual({ data: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  it.each<[string, () => string, (row: AuditRecord) => boolean]>([
    ['an actor', () => 'actor=site-a', ({ actor }) => actor.clientId === 'site-a'],
    ['a kind of actor that has no id', () => 'actor=unknown', ({ actor }) => actor.kind === 'unknown'],
    ['an action', () => `action=journey.walkIn&day=${today}`, ({ action }) => action === 'journey.walkIn'],
    ['an outcome', () => 'outcome=refused', ({ outcome }) => outcome === 'refused'],
  ])('is narrowed to %s', async (_, query, fits) => {
    await walkIn(api.a, api.siteA);
    await fetch(`${api.url}/v1/cases`);
    const all = await everyRow(`day=${today}`);
    const expected = all.filter(fits);
    expect(expected.length).toBeGreaterThan(0);
    expect(await everyRow(query())).toEqual(expected);
  });

  it.each(['actor=x&action=y', 'outcome=failed&action=y', 'objectKind=case', 'objectId=x', 'objectKind=case&objectId=x&actor=y', 'after=W10', `after=${Buffer.from('["x","y"]').toString('base64url')}`])('is not offered by %s', async (query) => {
    expect(await auditor.client.get(`/v1/audit?${query}`)).toMatchObject({ status: 422, body: { code: 'list-not-offered', params: { offered: ['all', 'day', 'actor', 'objectKind+objectId', 'action', 'outcome'] } } });
  });

  it('is served by an index for each filter, whatever the size of the table', async () => {
    await api.rows(`insert into audit_rows (id, actor, action, object_kind, object_id, outcome) select (substr(f, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, jsonb_build_object('kind', 'client', 'clientId', 'c' || n % 500),
      'test.plan' || n % 500, 'test', 'o' || n % 500, case n % 500 when 0 then 'refused' else 'done' end from generate_series(1, 20000) n, (select uuid_floor(now())::text as f) floor`);
    await api.rows('analyze audit_rows');
    const planner = `${api.database.urls.auditor}?options=${encodeURIComponent('-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=off')}`; // months with few rows are scanned whole
    const plan = async (where: string) => (await inScope<{ 'QUERY PLAN': string }>(planner, null, `explain select * from audit_rows where id >= '00000000-0000-0000-0000-000000000000' and id < 'ffffffff-ffff-ffff-ffff-ffffffffffff'${where} order by audit_rows.id desc limit 51`)).map((row) => row['QUERY PLAN']).join('\n');
    const month = `audit_rows_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;
    for (const [where, index] of [['', 'pkey'], [` and actor_id = 'c7'`, 'actor_id_id_idx'], [` and object_kind = 'test' and object_id = 'o7'`, 'object_kind_object_id_id_idx'], [` and action = 'test.plan7'`, 'action_id_idx'], [` and outcome = 'refused'`, 'outcome_id_idx']] as const) {
      expect(await plan(where)).toContain(`using ${month}_${index}`);
    }
    await api.rows(`delete from audit_rows where action like 'test.%'`);
  });
});

describe('a file of it', () => {
  const file = async (query: string) => (await getAs<{ text: string }>(auditor.client, `/v1/audit/export?from=${today}&to=${today}&${query}`)).text;

  it('has a line for each row of the days and the filter, as CSV and as NDJSON', async () => {
    await walkIn(api.a, api.siteA);
    const rows = await everyRow('action=journey.walkIn');
    const lines = (await file('format=ndjson&action=journey.walkIn')).trimEnd().split('\n').map((line) => JSON.parse(line) as AuditRecord);
    expect(lines).toEqual(rows);
    const csv = (await file('format=csv&action=journey.walkIn')).trimEnd().split('\r\n');
    expect(csv[0]).toBe('at,actorKind,actorId,staffId,deviceId,action,objectKind,objectId,outcome,code,params,count,id');
    expect(csv.slice(1).map((line) => line.slice(line.lastIndexOf(',') + 1))).toEqual(rows.map(({ id }) => id));
  });

  it('comes under a name, and runs no formula in a spreadsheet', async () => {
    await api.rows(`insert into audit_rows (id, actor, action, object_kind, object_id, outcome) values ($1, '{"kind": "client", "clientId": "=HYPERLINK(1)"}', 'test.formula', 'test', '@x', 'done')`, [newId()]);
    const { headers, body } = await auditor.client.get<{ text: string }>(`/v1/audit/export?from=${today}&to=${today}&format=csv&action=test.formula`);
    expect([headers.get('content-type'), headers.get('content-disposition'), headers.get('cache-control')]).toEqual(['text/csv; charset=utf-8', `attachment; filename="audit-${today}-${today}.csv"`, 'no-store']);
    expect(body.text).toContain(`client,"'=HYPERLINK(1)",,,test.formula,test,"'@x",done`);
  });

  it('is longer than a page of the database, and whole', async () => {
    await api.rows(`insert into audit_rows (id, actor, action, object_kind, outcome) select (substr(i, 1, 14) || '7' || substr(i, 16))::uuid, '{"kind": "process"}', 'test.many', 'test', 'done'
      from generate_series(1, 2500) n, lateral (select uuid_floor(now())::text as f) floor, lateral (select substr(f, 1, 24) || lpad(to_hex(n), 12, '0') as i) numbered`);
    expect((await file('format=ndjson&action=test.many')).trimEnd().split('\n')).toHaveLength(2500);
  });

  it('stands in the audit itself before it leaves, also when it is too large and none is made', async () => {
    await file('format=csv&actor=channel');
    const [made] = await everyRow('action=audit.export');
    expect(made).toMatchObject({ actor: { kind: 'person', personId: auditor.personId }, objectKind: 'audit', outcome: 'done', params: { from: today, to: today, format: 'csv', actor: 'channel', rows: 0 } });
    await api.rows(`insert into audit_rows (id, actor, action, object_kind, outcome) select (substr(f, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, '{"kind": "process"}', 'test.too-many', 'test', 'done'
      from generate_series(1, 100001) n, (select uuid_floor(now() + interval '1 ms')::text as f) floor`);
    expect(await auditor.client.get(`/v1/audit/export?from=${today}&to=${today}&format=csv`)).toMatchObject({ status: 422, body: { code: 'export-too-large', params: { limit: 100_000 } } });
    expect((await list('action=audit.export')).data[0]).toMatchObject({ outcome: 'refused', code: 'export-too-large' });
    await api.rows(`delete from audit_rows where action like 'test.%'`);
  });

  it('has days in order and one filter', async () => {
    expect(await auditor.client.get('/v1/audit/export?from=2026-11-25&to=2026-11-24&format=csv')).toMatchObject({ status: 422, body: { params: { fields: [{ field: '?to', rule: 'not before from' }] } } });
    expect(await auditor.client.get(`/v1/audit/export?from=${today}&to=${today}&format=csv&actor=x&action=y`)).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
  });
});

describe('a verification', () => {
  const verify = () => auditor.client.must(auditor.client.post<AuditVerification>('/v1/audit/verify', undefined));
  const sealer = async () => {
    const pool = createPool({ url: api.database.urls.sealer, max: 1 });
    const sealing = createAuditSealer({ pool, anchorFile: api.settings['AUDIT_ANCHOR_FILE'] ?? '', onError: (error) => expect(error).toBeUndefined() });
    for (let n = 0; n < 500 && (await sealing.lagMs()) > 0; n += 1) await sealing.seal();
    await pool.end();
  };

  it('says that the chain is whole, or broken at which seal, and stands in the audit', async () => {
    await walkIn(api.a, api.siteA);
    await sealer();
    expect(await verify()).toMatchObject({ status: 'whole', seals: expect.any(Number), broken: null });
    expect((await list('action=audit.verify')).data[0]).toMatchObject({ outcome: 'done', actor: { personId: auditor.personId } });
    const [row] = await api.rows<{ id: string }>(`update audit_rows set object_id = 'somebody-else' where id = (select id from audit_rows where action = 'journey.walkIn' limit 1) returning id`);
    expect(await verify()).toMatchObject({ status: 'broken', seals: null, broken: { kind: 'row-changed', batch: 1, id: row!.id } });
    expect((await list('action=audit.verify')).data[0]).toMatchObject({ outcome: 'failed', code: 'row-changed', params: { batch: 1 } });
    expect(api.logged.some((line) => line.includes('the audit is not whole'))).toBe(true);
  });

  it('finds that the anchors outside are gone along with the end of the chain', async () => {
    await sealer();
    await api.rows('delete from audit_rows');
    await api.rows('delete from audit_seals where batch > 0');
    expect(await verify()).toMatchObject({ status: 'broken', broken: { kind: 'tail-cut', batch: 0 } });
    await rm(api.settings['AUDIT_ANCHOR_FILE'] ?? '');
  });
});

it('is nothing for an administrator, a supervisor or a machine', async () => {
  const others = [await api.signedIn({ roles: ['administrator'] }), await api.signedIn({ roles: ['provincial-supervisor'], areaCode: '440000' })];
  for (const { client } of others) {
    for (const path of ['/v1/audit', `/v1/audit/export?from=${today}&to=${today}&format=csv`]) expect(await client.get(path)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
    expect(await client.post('/v1/audit/verify', undefined)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  }
  expect(await api.operator.get('/v1/audit')).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
});
