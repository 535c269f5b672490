import { ApiError } from '../../ui/api-error.js';
import { createDataProvider } from './data-provider.js';

const neverPosts = () => Promise.reject(new Error('nothing is to be sent'));
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
  }, neverPosts);
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
  }, neverPosts);
  expect(await provider.getOne('journeys', { id: 'j/1' })).toEqual({ data: { id: 'j/1' } });
  const ofJourney = { target: 'journeyId', id: 'j/1', pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' as const }, filter: {} };
  expect(await provider.getManyReference('timeline', ofJourney)).toMatchObject({ data: [{ id: 1, type: 'walkedIn' }, { id: 2, type: 'identified' }], total: 2 });
  expect(asked).toEqual(['/v1/journeys/j%2F1', '/v1/journeys/j%2F1/timeline']);
});

it('calls a lot, which has no id of its own, by product and number', async () => {
  const asked: string[] = [];
  const lot = { productId: 'mmr', lot: 'MMR-2026A' };
  const provider = createDataProvider(async (path) => {
    asked.push(path);
    return path === '/v1/lots' ? { data: [lot], pageInfo: { hasNextPage: false, endCursor: null } } : lot;
  }, neverPosts);
  const { data } = await provider.getList('lots', { filter: {}, pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' } });
  expect(data).toEqual([{ ...lot, id: 'mmr:MMR-2026A' }]);
  expect(await provider.getOne('lots', { id: 'mmr:MMR-2026A' })).toEqual({ data: { ...lot, id: 'mmr:MMR-2026A' } });
  expect(asked).toEqual(['/v1/lots', '/v1/lots/mmr/MMR-2026A']);
});

it('counts the journeys of a day by stage, and reads the state of the service, of which there is one', async () => {
  const asked: Asked[] = [];
  const provider = createDataProvider(async (path, query = {}) => {
    asked.push({ path, query });
    return path === '/readyz' ? { status: 'ready' } : { data: [{ stage: 'booked', count: 4 }] };
  }, neverPosts);
  const counted = await provider.getList('journeyCounts', { pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' }, filter: { day: '2026-11-24', siteId: 's' } });
  expect(counted).toEqual({ data: [{ id: 'booked', stage: 'booked', count: 4 }], total: 1 });
  expect(await provider.getOne('readiness', { id: 'now' })).toEqual({ data: { id: 'now', status: 'ready' } });
  expect(asked).toEqual([{ path: '/v1/journeys/counts', query: { siteId: 's', day: '2026-11-24' } }, { path: '/readyz', query: {} }]);
});

it('leaves out a site that is gone, and fails when the API does', async () => {
  const provider = createDataProvider(async (path) => {
    if (path.endsWith('gone')) throw new ApiError('refused', { status: 404 });
    if (path.endsWith('away')) throw new ApiError('unreachable', { status: 503 });
    return { id: path.split('/').at(-1) };
  }, neverPosts);
  expect(await provider.getMany('sites', { ids: ['a', 'gone', 'b'] })).toEqual({ data: [{ id: 'a' }, { id: 'b' }] });
  await expect(provider.getMany('sites', { ids: ['a', 'away'] })).rejects.toMatchObject({ kind: 'unreachable' });
});

it('has no generic write: it refuses each, without asking the API', async () => {
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

describe('cases', () => {
  it('are listed of all sites or of one, narrowed to a kind and a queue, and counted in the same place', async () => {
    const asked: Asked[] = [];
    const provider = createDataProvider(async (path, query = {}) => {
      asked.push({ path, query });
      return path.endsWith('/counts') ? { data: [{ kind: 'upload-overdue', queue: 'in-hand', count: 3 }] } : { data: [], pageInfo: { hasNextPage: false, endCursor: null } };
    }, neverPosts);
    const list = (filter: object) => ({ pagination: { page: 1, perPage: 25 }, sort: { field: 'dueAt', order: 'ASC' as const }, filter });
    await provider.getList('cases', list({}));
    await provider.getList('cases', list({ siteId: 's', kind: 'upload-overdue', queue: 'in-hand' }));
    const counts = await provider.getList('caseCounts', list({ siteId: 's', queue: 'in-hand' }));
    expect(asked).toEqual([
      { path: '/v1/cases', query: { first: '25' } },
      { path: '/v1/cases', query: { siteId: 's', kind: 'upload-overdue', queue: 'in-hand', first: '25' } },
      { path: '/v1/cases/counts', query: { siteId: 's' } },
    ]);
    expect(counts).toEqual({ data: [{ id: 'upload-overdue in-hand', kind: 'upload-overdue', queue: 'in-hand', count: 3 }], total: 1 });
  });

  it('are listed by why somebody is needed, and counted by it beside the kinds', async () => {
    const asked: Asked[] = [];
    const provider = createDataProvider(async (path, query = {}) => {
      asked.push({ path, query });
      return path.endsWith('/counts') ? { data: [{ kind: 'upload-overdue', queue: 'in-hand', count: 3 }], needs: [{ need: 'overdue', count: 2 }] } : { data: [], pageInfo: { hasNextPage: false, endCursor: null } };
    }, neverPosts);
    const list = (filter: object) => ({ pagination: { page: 1, perPage: 5 }, sort: { field: 'dueAt', order: 'ASC' as const }, filter });
    await provider.getList('cases', list({ need: 'overdue' }));
    expect(await provider.getList('caseNeeds', list({ siteId: 's' }))).toEqual({ data: [{ id: 'overdue', need: 'overdue', count: 2 }], total: 1 });
    expect(asked).toEqual([{ path: '/v1/cases', query: { need: 'overdue', first: '5' } }, { path: '/v1/cases/counts', query: { siteId: 's' } }]);
  });

  it('have a verb for each thing that may be done, and what they are about is asked for by name', async () => {
    const sent: [string, object][] = [];
    const provider = createDataProvider(async (path) => ({ path }), async (path, body) => sent.push([path, body]));
    await provider.claimCase('c/1', 'S-12');
    await provider.releaseCase('c/1', 'S-12');
    await provider.commentOnCase('c/1', { staffId: 'S-12', text: '已致电' });
    await provider.takeOverCase('c/1', { staffId: 'S-12', reason: '交接班' });
    await provider.askDesk('c/1', { staffId: 'S-12', text: '批号？' });
    await provider.answerCase('c/1', { staffId: 'N-1', text: '202609A1' });
    await provider.proposeDecision('c/1', { staffId: 'S-12', caseVersion: 3, action: 'accept-ours', reason: '已核对' });
    await provider.declineProposal('c/1', { staffId: 'S-13', caseVersion: 4, reason: '看不清' });
    await provider.approveProposal('c/1', { staffId: 'S-13', caseVersion: 4 });
    await provider.resolveCase('c/1', { staffId: 'S-12', caseVersion: 3, action: 'retry' });
    expect(sent).toEqual([
      ['/v1/cases/c%2F1/claim', { staffId: 'S-12' }],
      ['/v1/cases/c%2F1/release', { staffId: 'S-12' }],
      ['/v1/cases/c%2F1/comments', { staffId: 'S-12', text: '已致电' }],
      ['/v1/cases/c%2F1/take-over', { staffId: 'S-12', reason: '交接班' }],
      ['/v1/cases/c%2F1/question', { staffId: 'S-12', text: '批号？' }],
      ['/v1/cases/c%2F1/answer', { staffId: 'N-1', text: '202609A1' }],
      ['/v1/cases/c%2F1/proposal', { staffId: 'S-12', caseVersion: 3, action: 'accept-ours', reason: '已核对' }],
      ['/v1/cases/c%2F1/proposal/decline', { staffId: 'S-13', caseVersion: 4, reason: '看不清' }],
      ['/v1/cases/c%2F1/proposal/approve', { staffId: 'S-13', caseVersion: 4 }],
      ['/v1/cases/c%2F1/resolve', { staffId: 'S-12', caseVersion: 3, action: 'retry' }],
    ]);
    expect(await provider.revealDifferences('j/1')).toEqual({ path: '/v1/journeys/j%2F1/archive-differences' });
  });
});

describe('what is told of systems outside', () => {
  const provided = (answer: unknown) => {
    const asked: Asked[] = [];
    return { asked, provider: createDataProvider(async (path, query = {}) => (asked.push({ path, query }), answer), neverPosts) };
  };

  it('comes whole, and banners as rows of their names', async () => {
    const list = { pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;
    expect(await provided({ data: [{ id: 'sms', state: 'closed' }] }).provider.getList('systems', list)).toEqual({ data: [{ id: 'sms', state: 'closed' }], total: 1 });
    expect(await provided({ banners: ['registry-paused'] }).provider.getList('banners', list)).toEqual({ data: [{ id: 'registry-paused' }], total: 1 });
  });

  it('is asked for up to now, with the beginning of each step as its id', async () => {
    const { asked, provider } = provided({ step: 'minute', data: [{ at: '2026-11-24T01:00:00.000Z', calls: 3 }] });
    const { data } = await provider.getManyReference('systemHealth', { target: 'system', id: 'sms', filter: { hours: '6' }, pagination: { page: 1, perPage: 25 }, sort: { field: 'id', order: 'ASC' } });
    expect(data).toEqual([{ id: '2026-11-24T01:00:00.000Z', at: '2026-11-24T01:00:00.000Z', calls: 3 }]);
    const [{ path, query }] = asked as [Asked];
    expect([path, Date.parse(query['to'] ?? '') - Date.parse(query['from'] ?? '')]).toEqual(['/v1/systems/sms/health', 6 * 3_600_000]);
    expect(Math.abs(Date.parse(query['to'] ?? '') - Date.now())).toBeLessThan(60_000);
  });
});
