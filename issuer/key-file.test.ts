import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from './issuer-fixtures.js';
import { ensureIssuerKeysFile, loadIssuerKeys, saveKeyRecords } from './key-file.js';
import { revoke } from './key-life.js';
import { generateKeyRecord, type KeyRecord } from './key.js';
import { watchIssuerKeys } from './watch-keys.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rm(folder, { recursive: true }));

it('writes one key per kind, readable by its owner alone, once', async () => {
  const written = await Promise.all([1, 2, 3].map(() => ensureIssuerKeysFile(path, now)));
  expect(written.filter(Boolean)).toHaveLength(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await loadIssuerKeys(path)).map(({ purpose }) => purpose)).toEqual(['dynamic', 'static']);
});

it.each([
  { fact: 'no JSON', text: 'keys', message: 'malformed at its root' },
  { fact: 'no keys', text: '{"keys":[]}', message: 'malformed at keys' },
  { fact: 'an RSA key', text: '{"keys":[{"kty":"RSA"}]}', message: 'malformed at keys.0.kty' },
])('refuses a file with $fact', async ({ text, message }) => {
  await writeFile(path, text);
  await expect(loadIssuerKeys(path)).rejects.toThrow(message);
});

it('refuses a missing file, a key named twice and a point off the curve, without printing a key', async () => {
  await expect(loadIssuerKeys(path)).rejects.toThrow('cannot be read');
  const key = await generateKeyRecord('dynamic', now);
  await saveKeyRecords(path, [key, key]);
  await expect(loadIssuerKeys(path)).rejects.toThrow('names a key twice');
  await saveKeyRecords(path, [{ ...key, y: key.x }]);
  await expect(loadIssuerKeys(path)).rejects.toThrow(/^issuer keys file has a key that is not on P-256$/);
});

it('takes up a revocation without a restart and keeps the last good keys otherwise', async () => {
  await ensureIssuerKeysFile(path, now);
  const errors: unknown[] = [];
  const watched = await watchIssuerKeys(path, (error) => errors.push(error), { everyMs: 10 });
  const [first] = watched.current();
  const records = (JSON.parse(await readFile(path, 'utf8')) as { keys: KeyRecord[] }).keys;
  await saveKeyRecords(path, revoke(records, first?.kid ?? '', now));
  await utimes(path, 1, 1);
  await until(() => watched.current()[0]?.revokedAt === now);
  await writeFile(path, 'broken');
  await until(() => errors.length > 0);
  expect(watched.current()[0]?.revokedAt).toBe(now);
  watched.close();
});

it('lets an issuer without keys count as away, and back once they are right', async () => {
  const errors: unknown[] = [];
  const watched = await watchIssuerKeys(path, (error) => errors.push(error), { everyMs: 10 });
  expect([watched.isAway(), watched.current(), errors.length > 0]).toEqual([true, [], true]);
  await ensureIssuerKeysFile(path, now);
  await until(() => !watched.isAway());
  expect(watched.current()).toHaveLength(2);
  watched.close();
});

it('trusts the last good keys for a minute and no longer: a revocation may stand in the file that cannot be read', async () => {
  await ensureIssuerKeysFile(path, now);
  const errors: unknown[] = [];
  let clock = 0;
  const watched = await watchIssuerKeys(path, (error) => errors.push(error), { everyMs: 10, now: () => clock });
  await rm(path);
  await until(() => errors.length > 0);
  clock = 59_999;
  expect([watched.isAway(), watched.current().length]).toEqual([false, 2]);
  clock = 60_000;
  expect(watched.isAway()).toBe(true);
  watched.close();
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !holds(); tries += 1) await sleep(10);
  expect(holds()).toBe(true);
}
