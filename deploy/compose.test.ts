import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv } from 'ajv';
import { toConfig } from '../config/config.js';
import { PROCESSES, VARIABLES, type ProcessName } from '../config/variables.js';
import { SEARCH_ATTRIBUTES } from '../dev/temporal-connection.js';
import { serverArgs } from '../dev/temporal-server.js';
import { composeWith, interpolatedNames, OF_OTHERS, readText, readYaml, root, type ComposeFile } from './compose-fixtures.js';
import { makeSecrets } from './make-secrets.js';

/** Which service is which of our processes. */
const OURS = { 'prepare-database': 'prepareDatabase', migrate: 'migrate', login: 'login', api: 'api', worker: 'worker' } as const satisfies Record<string, ProcessName>;
const services = Object.entries(OURS) as [keyof typeof OURS, ProcessName][];
const namesOf = (process: ProcessName) => PROCESSES[process].map((field) => VARIABLES[field]);

const folder = mkdtempSync(join(tmpdir(), 'miaocheng-compose-'));
let env: NodeJS.Dict<string>;
let compose: ComposeFile;

beforeAll(async () => {
  await makeSecrets(folder);
  const made = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  env = { ...made, ...OF_OTHERS };
  compose = composeWith(env);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('docker-compose.yml', () => {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(readFileSync(join(dirname(require.resolve('dclint/package.json')), 'schemas/compose.schema.json'), 'utf8')) as { $schema?: string };
  const { $schema: _draft, ...rules } = schema; // draft 7 by an address that Ajv does not know
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(rules);
  const problemsOf = (file: unknown) => (validate(file) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));

  it('keeps to the Compose schema', () => {
    expect(problemsOf(readYaml('docker-compose.yml'))).toEqual([]);
  });

  it.each([{ services: { api: { imag: 'x' } } }, { services: { api: { restart: 3 } } }, { service: {} }])('would not with %j', (file) => {
    expect(problemsOf(file)).not.toEqual([]);
  });

  it('pins every image, ours to this release', () => {
    const { version } = JSON.parse(readText('package.json')) as { version: string };
    for (const [name, { image, build }] of Object.entries(compose.services)) {
      expect(image).toMatch(build ? new RegExp(`^miaocheng/[a-z]+:${version.replaceAll('.', '\\.')}$`) : /^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
      expect([name, build === undefined]).toEqual([name, !(name in OURS)]);
    }
  });

  it('opens ports to this machine alone', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports).toHaveLength(3);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('gives every service that runs on a limit, and no service a way out that it does not need', () => {
    const running = Object.entries(compose.services).filter(([, { restart }]) => restart === 'unless-stopped');
    expect(running.map(([name]) => name)).toEqual(['postgres', 'temporal', 'temporal-ui', 'login', 'api', 'worker']);
    for (const [, { deploy }] of running) expect(deploy?.resources.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
    const outside = Object.entries(compose.services).filter(([, { networks }]) => networks?.includes('outside'));
    expect(outside.map(([name]) => name)).toEqual(['temporal-ui', 'login', 'api', 'worker']);
  });

  it('names services, secrets and files that exist', () => {
    const all = Object.values(compose.services);
    const named = all.flatMap((service) => Object.keys(service.depends_on ?? {}));
    expect(named.filter((name) => !(name in compose.services))).toEqual([]);
    expect(all.flatMap(({ secrets }) => secrets ?? []).filter((name) => !(name in compose.secrets))).toEqual([]);
    const mounted = all.flatMap(({ volumes }) => volumes ?? []).filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0] ?? '');
    const made = [...Object.values(compose.secrets).map(({ file }) => file), ...mounted.filter((path) => path.startsWith('./secrets/'))];
    expect(made.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
    const shipped = [...mounted, ...all.flatMap(({ build }) => build?.dockerfile ?? [])].filter((path) => !path.startsWith('./secrets/'));
    expect(shipped.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the settings that docker-compose.yml passes', () => {
  it('come from .env by the names of config/variables.ts', () => {
    const known = Object.values(VARIABLES).map(({ name }): string => name);
    expect(interpolatedNames().filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(services)('are for %s all that it needs and nothing that it does not read', (service, process) => {
    const given = Object.keys(compose.services[service]?.environment ?? {});
    const variables = namesOf(process);
    expect(given.filter((name) => !variables.some((variable) => variable.name === name))).toEqual([]);
    expect(variables.filter((variable) => !('absent' in variable) && !given.includes(variable.name))).toEqual([]);
  });

  it.each(services)('are well formed for %s, with what deploy/prepare makes', (service, process) => {
    expect(() => toConfig(compose.services[service]?.environment ?? {}, process)).not.toThrow();
  });

  it.each(['REGISTRY_GUANGDONG_URL', 'FIELD_KEYS', 'API_DATABASE_URL'])('are refused without %s', (name) => {
    expect(() => composeWith({ ...env, [name]: '' })).toThrow(name);
  });

  it('let the processes with a port be reached from other containers', () => {
    expect(['login', 'api'].map((name) => compose.services[name]?.environment?.['LISTEN_HOST'])).toEqual(['0.0.0.0', '0.0.0.0']);
    expect(compose.services['api']?.environment?.['LOGIN_JWKS_URL']).toBe(`http://login:${VARIABLES.loginPort.absent}/jwks`);
  });
});

describe('the image', () => {
  const dockerfile = readText('deploy/Dockerfile');

  it('has a target for each of our services, which runs a file of the sources', () => {
    const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, target]) => target);
    for (const [service] of services) expect(targets).toContain(compose.services[service]?.build?.target);
    const inFile = [...dockerfile.matchAll(/"(dist\/[\w/-]+\.js)"/g)].map(([, file]) => file ?? '');
    const inCompose = services.flatMap(([service]) => compose.services[service]?.command ?? []).filter((word) => word.startsWith('dist/'));
    expect(inFile.length + inCompose.length).toBeGreaterThan(6);
    for (const file of [...inFile, ...inCompose]) expect(existsSync(join(root, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });

  it('runs the Node that the project is developed with, and not as root', () => {
    expect(dockerfile).toMatch(new RegExp(`^ARG NODE_IMAGE=node:${readText('.nvmrc').trim()}\\.\\d+\\.\\d+-bookworm-slim$`, 'm'));
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('is built without secrets of the checkout', () => {
    expect(readText('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', 'secrets', '.data', '.git']));
  });
});

describe('Temporal', () => {
  type Settings = Record<string, [{ value: unknown }]>;
  const tuned = readYaml('deploy/temporal/dynamic-config.yaml') as Settings;

  it('is tuned as in development, and beyond that for Postgres', () => {
    const args = serverArgs({ file: 'temporal', dbFile: 'x', port: 1, uiPort: null, namespace: 'x' });
    const development = args.filter((_arg, n) => args[n - 1] === '--dynamic-config-value').map((pair) => pair.split('='));
    const onlyPostgres = [
      'history.visibilityProcessorMaxPollRPS', 'matching.rps', 'frontend.rps', 'frontend.namespaceRPS', 'history.rps', 'frontend.persistenceMaxQPS',
      'history.persistenceMaxQPS', 'matching.persistenceMaxQPS', 'frontend.namespaceRPS.visibility',
    ];
    expect(Object.keys(tuned).toSorted()).toEqual([...development.map(([key]) => key), ...onlyPostgres].toSorted());
    for (const [key = '', value = ''] of development) expect([key, tuned[key]?.[0].value]).toEqual([key, JSON.parse(value)]);
  });

  it('gets the search attributes and the namespace that the code uses', () => {
    expect(readText('deploy/temporal/create-namespace.sh')).toContain(`for name in ${SEARCH_ATTRIBUTES.join(' ')}; do`);
    const given = ['temporal-namespace', 'api', 'worker'].map((name) => compose.services[name]?.environment?.['TEMPORAL_NAMESPACE']);
    expect(new Set(given)).toEqual(new Set([VARIABLES.temporalNamespace.absent]));
  });

  it('is of one release, with its jobs', () => {
    const images = ['temporal', 'temporal-schema', 'temporal-namespace'].map((name) => compose.services[name]?.image.split(':')[1]);
    expect(new Set(images).size).toBe(1);
  });
});
