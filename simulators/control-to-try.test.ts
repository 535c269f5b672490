import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSimulatorEnvironment } from './environment.js';
import { OWN_FAULTS } from './identity-authorities/own-faults.js';
import { startIdentityAuthoritiesSimulator } from './identity-authorities/start.js';
import { createFaultSchema, type OwnFaults } from './kit/faults.js';
import type { RunningSimulator } from './kit/server.js';
import { ownFaults as ownOfRegistry } from './registry-guangdong/own-faults.js';
import { Records } from './registry-guangdong/records.js';
import { startGuangdongSimulator } from './registry-guangdong/start.js';
import { ARCHIVE_OUTCOMES, PERSON_KINDS } from './residents/resident.js';
import { ownFaults as ownOfSms } from './sms/own-faults.js';
import { startSmsSimulator } from './sms/start.js';

const document = readFileSync(new URL('../docs/simulators.md', import.meta.url), 'utf8');
const REQUEST = /^control "\$(REGISTRY|SMS|IDENTITY)(\/[^"]+)"(?: -X (DELETE))?(?: -d '([^']+)')?(?: +# refused: (\d{3}))?$/gm;
const requests = [...document.matchAll(REQUEST)].map(([line, system, path = '', method, body, refused]) => ({
  line, system, path, method: method ?? (body ? 'POST' : 'GET'), body, status: Number(refused ?? 200),
}));
const rows = document.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').map((cell) => cell.trim()).slice(1, -1));
const named = (cell = '') => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name ?? '');

let folder: string;
let running: Record<string, RunningSimulator>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'to-try-'));
  running = {
    REGISTRY: await startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: () => undefined }),
    SMS: await startSmsSimulator({ port: 0, dataFolder: folder, apiKey: 'key' }),
    IDENTITY: await startIdentityAuthoritiesSimulator({ port: 0, dataFolder: folder, keys: { birthCertificate: 'b', policeFace: 'f', householdRegister: 'h' } }),
  };
});
afterEach(async () => {
  for (const simulator of Object.values(running)) await simulator.stop();
  await rm(folder, { recursive: true });
});

describe('the requests to try', () => {
  it.each(requests)('$line', async ({ system = '', path, method, body, status }) => {
    const response = await fetch(`${running[system]!.url}${path}`, { method, ...(body && { body }) });
    const answer: unknown = await response.json();
    expect({ status: response.status, answer }).toMatchObject({ status });
  });

  it('are all of the lines that say control', () => {
    expect(requests.map(({ line }) => line)).toEqual(document.split('\n').filter((line) => line.startsWith('control "')));
    expect(requests.length).toBeGreaterThan(15);
  });
});

type Options = { options: readonly { shape: Record<string, unknown> }[] };

/** Every kind of fault with its own parameters, as the schema has them. */
function faultKinds(): { kind: string; how: string; own: string[]; scoped: boolean }[] {
  const { options } = createFaultSchema({ rejections: {}, wrongPersons: {}, wrongSchemas: {} });
  const shapes = options.flatMap((option) => ('options' in option ? (option as Options).options : [option as Options['options'][number]])).map(({ shape }) => shape);
  return shapes.map((shape) => {
    const word = (field: string) => (shape[field] as { value: string } | undefined)?.value ?? '';
    const scoped = 'probability' in shape;
    const shared = ['kind', ...(word('how') ? ['how'] : []), ...(scoped ? SCOPE : [])];
    return { kind: word('kind'), how: word('how'), own: Object.keys(shape).filter((field) => !shared.includes(field)), scoped };
  });
}
const SCOPE = ['path', 'about', 'probability', 'count', 'forMs'];

describe('the tables', () => {
  it.each(faultKinds())('have a row for $kind $how with its parameters', ({ kind, how, own }) => {
    const row = rows.find(([first]) => JSON.stringify(named(first)) === JSON.stringify(how ? [kind, 'how', how] : [kind]));
    expect(named(row?.[1])).toEqual(own);
    expect(requests.filter(({ body, status }) => status === 200 && body?.includes(`"kind": "${kind}"`) && (!how || body.includes(`"how": "${how}"`)))).not.toEqual([]);
  });

  it.each<{ parameter: string; wordsOf: (own: OwnFaults) => object }>([
    { parameter: 'code of reject', wordsOf: ({ rejections }) => rejections },
    { parameter: 'how of wrong-person', wordsOf: ({ wrongPersons }) => wrongPersons },
    { parameter: 'how of wrong-schema', wordsOf: ({ wrongSchemas }) => wrongSchemas },
  ])('have every word for the $parameter, of each system', ({ parameter, wordsOf }) => {
    const [, ...said] = rows.find(([first]) => first?.replaceAll('`', '') === parameter) ?? [];
    const systems = [ownOfRegistry(new Records()), ownOfSms({ messages: new Map() }), OWN_FAULTS];
    expect(said.map(named)).toEqual(systems.map((own) => Object.keys(wordsOf(own))));
  });

  it('have a row for each parameter that says which requests are hit', () => {
    expect(rows.map(([first]) => named(first).join()).filter((name) => SCOPE.includes(name))).toEqual(SCOPE);
    expect(faultKinds().filter(({ scoped }) => !scoped)).toEqual([{ kind: 'down', how: 'refuse', own: ['forMs'], scoped: false }]);
  });

  it.each([
    { system: 'REGISTRY', at: 'registry' },
    { system: 'SMS', at: 'SMS' },
    { system: 'IDENTITY', at: 'identity' },
  ])('name every control path of $system, and none that it has not', async ({ system, at }) => {
    const { known } = (await (await fetch(`${running[system]!.url}/control/`)).json()) as { known: string[] };
    const said = rows.filter(([path, where]) => path?.includes('/control/') && (where === 'all' || where === at)).map(([path]) => path?.replaceAll('`', ''));
    expect(said.toSorted()).toEqual(known.toSorted());
  });

  it.each([
    { table: 'people', words: PERSON_KINDS },
    { table: 'archives', words: ARCHIVE_OUTCOMES },
  ])('name all that may be drawn of $table', ({ table, words }) => {
    const [, after = ''] = document.split(`| \`${table}\` | `);
    const said = after.split('\n\n')[0]?.split('\n').slice(2).flatMap((line) => named(line.split('|')[1]));
    expect(said?.toSorted()).toEqual([...words].toSorted());
  });

  it('name no control path in the text that no simulator has', () => {
    const paths = new Set(rows.flatMap(([path]) => /\/control\/\w+/.exec(path ?? '')?.[0] ?? []));
    expect([...document.matchAll(/\/control\/\w+/g)].map(([path]) => path).filter((path) => !paths.has(path))).toEqual([]);
  });

  it('name the ports of a start without settings', () => {
    const { registryGuangdongPort, smsPort, identityAuthoritiesPort } = readSimulatorEnvironment({ SITE_KEYS_FILE: 'keys', SMS_API_KEY: 'key', BIRTH_CERTIFICATE_KEY: 'key', POLICE_FACE_KEY: 'key', HOUSEHOLD_REGISTER_KEY: 'key' });
    expect(rows.map(([, address]) => /^`http:\/\/127\.0\.0\.1:(\d+)`$/.exec(address ?? '')?.[1]).filter(Boolean)).toEqual([registryGuangdongPort, smsPort, identityAuthoritiesPort].map(String));
    expect(document).toContain(`REGISTRY=http://127.0.0.1:${registryGuangdongPort} SMS=http://127.0.0.1:${smsPort} IDENTITY=http://127.0.0.1:${identityAuthoritiesPort}`);
  });
});
