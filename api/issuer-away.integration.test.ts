import { setTimeout as wait } from 'node:timers/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanAnswer } from '../contracts/scans.js';
import { toInstant } from '../domain/time.js';
import { ensureIssuerKeysFile } from '../issuer/key-file.js';
import { ApiUnderTest } from './api-fixtures.js';
import { getAs, postAs, send } from './http-fixtures.js';
import { newPerson, register, showCode, walkIn } from './people-fixtures.js';

let api: ApiUnderTest;
let folder: string;
const keysFile = () => join(folder, 'issuer-keys.json');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  await writeFile(keysFile(), 'nobody can read this');
  api = await ApiUnderTest.open(process.env, { env: { ISSUER_KEYS_FILE: keysFile() } });
});
afterAll(async () => {
  await api?.close();
  if (folder) await rm(folder, { recursive: true });
});

const away = { status: 409, body: { code: 'issuer-away', params: {} } };
const text = 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl';

it('starts without keys that it can read, says so, and refuses codes as it would not refuse forgeries', async () => {
  expect(await send(api.url, 'GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'degraded', issuer: 'away' } });
  const person = newPerson();
  const { id } = await register(api.a, person);
  const code = await postAs<{ id: string; staticText: string | null }>(api.a, `/v1/residents/${id}/health-codes`, {});
  expect(code.staticText).toBeNull();
  expect(await api.a.post(`/v1/health-codes/${code.id}/dynamic-text`, {})).toMatchObject(away);
  expect(await api.a.post(`/v1/sites/${api.siteA.siteId}/scans`, { text })).toMatchObject(away);
  const { journeyId } = await walkIn(api.a, api.siteA, { residentId: id });
  expect(await api.a.post(`/v1/journeys/${journeyId}/commands`, { type: 'identify', data: { text, readBackMatches: true } })).toMatchObject(away);
  expect(await postAs<ScanAnswer>(api.a, `/v1/sites/${api.siteA.siteId}/scans`, { document: person.identifiers[0] })).toMatchObject({ journeyId, banners: ['issuer-away'] });
});

it('takes codes again as soon as its keys are right', async () => {
  await rm(keysFile());
  await ensureIssuerKeysFile(keysFile(), toInstant(Date.now() - 3_600_000));
  for (const until = Date.now() + 30_000; (await getAs<{ issuer: string }>(api.a, '/readyz')).issuer !== 'up'; await wait(250)) expect(Date.now()).toBeLessThan(until);
  const { id } = await register(api.a);
  const shown = await showCode(api.a, id);
  expect(await postAs<ScanAnswer>(api.a, `/v1/sites/${api.siteA.siteId}/scans`, { text: shown.text })).toMatchObject({ resident: { id }, banners: [] });
});
