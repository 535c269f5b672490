import assert from 'node:assert/strict';
import { toInstant, toLocalDate } from '../../domain/time.js';
import { TROUBLE_FACTS } from './port-contract-troubles.js';
import { aDose, asking, created, newKey, somebody, type PortFact, type RegistryUnderTest } from './registry-under-test.js';

async function archiveOf({ registry }: RegistryUnderTest, archiveNo: string) {
  const found = await registry.getArchive({ ...asking, archiveNo });
  assert.equal(found.outcome, 'found');
  return found.outcome === 'found' ? found.archive : assert.fail();
}

const needsHuman = (code: string) => ({ name: 'NeedsHuman', code });

const LOOK_UPS: PortFact[] = [
  {
    fact: 'knows nobody by a number it never heard',
    prove: async ({ registry }) => {
      assert.deepEqual(await registry.findPerson({ ...asking, identifiers: [{ type: 'passport', number: 'E00000000' }] }), { outcome: 'none' });
      assert.deepEqual(await registry.findPerson({ ...asking, identifiers: [] }), { outcome: 'none' });
      assert.deepEqual(await registry.getArchive({ ...asking, archiveNo: '440000209900000000' }), { outcome: 'none' });
    },
  },
  {
    fact: 'finds a person by any of the numbers, with every field as it was given',
    prove: async (under) => {
      const guardian = { name: '陈某', relation: 'mother', identifier: { type: 'passport', number: 'E12345678' } } as const;
      const { person, archiveNo } = await created(under, somebody({ phone: '13800000000', address: '示例村', guardian }));
      for (const identifiers of [[{ type: 'passport', number: 'E00000000' } as const, person.identifier ?? assert.fail()], [{ type: 'archive-number', number: archiveNo } as const]]) {
        const found = await under.registry.findPerson({ ...asking, identifiers });
        assert.deepEqual(found, { outcome: 'found', archive: { archiveNo, version: '1', person, doses: [] } });
      }
    },
  },
  {
    fact: 'leaves numbers of two archives to a person',
    prove: async (under) => {
      const [one, other] = [await created(under), await created(under)];
      const identifiers = [one, other].map(({ person }) => person.identifier ?? assert.fail());
      await assert.rejects(under.registry.findPerson({ ...asking, identifiers }), needsHuman('several-archives'));
    },
  },
];

const ARCHIVES: PortFact[] = [
  {
    fact: 'creates an archive once for one key',
    prove: async ({ registry }) => {
      const asked = { ...asking, key: newKey(), person: somebody() };
      const first = await registry.createArchive(asked);
      assert.equal(first.outcome, 'created');
      assert.deepEqual(await registry.createArchive(asked), first);
    },
  },
  {
    fact: 'refuses a key that stands for other content',
    prove: async ({ registry }) => {
      const key = newKey();
      await registry.createArchive({ ...asking, key, person: somebody() });
      await assert.rejects(registry.createArchive({ ...asking, key, person: somebody() }), { name: 'Rejected', code: 'key-reused' });
    },
  },
  {
    fact: 'says that the archive existed when another key was first',
    prove: async (under) => {
      const { person, archiveNo } = await created(under);
      assert.deepEqual(await under.registry.createArchive({ ...asking, key: newKey(), person }), { outcome: 'existed', archiveNo, version: '1' });
    },
  },
  {
    fact: 'leaves a number that stands for somebody else to a person',
    prove: async (under) => {
      const { person } = await created(under);
      await assert.rejects(under.registry.createArchive({ ...asking, key: newKey(), person: { ...person, name: '李某' } }), needsHuman('archive-differs'));
    },
  },
  {
    fact: 'makes two archives of two newborns without a number',
    prove: async (under) => {
      const newborn = somebody({ identifier: null });
      assert.notEqual((await created(under, newborn)).archiveNo, (await created(under, newborn)).archiveNo);
    },
  },
  {
    fact: 'fills what is empty, once for one key',
    prove: async (under) => {
      const { archiveNo } = await created(under, somebody({ name: '陈某之女', identifier: null }));
      const { name, identifier } = somebody();
      const asked = { ...asking, key: newKey(), archiveNo, fill: { name, identifier, phone: '13800000000' } };
      const first = await under.registry.completeArchive(asked);
      assert.deepEqual(await under.registry.completeArchive(asked), first);
      const { version, person } = await archiveOf(under, archiveNo);
      assert.deepEqual([version, person.name, person.identifier, person.phone], [first.version, name, identifier, '13800000000']);
    },
  },
  {
    fact: 'changes nothing where a field holds something else',
    prove: async (under) => {
      const { archiveNo } = await created(under, somebody({ phone: '13800000000' }));
      const before = await archiveOf(under, archiveNo);
      const fill = { address: '示例村', phone: '13900000000' };
      await assert.rejects(under.registry.completeArchive({ ...asking, key: newKey(), archiveNo, fill }), needsHuman('archive-differs'));
      assert.deepEqual(await archiveOf(under, archiveNo), before);
    },
  },
  {
    fact: 'changes what staff decided, once for one key, and finds the person by the new number alone',
    prove: async (under) => {
      const { archiveNo, person: before } = await created(under);
      const { identifier } = somebody();
      const change = { name: '陈改名', sex: 'male' as const, birthDate: toLocalDate('2024-06-02'), identifier, phone: '13900000000' };
      const asked = { ...asking, key: newKey(), archiveNo, version: '1', change };
      const first = await under.registry.updateArchive(asked);
      assert.deepEqual(await under.registry.updateArchive(asked), first);
      const { version, person } = await archiveOf(under, archiveNo);
      assert.deepEqual([version, person], [first.version, { ...before, ...change }]);
      const found = async (of: typeof before.identifier) => (await under.registry.findPerson({ ...asking, identifiers: [of ?? assert.fail()] })).outcome;
      assert.deepEqual([await found(identifier), await found(before.identifier)], ['found', 'none']);
    },
  },
  {
    fact: 'changes nothing of an archive that moved since it was read',
    prove: async (under) => {
      const { archiveNo, person } = await created(under);
      await under.registry.recordDose({ ...asking, key: newKey(), archiveNo, person, dose: aDose() });
      const before = await archiveOf(under, archiveNo);
      await assert.rejects(under.registry.updateArchive({ ...asking, key: newKey(), archiveNo, version: '1', change: { name: '陈改名' } }), needsHuman('archive-moved'));
      assert.deepEqual(await archiveOf(under, archiveNo), before);
    },
  },
];

const DOSES: PortFact[] = [
  {
    fact: 'records a dose once for one key',
    prove: async (under) => {
      const { person, archiveNo } = await created(under);
      const dose = aDose();
      const asked = { ...asking, key: newKey(), archiveNo, person, dose };
      const { recordId } = await under.registry.recordDose(asked);
      assert.deepEqual(await under.registry.recordDose(asked), { recordId });
      const { doses } = await archiveOf(under, archiveNo);
      const { doseNumber, lot, traceCode, givenAt } = dose;
      assert.deepEqual(doses, [{ recordId, vaccineCode: dose.vaccine.code, doseNumber, lot, traceCode, givenAt, siteCode: dose.site.code }]);
    },
  },
  ...(
    [
      { fact: 'a dose that is recorded under another key', code: 'dose-already-recorded', change: {}, before: true },
      { fact: 'a dose for an archive of somebody else', code: 'person-differs', change: { person: somebody({ name: '李某' }) }, before: false },
      { fact: 'a dose for an archive it does not have', code: 'archive-unknown', change: { archiveNo: '440000209900000000' }, before: false },
      { fact: 'a dose from before the birth', code: 'dose-date-impossible', change: { dose: aDose({ givenAt: toInstant(Date.parse('2024-05-01T00:00:00Z')) }) }, before: false },
    ] as const
  ).map(({ fact, code, change, before }): PortFact => ({
    fact: `leaves ${fact} to a person`,
    prove: async (under) => {
      const asked = { ...asking, ...(await created(under)), dose: aDose() };
      if (before) await under.registry.recordDose({ ...asked, key: newKey() });
      await assert.rejects(under.registry.recordDose({ ...asked, key: newKey(), ...change }), needsHuman(code));
    },
  })),
  {
    fact: 'leaves one package for two residents to a person',
    prove: async (under) => {
      const dose = aDose();
      await under.registry.recordDose({ ...asking, ...(await created(under)), key: newKey(), dose });
      await assert.rejects(under.registry.recordDose({ ...asking, ...(await created(under)), key: newKey(), dose }), needsHuman('trace-code-over-used'));
    },
  },
];

const LOST_ANSWERS: PortFact[] = [
  {
    fact: 'says of a key it never saw that nothing was done',
    prove: async ({ registry }) => assert.deepEqual(await registry.getByKey({ ...asking, key: newKey(), person: somebody() }), { outcome: 'none' }),
  },
  {
    fact: 'finds a dose by its key after the answer was lost, and records no second one',
    prove: async (under) => {
      const { person, archiveNo } = await created(under);
      const asked = { ...asking, key: newKey(), archiveNo, person, dose: aDose() };
      await under.trouble('lost-answer');
      await assert.rejects(under.registry.recordDose(asked), { name: 'Unavailable', effect: 'unknown' });
      const found = await under.registry.getByKey(asked);
      const { doses, version } = await archiveOf(under, archiveNo);
      assert.equal(doses.length, 1);
      assert.deepEqual(found, { outcome: 'done', kind: 'dose-recorded', archiveNo, version, recordId: doses[0]?.recordId });
      assert.deepEqual(await under.registry.recordDose(asked), { recordId: doses[0]?.recordId });
    },
  },
  {
    fact: 'finds an archive by its key after the answer was lost',
    prove: async (under) => {
      const asked = { ...asking, key: newKey(), person: somebody() };
      await under.trouble('lost-answer');
      await assert.rejects(under.registry.createArchive(asked), { name: 'Unavailable', effect: 'unknown' });
      const { archiveNo } = await under.registry.createArchive(asked);
      assert.deepEqual(await under.registry.getByKey(asked), { outcome: 'done', kind: 'archive-created', archiveNo, version: '1', recordId: null });
    },
  },
];

/** What every adapter of the port must show against its registry: each fact is one test. */
export const PORT_CONTRACT: readonly PortFact[] = [...LOOK_UPS, ...ARCHIVES, ...DOSES, ...LOST_ANSWERS, ...TROUBLE_FACTS];
