import { createGetJson } from './get-json.js';

const answering = (status: number, body: unknown) => createGetJson(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
const problem = { type: 'urn:miaocheng:problem:list-not-offered', title: 'list not offered', status: 422, code: 'list-not-offered', params: { offered: ['day', 'siteId+day'] }, requestId: 'r-1' };

it('asks with its query and gives what was answered', async () => {
  const asked: string[] = [];
  const getJson = createGetJson(async (input) => {
    asked.push(String(input));
    return Response.json({ data: [] });
  });
  expect(await getJson('/v1/journeys', { day: '2026-11-24', first: '25' })).toEqual({ data: [] });
  await getJson('/v1/sites');
  expect(asked).toEqual(['/v1/journeys?day=2026-11-24&first=25', '/v1/sites']);
});

it.each([
  { fact: 'the network fails', getJson: createGetJson(() => Promise.reject(new TypeError('fetch failed'))), kind: 'unreachable', status: 0 },
  { fact: 'the API is away', getJson: answering(503, { ...problem, code: 'unavailable' }), kind: 'unreachable', status: 503 },
  { fact: 'something between says so', getJson: answering(502, '<html>'), kind: 'unreachable', status: 502 },
  { fact: 'the API refuses', getJson: answering(422, problem), kind: 'refused', status: 422 },
  { fact: 'the answer is of nobody we know', getJson: answering(404, '<html>'), kind: 'unexpected', status: 404 },
  { fact: 'a good answer is no JSON', getJson: answering(200, '<html>'), kind: 'unexpected', status: 200 },
])('names what happened when $fact', async ({ getJson, kind, status }) => {
  await expect(getJson('/v1/journeys')).rejects.toMatchObject({ name: 'ApiError', kind, status });
});

it('lets go of a request that nobody waits for any more', async () => {
  const given = new AbortController();
  given.abort();
  const getJson = createGetJson((_input, init) => Promise.reject(init?.signal?.reason as Error));
  await expect(getJson('/v1/journeys', {}, given.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
