import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareIdentity } from '../../domain/archive/compare.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import { toLocalDate } from '../../domain/time.js';
import { createGuangdongRegistry } from '../../registries/immunization/guangdong.js';
import { startGuangdongSimulator } from '../registry-guangdong/start.js';
import type { RunningSimulator } from '../kit/server.js';
import { generateResidents } from './generate.js';
import { seedRegistry } from './seed-registry.js';

const residents = generateResidents({ seed: 3, count: 60, today: toLocalDate('2026-11-24') });
const key = { keyId: 'site-1', secret: 'secret' };
let folder: string;
let simulator: RunningSimulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residents-'));
  simulator = await startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: () => key.secret });
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const archivesHeld = async () => ((await (await fetch(`${simulator.url}/control/archives`)).json()) as { total: number }).total;

describe('seeding the registry', () => {
  it('gives it the archives of those who have one, once', async () => {
    const known = residents.filter(({ archiveNo }) => archiveNo !== null);
    await seedRegistry(simulator.url, residents);
    expect(await archivesHeld()).toBe(known.length);
    await seedRegistry(`${simulator.url}/`, residents);
    expect(await archivesHeld()).toBe(known.length);
  });

  it('makes archives that compare as the same person, and none of the others', async () => {
    const registry = createGuangdongRegistry({ baseUrl: simulator.url, siteKey: () => key });
    for (const { identifiers, archiveNo, name, sex, birthDate } of residents) {
      const found = await registry.findPerson({ siteId: toId(newId()), identifiers });
      if (archiveNo === null) expect(found).toEqual({ outcome: 'none' });
      if (archiveNo === null || found.outcome !== 'found') continue;
      expect(found.archive.archiveNo).toBe(archiveNo);
      const ours = { name, sex, birthDate, identifier: identifiers[0] ?? null };
      expect(compareIdentity(ours, found.archive.person)).toEqual({ outcome: 'same', differing: [] });
    }
    expect.hasAssertions();
  });

  it('says when it was refused', async () => {
    const [first] = residents.filter(({ archiveNo }) => archiveNo !== null);
    if (!first) throw new Error('nobody has an archive');
    await expect(seedRegistry(simulator.url, [{ ...first, archiveNo: 'not-a-number' }])).rejects.toThrow('refused the archives: 422');
  });
});
