import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyPair } from '../api/auth/auth-fixtures.js';
import { createTestDatabase, type TestDatabase } from '../db/database-fixtures.js';

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;
let child: ChildProcess | null = null;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  folder = await mkdtemp(join(tmpdir(), 'login-'));
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [(await keyPair('server-1')).privateJwk] }));
  const port = await freePort();
  environment = {
    LOGIN_DATABASE_URL: database.urls.login, LOGIN_ISSUER_URL: `http://127.0.0.1:${port}`, LOGIN_PORT: String(port), API_AUDIENCE: 'https://api.test.example',
    LOGIN_KEYS_FILE: join(folder, 'keys.json'), LOGIN_COOKIE_KEYS: `k1:${randomBytes(32).toString('base64')}`, LOG_LEVEL: 'error',
  };
});

afterEach(() => child?.kill('SIGKILL'));
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

function start(overrides: Record<string, string> = {}): ChildProcess {
  child = fork(join(import.meta.dirname, 'main.ts'), { execArgv: ['--import', 'tsx'], env: { ...environment, ...overrides }, silent: true });
  return child;
}

it.each([
  { way: 'SIGTERM', stop: (login: ChildProcess) => login.kill('SIGTERM') },
  { way: 'the end of its launcher', stop: (login: ChildProcess) => login.disconnect() },
])('says that it is ready, answers, and stops on $way', async ({ stop }) => {
  const login = start();
  const [message] = (await once(login, 'message')) as [unknown];
  expect(message).toEqual({ ready: true, urls: { login: environment['LOGIN_ISSUER_URL'] } });
  const answers = await Promise.all(['/healthz', '/readyz', '/jwks'].map((path) => fetch(`${environment['LOGIN_ISSUER_URL']}${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  stop(login);
  expect(await once(login, 'exit')).toEqual([0, null]);
});

it('ends with a clear word when a setting is missing', async () => {
  const login = start({ API_AUDIENCE: '' });
  let said = '';
  login.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [status] = (await once(login, 'exit')) as [number];
  expect(status).not.toBe(0);
  expect(said).toContain('API_AUDIENCE is missing');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
