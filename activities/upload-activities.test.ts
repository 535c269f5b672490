import { dose, givenDose, JOURNEY } from '../domain/journey/journey-fixtures.js';
import { toLocalDate } from '../domain/time.js';
import { NeedsHuman, Rejected, Unavailable } from '../registries/errors.js';
import type { ImmunizationRegistry, RegistryDose, RegistryPerson, WriteOutcome } from '../registries/immunization/port.js';
import { attempt, JourneyInPlace } from './activity-fixtures.js';
import { createUploadActivities } from './upload-activities.js';

const person: RegistryPerson = { name: '陈小苗', sex: 'female', birthDate: toLocalDate('2024-06-01'), identifier: null, nationality: 'CN', phone: null, address: null, guardian: null };
const done: WriteOutcome = { outcome: 'done', kind: 'dose-recorded', archiveNo: '1', version: '2', recordId: '3' };
const asked = { journeyId: JOURNEY, plannedDoseId: dose(1), contentVersion: 1 };

/** A registry that answers as told and keeps the keys it was asked with. */
function registryThat(answers: { recordDose?: () => Promise<{ recordId: string }>; getByKey?: () => Promise<WriteOutcome> }) {
  const calls: string[] = [];
  const registry: Pick<ImmunizationRegistry, 'recordDose' | 'getByKey'> = {
    recordDose: ({ key }) => (calls.push(`record ${key}`), answers.recordDose ? answers.recordDose() : Promise.resolve({ recordId: '3' })),
    getByKey: ({ key }) => (calls.push(`ask ${key}`), answers.getByKey ? answers.getByKey() : Promise.resolve({ outcome: 'none' as const })),
  };
  return { registry: registry as ImmunizationRegistry, calls };
}

function uploadsOf(journey: JourneyInPlace, registry: ImmunizationRegistry) {
  const readDose = async () => ({}) as RegistryDose;
  return createUploadActivities({ readState: journey.readState, recordFinding: journey.recordFinding, readPerson: async () => ({ person, identifiers: [], archiveNo: '1' }), readDose, registry });
}

/** Given, and the registry has made the archive that was asked for. */
function uploadable(): JourneyInPlace {
  return new JourneyInPlace(givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: '1' } }));
}

const KEY = `${JOURNEY}:${dose(1)}:upload:1`;

it('records a dose under the key of its content, and that it was', async () => {
  const journey = uploadable();
  const { registry, calls } = registryThat({});
  const { view } = await attempt(1, uploadsOf(journey, registry).uploadDose, asked);
  expect(calls).toEqual([`record ${KEY}`]);
  expect(journey.findings).toEqual(['uploaded']);
  expect(view.uploads).toEqual([]);
});

it('asks before it repeats, and does not send again what the registry has', async () => {
  const journey = uploadable();
  const { registry, calls } = registryThat({ getByKey: async () => done });
  await attempt(2, uploadsOf(journey, registry).uploadDose, asked);
  expect(calls).toEqual([`ask ${KEY}`]);
  expect(journey.findings).toEqual(['uploaded']);
});

it('asks first in a new run too, when the attempt before left without an answer', async () => {
  const journey = uploadable();
  journey.journey.through({ type: 'uploadLeftUnanswered', data: { plannedDoseId: dose(1), contentVersion: 1 } });
  const { registry, calls } = registryThat({});
  await attempt(1, uploadsOf(journey, registry).uploadDose, asked);
  expect(calls).toEqual([`ask ${KEY}`, `record ${KEY}`]);
});

it('says once that an attempt left without an answer, and is tried again', async () => {
  const journey = uploadable();
  const lost = new Unavailable('registry', 'timeout');
  const { registry } = registryThat({ recordDose: () => Promise.reject(lost), getByKey: () => Promise.reject(lost) });
  const { uploadDose } = uploadsOf(journey, registry);
  await expect(attempt(1, uploadDose, asked)).rejects.toBe(lost);
  await expect(attempt(2, uploadDose, asked)).rejects.toBe(lost);
  expect(journey.findings).toEqual(['uploadLeftUnanswered']);
});

it('says nothing of an attempt that never left', async () => {
  const journey = uploadable();
  const { registry } = registryThat({ recordDose: () => Promise.reject(new Unavailable('registry', 'connection-refused', { effect: 'none' })) });
  await expect(attempt(1, uploadsOf(journey, registry).uploadDose, asked)).rejects.toThrow('unavailable');
  expect(journey.findings).toEqual([]);
});

it.each([new Rejected('registry', 'invalid-field'), new NeedsHuman('registry', 'person-differs')])('makes a refusal a finding with a case: $code', async (refusal) => {
  const journey = uploadable();
  const { registry } = registryThat({ recordDose: () => Promise.reject(refusal) });
  await attempt(1, uploadsOf(journey, registry).uploadDose, asked);
  expect(journey.recorded[0]?.finding).toEqual({ type: 'uploadRefused', data: { plannedDoseId: dose(1), contentVersion: 1, reason: refusal.code, evidenceId: null } });
  expect(journey.journey.current.cases.map(({ kind }) => kind)).toEqual(['registry-rejected']);
});

it('takes its own earlier write for done when the content has changed since', async () => {
  const journey = uploadable();
  const { registry } = registryThat({ recordDose: () => Promise.reject(new Rejected('registry', 'key-reused')), getByKey: async () => done });
  await attempt(1, uploadsOf(journey, registry).uploadDose, asked);
  expect(journey.findings).toEqual(['uploaded']);
});

it.each([
  ['another content version', { ...asked, contentVersion: 2 }],
  ['another dose', { ...asked, plannedDoseId: dose(2) }],
])('does nothing when the state asks for %s', async (_, other) => {
  const journey = uploadable();
  const { registry, calls } = registryThat({});
  expect((await attempt(1, uploadsOf(journey, registry).uploadDose, other)).version).toBe(journey.journey.current.version);
  expect(calls).toEqual([]);
});

it('waits for an archive', async () => {
  const { registry, calls } = registryThat({});
  await attempt(1, uploadsOf(new JourneyInPlace(givenDose()), registry).uploadDose, asked);
  expect(calls).toEqual([]);
});
