import { ApplicationFailure } from '@temporalio/activity';
import { command, JOURNEY, JourneyUnderTest, policies, uuid } from '../domain/journey/journey-fixtures.js';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyState } from '../domain/journey/state.js';
import { toInstant, toLocalDate } from '../domain/time.js';
import { NeedsHuman, Rejected, Unavailable } from '../registries/errors.js';
import type { ArchiveChange, ImmunizationRegistry, PersonFound, RegistryPerson, WriteOutcome } from '../registries/immunization/port.js';
import { attempt, JourneyInPlace } from './activity-fixtures.js';
import { createArchiveActivities, type ShownLookUp } from './archive-activities.js';
import { learntFrom } from './record-finding.js';

const person: RegistryPerson = {
  name: '陈小苗', sex: 'female', birthDate: toLocalDate('2024-06-01'), identifier: { type: 'birth-certificate', number: 'T440000001' }, nationality: 'CN', phone: null, address: null, guardian: null,
};
const found = (theirs: Partial<RegistryPerson> = {}): PersonFound => ({
  outcome: 'found',
  archive: {
    archiveNo: '440000000000000001', version: '7', person: { ...person, ...theirs },
    doses: [{ recordId: 'r', vaccineCode: 'MMR', doseNumber: 1, lot: 'L0', traceCode: 't', givenAt: toInstant(Date.parse('2025-03-01T01:00:00Z')), siteCode: 's' }],
  },
});

type Answers = { getArchive?: () => Promise<PersonFound>; updateArchive?: () => Promise<{ archiveNo: string; version: string }>; findPerson?: () => Promise<PersonFound>; createArchive?: () => Promise<{ outcome: 'created' | 'existed'; archiveNo: string; version: string }>; getByKey?: () => Promise<WriteOutcome> };

function activitiesOf(journey: JourneyInPlace, answers: Answers, shown: ShownLookUp | null = null, isDismissed = false) {
  const calls: string[] = [];
  const registry: Partial<ImmunizationRegistry> = {
    findPerson: () => (calls.push('find'), answers.findPerson?.() ?? Promise.resolve({ outcome: 'none' })),
    createArchive: ({ key }) => (calls.push(`create ${key}`), answers.createArchive?.() ?? Promise.resolve({ outcome: 'created', archiveNo: '1', version: '1' })),
    getArchive: () => (calls.push('get'), answers.getArchive?.() ?? Promise.resolve(found())),
    updateArchive: ({ key, version, change }) => (calls.push(`update ${key} of ${version}: ${Object.keys(change).join(' ')}`), answers.updateArchive?.() ?? Promise.resolve({ archiveNo: '1', version: '8' })),
    getByKey: ({ key }) => (calls.push(`ask ${key}`), answers.getByKey?.() ?? Promise.resolve({ outcome: 'none' })),
  };
  const { readState, recordFinding } = journey;
  const adopted: ArchiveChange[] = [];
  const parts = { readState, recordFinding, registry: registry as ImmunizationRegistry, system: 'registry-guangdong', readPerson: async () => ({ person, identifiers: [], archiveNo: null }), readLookUp: async () => shown, isDismissed: async () => isDismissed, adoptTheirs: async (_: JourneyState, theirs: ArchiveChange) => void adopted.push(theirs), giveBackOurs: async (_: JourneyState, ours: ArchiveChange) => void adopted.push(ours), policies: async () => policies };
  return { calls, adopted, ...createArchiveActivities(parts) };
}

const walkedIn = () => new JourneyInPlace(new JourneyUnderTest().through(command('walkIn'), command('identify')));
const asked = { journeyId: JOURNEY, askedVersion: 1 };

describe('the look-up', () => {
  it('finds nobody', async () => {
    const journey = walkedIn();
    const { view } = await attempt(1, activitiesOf(journey, {}).lookUpArchive, asked);
    expect(journey.recorded).toEqual([{ finding: { type: 'foundArchive', data: { askedVersion: 1, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } }, beside: undefined }]);
    expect(view.lookUp).toBeNull();
  });

  it('finds the same person: the number and doses of the registry are kept with the comparison', async () => {
    const journey = walkedIn();
    await attempt(1, activitiesOf(journey, { findPerson: async () => found() }).lookUpArchive, asked);
    const [{ finding, beside }] = journey.recorded as [(typeof journey.recorded)[number]];
    expect(finding).toMatchObject({ data: { outcome: 'same', registryVersion: '7', fields: {}, evidenceId: beside?.evidence?.id } });
    expect(beside?.rows).toEqual({
      registry: 'registry-guangdong', archiveNo: '440000000000000001',
      learntDoses: [{ vaccine: 'MMR', series: expect.any(String), doseNumber: 1, live: true, productId: null, givenOn: '2025-03-01' }],
    });
  });

  it('finds somebody who differs: a case, and nothing of theirs is taken over', async () => {
    const journey = walkedIn();
    await attempt(1, activitiesOf(journey, { findPerson: async () => found({ name: '陈小妙' }) }).lookUpArchive, asked);
    expect(journey.recorded[0]?.beside).toMatchObject({ evidence: { content: { fields: { name: 'differs' } } } });
    expect(journey.recorded[0]?.beside?.rows).toBeUndefined();
    expect(journey.journey.current.cases.map(({ kind }) => kind)).toEqual(['identity-differs']);
  });

  it('opens no case of two sides that a supervisor has found to be two persons', async () => {
    const journey = walkedIn();
    await attempt(1, activitiesOf(journey, { findPerson: async () => found({ name: '陈小妙' }) }, null, true).lookUpArchive, asked);
    expect(journey.recorded[0]?.finding).toMatchObject({ data: { outcome: 'differs', dismissed: true } });
    expect(journey.journey.current).toMatchObject({ cases: [], lookUp: { outcome: 'none', registryVersion: null } });
    expect(journey.journey.log.at(-2)).toMatchObject({ type: 'archiveLookedUp', data: expect.not.objectContaining({ dismissed: expect.anything() }) });
  });

  it('leaves several archives to a person', async () => {
    const journey = walkedIn();
    await attempt(1, activitiesOf(journey, { findPerson: () => Promise.reject(new NeedsHuman('r', 'several-archives')) }).lookUpArchive, asked);
    expect(journey.recorded[0]).toMatchObject({ finding: { data: { outcome: 'differs' } }, beside: { evidence: { content: { needs: 'several-archives' } } } });
  });

  it('takes a refusal for a fault of ours and asks again later, once that is put right', async () => {
    const journey = walkedIn();
    const asking = attempt(1, activitiesOf(journey, { findPerson: () => Promise.reject(new Rejected('r', 'invalid-field')) }).lookUpArchive, asked);
    await expect(asking).rejects.toMatchObject({ type: 'invalid-field', nextRetryDelay: 600_000 });
    await expect(asking).rejects.toBeInstanceOf(ApplicationFailure);
    expect(journey.journey.current.cases.map(({ kind }) => kind)).toEqual(['software-fault']);
    expect(journey.journey.current.lookUp?.outcome).toBeNull();
  });

  it('is tried again while the registry is away', async () => {
    const journey = walkedIn();
    const away = new Unavailable('r', 'timeout');
    await expect(attempt(1, activitiesOf(journey, { findPerson: () => Promise.reject(away) }).lookUpArchive, asked)).rejects.toBe(away);
    expect(journey.recorded).toEqual([]);
  });

  it('is not made when another question is asked, or none', async () => {
    const { calls, lookUpArchive } = activitiesOf(walkedIn(), {});
    await attempt(1, lookUpArchive, { ...asked, askedVersion: 9 });
    expect(calls).toEqual([]);
  });
});

describe('the archive', () => {
  const confirmed = () => {
    const journey = walkedIn();
    journey.journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } }, command('confirmArchive'));
    return journey;
  };
  const KEY = `${JOURNEY}:-:create-archive:1`;
  const create = { journeyId: JOURNEY, contentVersion: 1 };

  it('is created once staff have confirmed, under the key of what they confirmed', async () => {
    const journey = confirmed();
    const { calls, createArchive } = activitiesOf(journey, {});
    await attempt(1, createArchive, create);
    expect(calls).toEqual([`create ${KEY}`]);
    expect(journey.recorded[0]?.beside).toEqual({ rows: { registry: 'registry-guangdong', archiveNo: '1' } });
    expect(journey.journey.current.archive?.settled).toBe(true);
  });

  it('is asked for by key before it is created again', async () => {
    const journey = confirmed();
    const { calls, createArchive } = activitiesOf(journey, { getByKey: async () => ({ outcome: 'done', kind: 'archive-created', archiveNo: '1', version: '1', recordId: null }) });
    await attempt(2, createArchive, create);
    expect(calls).toEqual([`ask ${KEY}`]);
    expect(journey.findings).toEqual(['archiveCreated']);
  });

  it('that the registry leaves to a person is a case', async () => {
    const journey = confirmed();
    await attempt(1, activitiesOf(journey, { createArchive: () => Promise.reject(new NeedsHuman('r', 'key-used-for-other-content')) }).createArchive, create);
    expect(journey.recorded[0]?.finding).toMatchObject({ type: 'archiveNotCreated', data: { reason: 'key-used-for-other-content' } });
    expect(journey.journey.current.cases.map(({ kind }) => kind)).toEqual(['registry-rejected']);
  });

  it('is not created before anybody has confirmed', async () => {
    const { calls, createArchive } = activitiesOf(walkedIn(), {});
    await attempt(1, createArchive, create);
    expect(calls).toEqual([]);
  });
});

describe('both sides', () => {
  const differing: Partial<RegistryPerson> = { phone: '13900000000', sex: 'unknown' };
  const shown: ShownLookUp = { archiveNo: '440000000000000001', fields: { phone: 'differs', sex: 'theirs-missing' }, ours: person, theirs: { ...person, ...differing } };
  const together = { journeyId: JOURNEY, contentVersion: 1 };
  const KEY = `${JOURNEY}:-:bring-together:1`;

  /** The desk has said which side holds. */
  const decided = (take: { phone: 'ours' | 'theirs'; sex: 'ours' }) => {
    const journey = walkedIn();
    const fields = { phone: 'differs', sex: 'theirs-missing' } as const;
    journey.journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'self-declared-differs', registryVersion: '7', fields, evidenceId: null } });
    journey.journey.through(command('confirmArchive', { theirsVersion: '7', take }));
    return journey;
  };

  it('are brought to what the desk decided: theirs in our record, ours at the registry, of the version that was read', async () => {
    const journey = decided({ phone: 'theirs', sex: 'ours' });
    const { calls, adopted, bringTogether } = activitiesOf(journey, { getArchive: async () => found(differing) }, shown);
    await attempt(1, bringTogether, together);
    expect(calls).toEqual(['get', `update ${KEY} of 7: sex`]);
    expect(adopted).toEqual([{ phone: '13900000000' }]);
    expect(journey.recorded).toMatchObject([{ finding: { type: 'broughtTogether', data: { contentVersion: 1, registryVersion: '8' } } }]);
  });

  /** The sex was written there and the phone here; that is reversed. */
  const reversed = (take: { phone: 'theirs'; sex: 'ours' } = { phone: 'theirs', sex: 'ours' }) => {
    const journey = decided(take);
    journey.journey.state = { ...journey.journey.current, fields: { contentVersion: 2, take, settled: false, apart: false, back: uuid(75) } };
    return journey;
  };

  it('get back what they had, also nothing, once a decision is reversed', async () => {
    const journey = reversed();
    const { calls, adopted, bringTogether } = activitiesOf(journey, { getArchive: async () => found({ ...differing, sex: person.sex }) }, shown);
    await attempt(1, bringTogether, { ...together, contentVersion: 2 });
    expect(calls).toEqual(['get', `update ${JOURNEY}:-:bring-together:2 of 7: sex`]);
    expect(adopted).toEqual([{ phone: null }]);
    expect(journey.findings).toEqual(['broughtTogether']);
  });

  it.each([
    ['of what was written', { sex: 'male' as const, phone: '13900000000' }],
    ['of what was taken', { sex: person.sex, phone: '13700000000' }],
  ])('keep what somebody has changed since, %s: nothing is written, and they are compared anew', async (_, now) => {
    const journey = reversed();
    const { calls, adopted, bringTogether } = activitiesOf(journey, { getArchive: async () => found(now) }, shown);
    const view = await attempt(1, bringTogether, { ...together, contentVersion: 2 });
    expect([calls, adopted]).toEqual([['get'], []]);
    expect(journey.recorded).toMatchObject([{ finding: { type: 'leftApart', data: { contentVersion: 2, reason: 'archive-moved' } } }]);
    expect(view.view.lookUp).not.toBeNull();
  });

  it('are asked for by key before a repeat, which sees what the first attempt has changed', async () => {
    const journey = decided({ phone: 'ours', sex: 'ours' });
    const { calls, bringTogether } = activitiesOf(journey, { getByKey: async () => ({ outcome: 'done', kind: 'archive-updated', archiveNo: '1', version: '8', recordId: null }) }, shown);
    await attempt(2, bringTogether, together);
    expect(calls).toEqual([`ask ${KEY}`]);
    expect(journey.findings).toEqual(['broughtTogether']);
  });

  it('are left alone when theirs has moved since the desk saw it: they are compared anew, and what the desk decided holds on', async () => {
    const journey = decided({ phone: 'ours', sex: 'ours' });
    const { calls, adopted, bringTogether } = activitiesOf(journey, { getArchive: async () => found({ ...differing, phone: '13700000000' }) }, shown);
    await attempt(1, bringTogether, together);
    expect([calls, adopted]).toEqual([['get'], []]);
    expect(journey.recorded[0]?.finding).toMatchObject({ type: 'leftApart', data: { reason: 'archive-moved' } });
    expect(journey.journey.current.cases).toEqual([]);
    const askedVersion = processView(journey.journey.current).lookUp;
    expect(askedVersion).not.toBeNull();
    journey.journey.through({ type: 'foundArchive', data: { askedVersion: askedVersion!, outcome: 'self-declared-differs', registryVersion: '8', fields: { phone: 'differs' }, evidenceId: null } });
    expect(journey.journey.current.fields).toMatchObject({ contentVersion: 2, take: { phone: 'ours' }, settled: false });
  });

  it('are brought together before a dose is uploaded, which the registry takes for its own person only', async () => {
    const journey = decided({ phone: 'ours', sex: 'ours' });
    journey.journey.through(command('recordPrecheck'), command('recordConsent'), command('verify'), command('recordDose'));
    expect(processView(journey.journey.current).uploads).toMatchObject([{ wanted: false }]);
    await attempt(1, activitiesOf(journey, { getArchive: async () => found(differing) }, shown).bringTogether, together);
    expect(processView(journey.journey.current).uploads).toMatchObject([{ wanted: true }]);
  });
});

it('learns doses of every vaccine that the schedule knows, also where no product of ours has it', () => {
  const dose = (vaccineCode: string) => ({ recordId: 'r', vaccineCode, doseNumber: 1, lot: 'L0', traceCode: 't', givenAt: toInstant(Date.parse('2025-03-01T01:00:00Z')), siteCode: 's' });
  const learnt = learntFrom(['JE-L', 'BCG', 'bOPV', 'unheard-of'].map(dose), policies);
  expect(learnt.map(({ vaccine, series, live }) => [vaccine, series, live])).toEqual([['JE-L', 'JE-L', true], ['BCG', 'BCG', true], ['bOPV', 'Polio', false]]);
});
