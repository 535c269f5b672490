import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toLocalDate } from '../../domain/time.js';
import { startIdentityAuthoritiesSimulator } from '../../simulators/identity-authorities/start.js';
import type { FaultInput } from '../../simulators/kit/faults.js';
import type { RunningSimulator } from '../../simulators/kit/server.js';
import { TROUBLE_FAULTS } from '../trouble-fixtures.js';
import { createBirthCertificateAuthority } from './birth-certificate.js';
import { createHouseholdRegisterAuthority } from './household-register.js';
import { createPoliceFaceAuthority } from './police-face.js';
import { AUTHORITY_CONTRACT, type AuthorityTrouble, type AuthorityUnderTest } from './port-contract.js';
import type { IdentityAuthority } from './port.js';

const KEYS = { birthCertificate: 'key of the certificates', policeFace: 'key of the faces', householdRegister: 'key of the register' };
const FAULTS: Record<AuthorityTrouble, FaultInput> = {
  ...TROUBLE_FAULTS,
  rejected: { kind: 'reject', code: 'invalid-field', count: 1 },
  'another-number': { kind: 'wrong-person', how: 'another-number', count: 1 },
  'another-question': { kind: 'wrong-person', how: 'another-question', count: 1 },
};

let folder: string;
let simulator: RunningSimulator;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authorities-'));
  simulator = await startIdentityAuthoritiesSimulator({ port: 0, dataFolder: folder, keys: KEYS });
  await control('people', { people: PEOPLE });
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

async function control<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulator.url}/control/${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

const KNOWN = { name: '欧阳示例', birthDate: toLocalDate('1990-06-01'), idNo: '440199199006010027', certNo: 'T440000001', face: 'capture-known' };
const OTHER = { name: '冼示例', birthDate: toLocalDate('1950-01-01'), idNo: '440199195001010024', certNo: 'T440000002', face: 'capture-other' };
const PEOPLE = [KNOWN, OTHER].map(({ birthDate, ...person }) => ({ ...person, birthday: birthDate.replaceAll('-', '') }));

type Dialect = { type: 'id-card' | 'birth-certificate'; authority: (overrides?: { key?: string; timeoutMs?: number }) => IdentityAuthority };

const certificate: Dialect['authority'] = (overrides) => createBirthCertificateAuthority({ baseUrl: simulator.url, key: KEYS.birthCertificate, ...overrides });

const DIALECTS: Record<string, Dialect> = {
  'birth-certificate, by the certificate': { type: 'birth-certificate', authority: certificate },
  'birth-certificate, by the ID card': { type: 'id-card', authority: certificate },
  'police-face': { type: 'id-card', authority: (overrides) => createPoliceFaceAuthority({ baseUrl: simulator.url, key: KEYS.policeFace, ...overrides }) },
  'household-register': { type: 'id-card', authority: (overrides) => createHouseholdRegisterAuthority({ baseUrl: simulator.url, key: KEYS.householdRegister, ...overrides }) },
};

function underTest({ authority, type }: Dialect): AuthorityUnderTest {
  const numberOf = ({ idNo, certNo }: typeof KNOWN) => ({ type, number: type === 'id-card' ? idNo : certNo });
  const personOf = (person: typeof KNOWN) => ({ claim: { name: person.name, birthDate: person.birthDate, identifier: numberOf(person) }, capture: person.face });
  return {
    authority: authority(),
    impatient: authority({ timeoutMs: 200 }),
    known: personOf(KNOWN),
    other: personOf(OTHER),
    unknown: { name: '无此人', birthDate: KNOWN.birthDate, identifier: { type, number: type === 'id-card' ? '44019919900601006X' : 'T999999999' } },
    trouble: async (next) => void (await control('faults', FAULTS[next])),
    asked: async (key) => (await control<{ byKey: Record<string, number> }>('asked')).byKey[key] ?? 0,
  };
}

describe.each(Object.entries(DIALECTS))('the contract of the port: %s', (_, dialect) => {
  it.each(AUTHORITY_CONTRACT)('$fact', ({ prove }) => prove(underTest(dialect)));

  it('is away to a wrong key', async () => {
    const { known } = underTest(dialect);
    await expect(dialect.authority({ key: 'another' }).verify({ key: 'k', ...known })).rejects.toMatchObject({ name: 'Unavailable', code: 'not-authorised', effect: 'none' });
  });
});

describe('what differs', () => {
  const of = (name: string) => {
    const dialect = DIALECTS[name];
    if (!dialect) throw new Error(name);
    return underTest(dialect);
  };

  it.each(['birth-certificate, by the certificate', 'household-register'])('is the birth date: %s', async (name) => {
    const { authority, known } = of(name);
    const claim = { ...known.claim, birthDate: toLocalDate('1990-06-02') };
    expect(await authority.verify({ key: 'k', claim, capture: null })).toEqual({ outcome: 'mismatch', differing: ['birthDate'] });
  });

  it('is the face of somebody else', async () => {
    const { authority, known, other } = of('police-face');
    expect(await authority.verify({ key: 'k', claim: known.claim, capture: other.capture })).toEqual({ outcome: 'mismatch', differing: ['face'] });
  });

  it('is not the width or the dots of a name in the register', async () => {
    await control('people', { people: [{ name: '阿卜杜拉·示例', birthday: '19500101', idNo: '440199195001010040', certNo: null, face: null }] });
    const claim = { name: '阿卜杜拉•示例', birthDate: OTHER.birthDate, identifier: { type: 'id-card' as const, number: '440199195001010040' } };
    expect(await of('household-register').authority.verify({ key: 'k', claim, capture: null })).toEqual({ outcome: 'verified' });
  });
});

it('rejects a capture that has expired: another one is needed', async () => {
  const { authority, known } = underTest(DIALECTS['police-face'] as Dialect);
  await expect(authority.verify({ key: 'k', claim: known.claim, capture: 'expired-capture' })).rejects.toMatchObject({ name: 'Rejected', code: 'capture-expired' });
});
