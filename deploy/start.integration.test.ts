import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { pendingMigrations } from '../db/migrate.js';
import { anyFreePort } from '../dev/ports.js';
import { composeWith, OF_OTHERS, root } from './compose-fixtures.js';
import { makeSecrets } from './make-secrets.js';

/** On no machine: an address of documentation, RFC 5737. */
const NOT_OURS = '192.0.2.1';
const admin = process.env['TEST_ADMIN_URL'] ?? '';
const database = `deploy_test_${randomBytes(6).toString('hex')}`;

let folder: string;
let environments: Record<string, Record<string, string>>;
const children: ChildProcess[] = [];

/** What Compose gives each service, with the addresses of this test run in place of those of its networks. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miaocheng-deploy-'));
  await makeSecrets(folder);
  const settings = parseEnv(await readFile(join(folder, '.env'), 'utf8'));
  const { services } = composeWith({ ...settings, ...OF_OTHERS });
  const here = (value: string) =>
    value
      // Roles are the server's, shared with other suites, which know their passwords.
      .replace(/^postgres:\/\/(\w+):.*@postgres:5432\/miaocheng$/, (_url, role: string) => Object.assign(new URL(admin), { username: role, password: role, pathname: `/${database}` }).href)
      .replace(/^postgres:.*@postgres:5432\/postgres$/, admin)
      .replace('temporal:7233', process.env['TEST_TEMPORAL_ADDRESS'] ?? '')
      .replace('/run/secrets/login-keys', join(folder, 'secrets/login-keys.json'))
      .replace('/run/issuer', join(folder, 'secrets/issuer'))
      .replace('/var/lib/miaocheng', folder);
  environments = Object.fromEntries(Object.entries(services).map(([name, { environment = {} }]) => [name, Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, here(value)]))]));
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`drop database if exists ${database} with (force)`);
  await client.end();
  await rm(folder, { recursive: true });
});

/** In a folder without `.env`, as in the image. */
function start(service: string, file: string, overrides: Record<string, string> = {}): ChildProcess {
  const tsx = import.meta.resolve('tsx');
  const child = fork(join(root, file), { cwd: folder, execArgv: ['--import', tsx], env: { PATH: process.env['PATH'], ...environments[service], ...overrides }, silent: true });
  children.push(child);
  return child;
}

async function outcome(child: ChildProcess): Promise<{ status: number; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number];
  return { status, said };
}

it('prepares an empty server, and brings the database to this release', async () => {
  await rm(join(folder, '.env'));
  const prepare = () => outcome(start('prepare-database', 'tools/prepare-database.ts'));
  expect([await prepare(), await prepare()]).toMatchObject([{ status: 0 }, { status: 0 }]);
  expect(await outcome(start('migrate', 'tools/migrate.ts'))).toMatchObject({ status: 0 });
  expect(await pendingMigrations(environments['migrate']?.['DATABASE_URL'] ?? '')).toEqual([]);
});

it('starts the API, which answers that it is ready', async () => {
  const port = await anyFreePort();
  const api = start('api', 'api/main.ts', { LISTEN_HOST: '127.0.0.1', API_PORT: String(port) });
  expect(await once(api, 'message')).toEqual([{ ready: true, urls: expect.any(Object) }, undefined]);
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ database: 'up', migrated: true })]);
  api.kill('SIGTERM');
  expect(await once(api, 'exit')).toEqual([0, null]);
});

it.each([['api', 'api/main.ts'], ['login', 'login/main.ts']])('lets %s listen at LISTEN_HOST and nowhere else', async (service, file) => {
  const { status, said } = await outcome(start(service, file, { LISTEN_HOST: NOT_OURS }));
  expect(status).toBe(1);
  expect(said).toContain('cannot listen');
  expect(said).toContain(NOT_OURS);
});
