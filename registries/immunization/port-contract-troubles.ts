import assert from 'node:assert/strict';
import { compareArchives } from '../../domain/archive/compare.js';
import { ALL_TROUBLES, TROUBLES, type Trouble } from '../troubles.js';
import type { RegistryPerson } from './port.js';
import { aDose, asking, created, newKey, somebody, type PortFact, type RegistryTrouble, type RegistryUnderTest } from './registry-under-test.js';

type Failure = { name: string; code: string; effect?: 'none' | 'unknown' };

const unavailable = (trouble: Trouble): Failure => ({ name: 'Unavailable', ...TROUBLES[trouble] });
const otherPerson: Failure = { name: 'NeedsHuman', code: 'other-person' };

/** What ends every call in the same way, whatever it asks. */
const FAILURES: [RegistryTrouble, Failure][] = [
  ...ALL_TROUBLES.map((trouble): [RegistryTrouble, Failure] => [trouble, unavailable(trouble)]),
  ['rejected', { name: 'Rejected', code: 'invalid-field' }],
  ['left-to-a-person', { name: 'NeedsHuman', code: 'archive-differs' }],
  ['another-archive', otherPerson],
  ['another-number', otherPerson],
];
/** Where the answer says the birth date back; a look-up is not told ours. */
const WRITE_FAILURES: [RegistryTrouble, Failure][] = [...FAILURES, ['another-birth-date', otherPerson]];

const askedOf = ({ registry, impatient }: RegistryUnderTest, { code }: Failure) => (code === 'timeout' ? impatient : registry);

const numbersOf = ({ identifier }: RegistryPerson) => [identifier ?? assert.fail()];

const LOOK_UPS: PortFact[] = [
  ...FAILURES.map(([trouble, failure]): PortFact => ({
    fact: `shows nobody for a look-up that meets ${trouble}: ${failure.name} ${failure.code}`,
    prove: async (under) => {
      const { person, archiveNo } = await created(under);
      const asked = { ...asking, identifiers: numbersOf(person) };
      await under.trouble(trouble);
      await assert.rejects(askedOf(under, failure).findPerson(asked), failure);
      const found = await under.registry.findPerson(asked);
      assert.equal(found.outcome === 'found' && found.archive.archiveNo, archiveNo);
    },
  })),
  {
    fact: 'shows an altered birth date as it came, so that the comparison finds it',
    prove: async (under) => {
      const { person } = await created(under);
      await under.trouble('another-birth-date');
      const found = await under.registry.findPerson({ ...asking, identifiers: numbersOf(person) });
      assert.deepEqual(found.outcome === 'found' && compareArchives(person, found.archive.person), { outcome: 'differs', fields: { birthDate: 'differs' } });
    },
  },
];

const WRITES: PortFact[] = WRITE_FAILURES.flatMap(([trouble, failure]): PortFact[] => [
  {
    fact: `makes one archive though its creation met ${trouble}: ${failure.name} ${failure.code}`,
    prove: async (under) => {
      const asked = { ...asking, key: newKey(), person: somebody() };
      await under.trouble(trouble);
      await assert.rejects(askedOf(under, failure).createArchive(asked), failure);
      const before = await under.registry.getByKey(asked);
      if (failure.effect === 'none') assert.deepEqual(before, { outcome: 'none' });
      const { archiveNo } = await under.registry.createArchive(asked);
      if (before.outcome === 'done') assert.equal(before.archiveNo, archiveNo);
      const found = await under.registry.findPerson({ ...asking, identifiers: numbersOf(asked.person) });
      assert.equal(found.outcome === 'found' && found.archive.archiveNo, archiveNo);
    },
  },
  {
    fact: `records one dose though it met ${trouble}: ${failure.name} ${failure.code}`,
    prove: async (under) => {
      const asked = { ...asking, key: newKey(), ...(await created(under)), dose: aDose() };
      await under.trouble(trouble);
      await assert.rejects(askedOf(under, failure).recordDose(asked), failure);
      const { recordId } = await under.registry.recordDose(asked);
      await hasOneDose(under, asked.archiveNo, recordId);
    },
  },
  {
    fact: `says nothing of a key where the question met ${trouble}: ${failure.name} ${failure.code}`,
    prove: async (under) => {
      const asked = { ...asking, key: newKey(), person: somebody() };
      await under.registry.createArchive(asked);
      await under.trouble(trouble);
      await assert.rejects(askedOf(under, failure).getByKey(asked), failure);
      assert.equal((await under.registry.getByKey(asked)).outcome, 'done');
    },
  },
]);

const ON_THE_WAY: PortFact[] = [
  {
    fact: 'records one dose where something on the way sends the request twice, and never says that nothing was done',
    prove: async (under) => {
      const asked = { ...asking, key: newKey(), ...(await created(under)), dose: aDose() };
      await under.trouble('repeated-on-the-way');
      await under.registry.recordDose(asked).catch((error: unknown) => assert.deepEqual(effectOf(error), ['Unavailable', 'unknown']));
      const { recordId } = await under.registry.recordDose(asked);
      await hasOneDose(under, asked.archiveNo, recordId);
    },
  },
  {
    fact: 'gives each of two requests its own answer where the last one is answered first',
    prove: async (under) => {
      const both = [1, 2].map(() => ({ ...asking, key: newKey(), person: somebody() }));
      await under.trouble('two-reordered');
      const made = await Promise.all(both.map((asked) => under.registry.createArchive(asked)));
      for (const [n, { archiveNo }] of made.entries()) {
        const found = await under.registry.getArchive({ ...asking, archiveNo });
        assert.deepEqual(found.outcome === 'found' && found.archive.person, both[n]?.person);
      }
    },
  },
];

async function hasOneDose({ registry }: RegistryUnderTest, archiveNo: string, recordId: string): Promise<void> {
  const found = await registry.getArchive({ ...asking, archiveNo });
  assert.deepEqual(found.outcome === 'found' && found.archive.doses.map((dose) => dose.recordId), [recordId]);
}

const effectOf = (error: unknown): unknown[] => (error instanceof Error && 'effect' in error ? [error.name, error.effect] : [error]);

/** What every adapter makes of a registry in trouble: a named error, never an answer that could be believed. */
export const TROUBLE_FACTS: readonly PortFact[] = [...LOOK_UPS, ...WRITES, ...ON_THE_WAY];
