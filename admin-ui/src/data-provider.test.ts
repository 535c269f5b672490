import { ApiError } from './api-error.js';
import { createDataProvider } from './data-provider.js';

type Asked = { path: string; query: Record<string, string> };

/** An API with so many journeys, each page's cursor being the id of its last row. */
function apiWith(count: number) {
  const asked: Asked[] = [];
  const ids = Array.from({ length: count }, (_, n) => `j${n + 1}`);
  const provider = createDataProvider(async (path, query = {}) => {
    asked.push({ path, query });
    const from = query['after'] ? ids.indexOf(query['after']) + 1 : 0;
    const data = ids.slice(from, from + Number(query['first'])).map((id) => ({ id }));
    const hasNextPage = from + data.length < ids.length;
    return { data, pageInfo: { hasNextPage, endCursor: hasNextPage ? data.at(-1)?.id : null } };
  });
  const page = async (number: number, perPage = 2) => {
    const { data, pageInfo, total } = await provider.getList('journeys', { filter: { day: '2026-11-24' }, pagination: { page: number, perPage }, sort: { field: 'id', order: 'ASC' } });
    return { ids: data.map(({ id }: { id: string }) => id), pageInfo, total };
  };
  return { provider, page, asked, ids };
}

const cursors = (asked: readonly Asked[]) => asked.map(({ query }) => query['after'] ?? null);

describe('a list', () => {
  it('asks for its filter and the size of a page, and tells whether another follows, without a total', async () => {
    const { page, asked } = apiWith(5);
    expect(await page(1)).toEqual({ ids: ['j1', 'j2'], pageInfo: { hasNextPage: true, hasPreviousPage: false }, total: undefined });
    expect(asked).toEqual([{ path: '/v1/journeys', query: { day: '2026-11-24', first: '2' } }]);
  });

  it('goes on where the page before ended, and back to a page it has seen', async () => {
    const { page, asked } = apiWith(5);
    await page(1);
    await page(2);
    expect(await page(3)).toMatchObject({ ids: ['j5'], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect((await page(2)).ids).toEqual(['j3', 'j4']);
    expect(cursors(asked)).toEqual([null, 'j2', 'j4', 'j2']);
  });

  it('reaches a page that nobody has seen by walking there', async () => {
    const { page, asked } = apiWith(7);
    expect((await page(3)).ids).toEqual(['j5', 'j6']);
    expect(cursors(asked)).toEqual([null, 'j2', 'j4']);
  });

  it('is empty past its end', async () => {
    expect(await apiWith(3).page(9)).toMatchObject({ ids: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it('begins its later pages anew when rows have come before them', async () => {
    const { page, asked, ids } = apiWith(6);
    await page(1);
    await page(2);
    ids.unshift('j0');
    await page(1);
    expect((await page(3)).ids).toEqual(['j4', 'j5']);
    expect(cursors(asked)).toEqual([null, 'j2', null, 'j1', 'j3']);
  });

  it('keeps pages of another size apart', async () => {
    const { page } = apiWith(6);
    await page(1);
    expect((await page(2, 3)).ids).toEqual(['j4', 'j5', 'j6']);
  });

  it('is refused when the API has none of that name', async () => {
    await expect(apiWith(1).provider.getList('residents', {})).rejects.toThrow('the API has no residents');
  });
});

it('reads one journey, and what belongs to it, by its id', async () => {
  const asked: string[] = [];
  const provider = createDataProvider(async (path) => {
    asked.push(path);
    return path.endsWith('/timeline') ? { data: [{ version: 1, type: 'walkedIn' }, { version: 2, type: 'identified' }] } : { id: 'j/1' };
  });
  expect(await provider.getOne('journeys', { id: 'j/1' })).toEqual({ data: { id: 'j/1' } });
  const ofJourney = { target: 'journeyId', id: 'j/1', pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' as const }, filter: {} };
  expect(await provider.getManyReference('timeline', ofJourney)).toMatchObject({ data: [{ id: 1, type: 'walkedIn' }, { id: 2, type: 'identified' }], total: 2 });
  expect(asked).toEqual(['/v1/journeys/j%2F1', '/v1/journeys/j%2F1/timeline']);
});

it('leaves out a site that is gone, and fails when the API does', async () => {
  const provider = createDataProvider(async (path) => {
    if (path.endsWith('gone')) throw new ApiError('refused', { status: 404 });
    if (path.endsWith('away')) throw new ApiError('unreachable', { status: 503 });
    return { id: path.split('/').at(-1) };
  });
  expect(await provider.getMany('sites', { ids: ['a', 'gone', 'b'] })).toEqual({ data: [{ id: 'a' }, { id: 'b' }] });
  await expect(provider.getMany('sites', { ids: ['a', 'away'] })).rejects.toMatchObject({ kind: 'unreachable' });
});

it('refuses every write, without asking the API', async () => {
  const { provider, asked } = apiWith(1);
  const changed = { data: {}, previousData: { id: 'j1' } };
  const writes = await Promise.allSettled([
    provider.create('journeys', { data: {} }),
    provider.update('journeys', { id: 'j1', ...changed }),
    provider.updateMany('journeys', { ids: ['j1'], data: {} }),
    provider.delete('journeys', { id: 'j1' }),
    provider.deleteMany('journeys', { ids: ['j1'] }),
  ]);
  for (const write of writes) expect(write).toMatchObject({ status: 'rejected', reason: { kind: 'read_only', message: 'errors.read_only' } });
  expect(asked).toEqual([]);
});
