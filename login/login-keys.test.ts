import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPrivateKeySet } from '../config/key-files.js';
import { ensureLoginKeysFile } from './login-keys.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'login-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes one key that the provider can load, for its owner alone, once', async () => {
  const path = join(folder, 'keys.json');
  const written = await Promise.all([1, 2, 3].map(() => ensureLoginKeysFile(path)));
  const before = await readFile(path, 'utf8');
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(await ensureLoginKeysFile(path)).toBe(false);
  expect(await readFile(path, 'utf8')).toBe(before);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['keys.json']);
  expect(readPrivateKeySet('LOGIN_KEYS_FILE', path).keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
});
