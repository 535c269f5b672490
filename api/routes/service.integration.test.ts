import type { createOpenApiDocument } from '../../contracts/openapi.js';
import { MESSAGES } from '../../contracts/describe-problem.js';
import { OPERATIONS } from '../../contracts/operations.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { send, type Body } from '../http-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const page = async (path: string): Promise<{ type: string; text: string; policy: string }> => {
  const response = await fetch(`${api.url}${path}`);
  expect(response.status).toBe(200);
  return { type: response.headers.get('content-type') ?? '', text: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
};

it('lives', async () => {
  expect(await send(api.url, 'GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

it('is ready while the database is there and of this release', async () => {
  expect(await send(api.url, 'GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready', database: 'up', migrated: true } });
});

it('is not ready on a database of another release', async () => {
  const [newest] = await api.rows<{ name: string }>('delete from schema_migrations where name = (select max(name) from schema_migrations) returning name');
  expect(await send(api.url, 'GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'not-ready', migrated: false } });
  await api.rows('insert into schema_migrations (name) values ($1)', [newest!.name]);
});

it('gives figures of the process without ids in them', async () => {
  await api.a.get('/v1/sites');
  const { type, text } = await page('/metrics');
  expect(type).toContain('text/plain');
  expect(text).toMatch(/^process_cpu_seconds_total /m);
  expect(text).toContain('miaocheng_news_unsent');
  expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/);
});

it('describes every operation in a document that it serves itself', async () => {
  const { type, text } = await page('/openapi.json');
  const document = JSON.parse(text) as ReturnType<typeof createOpenApiDocument>;
  expect(type).toContain('application/json');
  expect(document.openapi).toBe('3.1.0');
  for (const { path, method } of OPERATIONS) expect(document.paths?.[path]?.[method]).toBeDefined();
});

it('offers a page to browse it, from its own files alone', async () => {
  const { type, text, policy } = await page('/docs');
  expect(type).toContain('text/html');
  expect(text).not.toMatch(/https?:\/\//);
  expect(policy).toMatch(/default-src 'self'/);
  const assets = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(assets).toEqual(['/docs/assets/swagger-ui.css', '/docs/assets/swagger-ui-bundle.js', '/docs/start.js']);
  for (const asset of assets) expect((await page(asset)).text.length).toBeGreaterThan(100);
  expect((await page('/docs/start.js')).text).toContain(`validatorUrl: null`);
});

it('answers each request with an id of its own, or with the one that it was given', async () => {
  const own = await send(api.url, 'GET', '/healthz');
  expect(own.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  const given = await send(api.url, 'GET', '/healthz', { headers: { 'x-request-id': 'desk-4.20261124' } });
  expect(given.headers.get('x-request-id')).toBe('desk-4.20261124');
  const number = await send(api.url, 'GET', '/healthz', { headers: { 'x-request-id': '440199202406010021' } });
  expect(number.headers.get('x-request-id')).not.toContain('4401');
});

it('tells no kind of server, and lets nothing of /v1 be kept', async () => {
  const { headers } = await api.a.get<Body>('/v1/sites');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('has words in both languages for the problems of the transport', () => {
  for (const { problems } of Object.values(MESSAGES)) expect(Object.keys(problems)).toEqual(expect.arrayContaining(['not-authenticated', 'invalid-request', 'unavailable']));
});
