import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '../domain/time.js';
import { ensureIssuerKeysFile } from '../issuer/key-file.js';
import { ensureLoginKeysFile } from '../login/login-keys.js';

// A container gets each secret as it is on the host and runs as another user: what is inside is readable, the folder around it is closed.
const CLOSED = 0o700;
const OPEN_FOLDER = 0o755;
const OPEN_FILE = 0o644;

/**
 * Writes what `docker-compose.yml` needs beside itself: `.env` and the files of `secrets/`, with fresh secrets. What is there is left as it
 * is, since it protects data.
 * @returns the paths that were written
 * @throws {Error} when one of the two is there without the other
 */
export async function makeSecrets(folder: string): Promise<string[]> {
  const settings = join(folder, '.env');
  const secret = (name: string) => join(folder, 'secrets', name);
  if (existsSync(settings) !== existsSync(secret('postgres-password'))) throw new Error('.env and secrets/ belong together, and one of them is missing. Put it back, or remove both to begin again.');
  await mkdir(secret(''), { recursive: true, mode: CLOSED });
  await mkdir(secret('issuer'), { recursive: true, mode: OPEN_FOLDER });
  const superuser = password();
  const written = [
    await writeOnce(secret('postgres-password'), (file) => writePrivate(file, superuser)),
    await writeOnce(settings, (file) => writePrivate(file, environmentFile(superuser))),
    await writeOnce(secret('temporal-password'), (file) => writePrivate(file, password())),
    await writeOnce(secret('issuer/issuer-keys.json'), (file) => ensureIssuerKeysFile(file, toInstant(Date.now()))),
    await writeOnce(secret('login-keys.json'), ensureLoginKeysFile),
    await writeOnce(secret('sign-in-keys.json'), ensureLoginKeysFile),
    await writeOnce(secret('site-keys.json'), (file) => writePrivate(file, '{}\n')), // each site's key comes from its registry
  ].filter((file) => file !== null);
  for (const file of written) if (file !== settings) await chmod(file, OPEN_FILE);
  return written;
}

async function writeOnce(file: string, write: (file: string) => Promise<unknown>): Promise<string | null> {
  if (existsSync(file)) return null;
  await write(file);
  return file;
}

function environmentFile(superuser: string): string {
  const url = (user: string, secret = password(), database = 'miaocheng') => `postgres://${user}:${secret}@postgres:5432/${database}`;
  const settings = {
    ADMIN_DATABASE_URL: url('postgres', superuser, 'postgres'),
    DATABASE_URL: url('migrator'),
    API_DATABASE_URL: url('api'),
    WORKER_DATABASE_URL: url('worker'),
    RELAY_DATABASE_URL: url('relay'),
    SEALER_DATABASE_URL: url('sealer'),
    AUDITOR_DATABASE_URL: url('auditor'),
    LOGIN_DATABASE_URL: url('login'),
    FIELD_KEYS: key('field-1'),
    BLIND_INDEX_KEYS: key('index-1'),
    PAYLOAD_KEYS: key('payload-1'),
    LOGIN_COOKIE_KEYS: key('cookie-1'),
    API_PUBLIC_URL: 'http://127.0.0.1:8700',
    API_AUDIENCE: 'urn:miaocheng:api',
    LOGIN_ISSUER_URL: 'http://127.0.0.1:8702',
    ADMIN_PUBLIC_URL: '',
    REGISTRY_GUANGDONG_URL: '',
    SMS_URL: '',
    SMS_API_KEY: '',
    BIRTH_CERTIFICATE_URL: '',
    BIRTH_CERTIFICATE_KEY: '',
    POLICE_FACE_URL: '',
    POLICE_FACE_KEY: '',
    HOUSEHOLD_REGISTER_URL: '',
    HOUSEHOLD_REGISTER_KEY: '',
  };
  return [
    '# Settings and secrets of one installation, read by docker-compose.yml; .env.example explains each. Losing the keys is losing the data.',
    '# Fill in what is empty: it comes from the registry, from the SMS provider and from the identity authorities.',
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    '',
  ].join('\n');
}

function writePrivate(file: string, content: string): Promise<void> {
  return writeFile(file, content, { mode: 0o600, flag: 'wx' });
}

/** Letters and digits, `-` and `_` only: it stands in URLs and in shells. */
function password(): string {
  return randomBytes(24).toString('base64url');
}

function key(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}
