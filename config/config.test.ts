import { readFileSync } from 'node:fs';
import { ConfigError, toConfig } from './config.js';
import { LAUNCHER_VARIABLES, PROCESSES, VARIABLES } from './variables.js';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const WORKER = {
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  PAYLOAD_KEYS: `p1:${key(1)}`,
  FIELD_KEYS: `f2:${key(2)},f1:${key(1)}`,
  BLIND_INDEX_KEYS: `b1:${key(3)}`,
  WORKER_DATABASE_URL: 'postgres://worker:secret@127.0.0.1:5432/miaocheng',
  REGISTRY_GUANGDONG_URL: 'http://127.0.0.1:8710',
  SITE_KEYS_FILE: 'site-keys.json',
  SMS_URL: 'http://127.0.0.1:8711',
  SMS_API_KEY: 'secret',
  BIRTH_CERTIFICATE_URL: 'http://127.0.0.1:8712',
  BIRTH_CERTIFICATE_KEY: 'secret',
  POLICE_FACE_URL: 'http://127.0.0.1:8712',
  POLICE_FACE_KEY: 'secret',
  HOUSEHOLD_REGISTER_URL: 'http://127.0.0.1:8712',
  HOUSEHOLD_REGISTER_KEY: 'secret',
};

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration of a process', () => {
  it('has typed values, with defaults where a variable may be left out', () => {
    expect(toConfig(WORKER, 'worker')).toMatchObject({ temporalNamespace: 'miaocheng', policyClocks: 'clocks', logLevel: 'info', workerQueues: [], smsUrl: 'http://127.0.0.1:8711' });
  });

  it('holds nothing that the process does not use', () => {
    expect(toConfig({ ...WORKER, DATABASE_URL: 'postgres://migrator:secret@127.0.0.1/miaocheng' }, 'worker')).not.toHaveProperty('databaseUrl');
  });

  it('keeps the order of keys, so that the first one writes', () => {
    expect(toConfig(WORKER, 'worker').fieldKeys.map(({ id, bytes }) => [id, bytes[0]])).toEqual([['f2', 2], ['f1', 1]]);
  });

  it('reads a list of queues', () => {
    expect(toConfig({ ...WORKER, WORKER_QUEUES: 'journeys, registry-guangdong' }, 'worker').workerQueues).toEqual(['journeys', 'registry-guangdong']);
  });

  it('listens to this machine alone unless told another address', () => {
    const login = { LOGIN_DATABASE_URL: 'postgres://login:secret@127.0.0.1/miaocheng', LOGIN_ISSUER_URL: 'http://127.0.0.1:8702', API_AUDIENCE: 'urn:miaocheng:api', LOGIN_KEYS_FILE: 'keys.json', LOGIN_COOKIE_KEYS: `c1:${key(4)}` };
    expect([undefined, '0.0.0.0', '::'].map((LISTEN_HOST) => toConfig({ ...login, LISTEN_HOST }, 'login').listenHost)).toEqual(['127.0.0.1', '0.0.0.0', '::']);
    expect(problemsOf(() => toConfig({ ...login, LISTEN_HOST: 'localhost' }, 'login'))).toEqual(['LISTEN_HOST is malformed: it must be an IPv4 or IPv6 address']);
  });

  it('lists all that is missing or malformed at once, each by name with its rule', () => {
    expect(problemsOf(() => toConfig({ LOG_LEVEL: 'loud', DATABASE_URL: ' ' }, 'migrate'))).toEqual([
      'LOG_LEVEL is malformed: it must be one of fatal, error, warn, info, debug, trace, silent',
      'DATABASE_URL is missing: it must be postgres://USER:PASSWORD@HOST:PORT/DATABASE',
    ]);
  });

  it.each([
    ['WORKER_DATABASE_URL', 'mysql://worker:hidden@127.0.0.1/miaocheng'],
    ['WORKER_DATABASE_URL', 'postgres://worker:hidden@127.0.0.1'],
    ['TEMPORAL_ADDRESS', 'http://127.0.0.1:7233'],
    ['TEMPORAL_ADDRESS', '127.0.0.1:77777'],
    ['REGISTRY_GUANGDONG_URL', 'ftp://127.0.0.1'],
    ['FIELD_KEYS', 'hidden'],
    ['FIELD_KEYS', `f1:${Buffer.alloc(16).toString('base64')}`],
    ['FIELD_KEYS', `f1:${key(1)},f1:${key(2)}`],
    ['FIELD_KEYS', `f1:${key(1)},`],
    ['FIELD_KEYS', `hidden.1:${key(1)}`],
    ['POLICY_CLOCKS', 'hidden'],
    ['WORKER_QUEUES', 'journeys;hidden'],
  ])('refuses %s=%s without repeating it', (name, value) => {
    const problems = problemsOf(() => toConfig({ ...WORKER, [name]: value }, 'worker'));
    expect(problems).toEqual([expect.stringContaining(`${name} is malformed: it must be`)]);
    expect(problems.join()).not.toContain('hidden');
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
  const assigned = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);

  it('lists every variable exactly once', () => {
    expect(assigned.toSorted()).toEqual([...Object.values(VARIABLES).map(({ name }) => name), ...LAUNCHER_VARIABLES].toSorted());
  });

  it('says each variable in a sentence on the line above it', () => {
    const silent = assigned.filter((name) => !/^# .+\.$/.test(lines[lines.findIndex((line) => line.startsWith(`${name}=`)) - 1] ?? ''));
    expect(silent).toEqual([]);
  });

  it('belongs to processes: none is read by nobody', () => {
    const used = new Set<string>(Object.values(PROCESSES).flat());
    expect(Object.keys(VARIABLES).filter((field) => !used.has(field))).toEqual([]);
  });
});
