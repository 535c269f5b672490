import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareArchives } from '../../domain/archive/compare.js';
import { newId } from '../../db/new-id.js';
import { toId } from '../../domain/ids.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import { toLocalDate } from '../../domain/time.js';
import { createGuangdongRegistry } from '../../registries/immunization/guangdong.js';
import { startGuangdongSimulator } from '../registry-guangdong/start.js';
import type { RunningSimulator } from '../kit/server.js';
import { generateResidents } from './generate.js';
import type { GeneratedResident, HeldArchive } from './resident.js';
import { seedRegistry } from './seed-registry.js';

const residents = generateResidents({ seed: 3, count: 300, today: toLocalDate('2026-11-24') });
const archives = residents.flatMap((resident) => resident.archives);
const key = { keyId: 'site-1', secret: 'secret' };
let folder: string;
let simulator: RunningSimulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residents-'));
  simulator = await startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: () => key.secret });
  await seedRegistry(simulator.url, residents);
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const registry = () => createGuangdongRegistry({ baseUrl: simulator.url, siteKey: () => key });
const held = async () => (await (await fetch(`${simulator.url}/control/archives`)).json()) as { total: number; doubles: string[][] };
const find = (identifiers: Identifier[]) => registry().findPerson({ siteId: toId(newId()), identifiers });
const one = <T>(among: T[], holds: (item: T) => boolean): T => among.find(holds) ?? fail();
const fail = (): never => {
  throw new Error('nobody is like this');
};

/** As the port shows it. */
function shown({ archiveNo: _archiveNo, guardian, ...person }: HeldArchive) {
  return { ...person, guardian: guardian && { name: guardian.name, relation: guardian.relation, identifier: guardian.document } };
}

describe('seeding the registry', () => {
  it('gives it every archive, once', async () => {
    expect(await held()).toMatchObject({ total: archives.length, doubles: [] });
    await seedRegistry(`${simulator.url}/`, residents);
    expect(await held()).toMatchObject({ total: archives.length });
  });

  it('makes archives that it shows as they were drawn, by their number', async () => {
    for (const archive of archives) {
      const found = await find([{ type: 'archive-number', number: archive.archiveNo }]);
      expect(found.outcome === 'found' && found.archive).toMatchObject({ archiveNo: archive.archiveNo, person: shown(archive), doses: [] });
    }
  });

  it('leaves two archives of one number to a person', async () => {
    for (const { identifiers } of residents.filter(({ outcome }) => outcome === 'several')) await expect(find(identifiers)).rejects.toMatchObject({ name: 'NeedsHuman', code: 'several-archives' });
    expect.hasAssertions();
  });

  it('lets everybody be found by their document as the registry holds them', async () => {
    for (const { outcome, archives: [archive], identifiers, ...ours } of residents) {
      if (outcome === 'several') continue;
      const found = await find(identifiers);
      const transposed = archive && archive.identifier?.number !== identifiers[0]?.number;
      expect(found.outcome).toBe(archive && !transposed ? 'found' : 'none');
      if (found.outcome !== 'found') continue;
      const compared = compareArchives({ ...ours, identifier: identifiers[0] ?? null }, found.archive.person);
      expect([compared.outcome === 'differs', outcome]).toEqual([outcome === 'differs-identity', outcome]);
    }
  });

  it('says when it was refused', async () => {
    const known: GeneratedResident = one(residents, (resident) => resident.archives.length > 0);
    const spoilt = { ...known, archives: known.archives.map((archive) => ({ ...archive, archiveNo: 'not-a-number' })) };
    await expect(seedRegistry(simulator.url, [spoilt])).rejects.toThrow('refused the archives: 422');
  });
});
