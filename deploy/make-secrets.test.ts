import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readPrivateKeySet, readSiteKeys } from '../config/key-files.js';
import { loadIssuerKeys } from '../issuer/key-file.js';
import { makeSecrets } from './make-secrets.js';

let folder: string;
const at = (name: string) => join(folder, name);
const modeOf = (name: string) => (statSync(at(name)).mode & 0o777).toString(8);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaocheng-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('makes keys that our processes can read', async () => {
  expect(await makeSecrets(folder)).toHaveLength(7);
  expect(await loadIssuerKeys(at('secrets/issuer/issuer-keys.json'))).not.toHaveLength(0);
  expect(readPrivateKeySet('LOGIN_KEYS_FILE', at('secrets/login-keys.json')).keys).toHaveLength(1);
  expect(readPrivateKeySet('SIGN_IN_KEYS_FILE', at('secrets/sign-in-keys.json')).keys).toHaveLength(1);
  expect(readSiteKeys('SITE_KEYS_FILE', at('secrets/site-keys.json'))).toEqual({});
});

it('closes the folder to others, and opens the files in it to the users of the containers', async () => {
  await makeSecrets(folder);
  expect([modeOf('secrets'), modeOf('.env')]).toEqual(['700', '600']);
  expect(['secrets/postgres-password', 'secrets/login-keys.json', 'secrets/issuer/issuer-keys.json'].map(modeOf)).toEqual(['644', '644', '644']);
});

it('gives the superuser one password, in the file and in its URL, and every role another', async () => {
  await makeSecrets(folder);
  const settings = parseEnv(readFileSync(at('.env'), 'utf8'));
  const passwordOf = (url = '') => new URL(url).password;
  expect(passwordOf(settings['ADMIN_DATABASE_URL'])).toBe(readFileSync(at('secrets/postgres-password'), 'utf8'));
  const passwords = Object.entries(settings).filter(([name]) => name.endsWith('DATABASE_URL')).map(([, url]) => passwordOf(url));
  expect(new Set(passwords).size).toBe(8);
});

it('leaves what is there as it is, and adds what a later release needs', async () => {
  await makeSecrets(folder);
  const before = readFileSync(at('.env'), 'utf8');
  expect(await makeSecrets(folder)).toEqual([]);
  rmSync(at('secrets/temporal-password'));
  expect(await makeSecrets(folder)).toEqual([at('secrets/temporal-password')]);
  expect(readFileSync(at('.env'), 'utf8')).toBe(before);
});

it.each(['.env', 'secrets'])('makes no new secrets beside old data when only %s is lost', async (lost) => {
  await makeSecrets(folder);
  rmSync(at(lost), { recursive: true });
  await expect(makeSecrets(folder)).rejects.toThrow('belong together');
});
