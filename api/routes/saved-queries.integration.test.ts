import { newId } from '../../db/new-id.js';
import type { SavedQuery } from '../../contracts/saved-queries.js';
import { MOST_SAVED_QUERIES } from '../../domain/cases/saved-query.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';

let api: ApiUnderTest;
let supervisor: SignedIn;
let colleague: SignedIn;
let registrar: SignedIn;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  supervisor = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  colleague = await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' });
  registrar = await api.signedIn({ roles: ['registrar'], siteIds: [api.siteA.siteId] });
});
afterAll(() => api?.close());

const QUERIES = '/v1/me/saved-queries';
const filter = { kind: 'registry-rejected', queue: 'unclaimed' } as const;
const save = ({ client }: SignedIn, name: string, more: object = {}, key = newId<'key'>()) => postAs<SavedQuery>(client, QUERIES, { name, filter, ...more }, key);
const listed = async ({ client }: SignedIn) => (await getAs<{ data: SavedQuery[] }>(client, QUERIES)).data;
const audited = (id: string) => api.rows<{ action: string; actor: object; params: object }>('select action, actor, params from audit_rows where object_kind = $1 and object_id = $2 order by id', ['saved-query', id]);

describe('a query is kept', () => {
  it('for whoever saved it alone, who may name it anew and delete it', async () => {
    const query = await save(supervisor, ' 退回，待认领 ');
    expect(query).toEqual({ id: expect.any(String), name: '退回，待认领', filter });
    expect(await listed(supervisor)).toEqual([query]);
    expect(await listed(colleague)).toEqual([]);
    for (const [path, body] of [['', { name: '别人的', filter }], ['/delete', {}]] as const) {
      const answer = await colleague.client.post(`${QUERIES}/${query.id}${path}`, body);
      expect([answer.status, path ? answer.body['deleted'] : answer.body.code]).toEqual(path ? [200, false] : [404, 'not-found']);
    }
    expect(await listed(supervisor)).toEqual([query]);

    const changed = await postAs<SavedQuery>(supervisor.client, `${QUERIES}/${query.id}`, { name: '全市退回', filter: { need: 'overdue', area: '440100' } });
    expect(await listed(supervisor)).toEqual([changed]);
    expect(changed).toEqual({ id: query.id, name: '全市退回', filter: { need: 'overdue', area: '440100' } });
    expect([await postAs(supervisor.client, `${QUERIES}/${query.id}/delete`, {}), await postAs(supervisor.client, `${QUERIES}/${query.id}/delete`, {})]).toEqual([{ deleted: true }, { deleted: false }]);
    expect(await listed(supervisor)).toEqual([]);
    const by = { kind: 'person', personId: supervisor.personId };
    expect(await audited(query.id)).toEqual([
      { action: 'saved-query.save', actor: by, params: { filter } },
      { action: 'saved-query.change', actor: by, params: { filter: changed.filter } },
      { action: 'saved-query.delete', actor: by, params: {} },
    ]);
  });

  it('once for a key', async () => {
    const key = newId<'key'>();
    const first = await save(colleague, '一次', {}, key);
    expect(await save(colleague, '一次', {}, key)).toEqual(first);
    expect((await listed(colleague)).filter(({ name }) => name === '一次')).toHaveLength(1);
  });

  it('under a name that the person has not given yet, whoever else has', async () => {
    const taken = { status: 422, body: { code: 'invalid-request', params: { fields: [{ field: 'name', rule: 'taken' }] } } };
    const [one] = [await save(supervisor, '我的'), await save(supervisor, '其他'), await save(colleague, '我的')];
    expect(await supervisor.client.post(QUERIES, { name: '我的', filter })).toMatchObject(taken);
    expect(await supervisor.client.post(`${QUERIES}/${one!.id}`, { name: '其他', filter })).toMatchObject(taken);
    expect((await postAs<SavedQuery>(supervisor.client, `${QUERIES}/${one!.id}`, { name: '我的', filter: { queue: 're-review' } })).filter).toEqual({ queue: 're-review' });
  });

  it('with nineteen others at most, also when many come at once', async () => {
    const lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
    const answers = await Promise.all(Array.from({ length: MOST_SAVED_QUERIES + 4 }, (_, n) => lead.client.post(QUERIES, { name: `查询 ${n}`, filter })));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code, body.params])).toEqual(Array.from({ length: 4 }, () => [409, 'saved-queries-full', { limit: 20 }]));
    const kept = await listed(lead);
    expect(kept).toHaveLength(MOST_SAVED_QUERIES);
    await postAs(lead.client, `${QUERIES}/${kept[0]!.id}/delete`, {});
    await save(lead, '又一个');
  });
});

it.each([
  { fact: 'a name of nothing', body: { name: '  ' }, field: 'name' },
  { fact: 'a long name', body: { name: '长'.repeat(41) }, field: 'name' },
  { fact: 'a control character', body: { name: 'a\u0007b' }, field: 'name' },
  { fact: 'a number of a person in its name', body: { name: '找 139 1234 5678' }, field: 'name', rule: 'no-numbers' },
  { fact: 'no filter', body: { filter: {} }, field: 'filter', rule: 'needed' },
  { fact: 'a filter that no list has', body: { filter: { resident: newId() } }, field: 'filter.resident', rule: 'unknown-field' },
  { fact: 'a search for a case', body: { filter: { number: '01a1b2c3' } }, field: 'filter.number', rule: 'unknown-field' },
  { fact: 'an unknown kind', body: { filter: { kind: 'lost' } }, field: 'filter.kind' },
  { fact: 'a site and an area', body: { filter: { siteId: newId(), area: '440100' } }, field: 'filter', rule: 'not-together' },
])('a query with $fact is refused', async ({ body, field, rule }) => {
  const answer = await supervisor.client.post(QUERIES, { name: '查询', filter, ...body });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request', params: { fields: expect.arrayContaining([expect.objectContaining({ field, ...(rule && { rule }) })]) } } });
});

it('a query about a place that the person may not list is not kept', async () => {
  expect(await registrar.client.post(QUERIES, { name: '外地', filter: { siteId: api.siteB.siteId } })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await registrar.client.post(QUERIES, { name: '全市', filter: { area: '440100' } })).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
  expect((await save(registrar, '本点', { filter: { siteId: api.siteA.siteId } })).filter).toEqual({ siteId: api.siteA.siteId });
});

it('is of people, and of those who see cases', async () => {
  expect(await api.operator.get(QUERIES)).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
  for (const role of ['cashier', 'observer'] as const) {
    const { client } = await api.signedIn({ roles: [role], siteIds: [api.siteA.siteId] });
    expect(await client.get(QUERIES)).toMatchObject({ status: 403, body: { code: 'not-for-this-role' } });
  }
});
