import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toLocalDate } from '../../domain/time.js';
import { createPoliceFaceAuthority } from '../../registries/identity/police-face.js';
import { startIdentityAuthoritiesSimulator } from '../identity-authorities/start.js';
import type { RunningSimulator } from '../kit/server.js';
import { generateResidents } from './generate.js';
import { captureOf, seedAuthorities } from './seed-authorities.js';

const residents = generateResidents({ seed: 3, count: 60, today: toLocalDate('2026-11-24') });
let folder: string;
let simulator: RunningSimulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residents-'));
  simulator = await startIdentityAuthoritiesSimulator({ port: 0, dataFolder: folder, keys: { birthCertificate: 'b', policeFace: 'f', householdRegister: 'h' } });
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const known = async () => ((await (await fetch(`${simulator.url}/control/people`)).json()) as { total: number }).total;

/** Nobody but these is in a register of the authorities. */
const registered = residents.filter(({ identifiers }) => identifiers.some(({ type }) => type === 'id-card' || type === 'birth-certificate'));

it('makes those with an ID card or birth certificate known to the authorities, once, each with a face of their own', async () => {
  await seedAuthorities(simulator.url, residents);
  await seedAuthorities(`${simulator.url}/`, residents);
  expect(await known()).toBe(registered.length);
  expect(registered.length).toBeLessThan(residents.length);
  expect(new Set(residents.map(captureOf)).size).toBe(residents.length);
  const authority = createPoliceFaceAuthority({ baseUrl: simulator.url, key: 'f' });
  for (const [n, resident] of registered.filter(({ identifiers }) => identifiers[0]?.type === 'id-card').slice(0, 5).entries()) {
    const claim = { name: resident.name, birthDate: resident.birthDate, identifier: resident.identifiers[0]! };
    expect(await authority.verify({ key: `k${n}`, claim, capture: captureOf(resident) })).toEqual({ outcome: 'verified' });
  }
});

it('says when it was refused', async () => {
  await expect(seedAuthorities(simulator.url, [{ ...residents[0]!, name: '' }])).rejects.toThrow('refused the people: 422');
});
