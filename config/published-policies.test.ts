import { NewerPolicyError, type PolicyVersions } from '../domain/policies/names.js';
import { loadShipped } from './load-policies.js';
import { createPublishedPolicies } from './published-policies.js';

const shipped = loadShipped('clocks');
const later = structuredClone(shipped['identity-tiers']);
later.editions[0]!.tiers[1]!.fromYears = 18;

function published(documents: Record<string, unknown>, inForce: PolicyVersions = {}) {
  const asked: string[] = [];
  const policies = createPublishedPolicies({
    shipped,
    readVersions: async () => inForce,
    readDocument: async (name, version) => (asked.push(`${name}@${version}`), documents[`${name}@${version}`]),
  });
  return { policies, asked };
}
const faceFrom = async ({ policies }: ReturnType<typeof published>, versions: PolicyVersions) => (await policies.of(versions)).identityTiers[0]?.tiers[1]?.fromYears;

it('is as shipped where nothing was published, without asking', async () => {
  const subject = published({});
  expect([await faceFrom(subject, {}), await faceFrom(subject, { 'identity-tiers': 0, 'of-a-newer-release': 4 }), subject.asked]).toEqual([17, 17, []]);
});

it('is what was read with the decision, each document read once however many ask', async () => {
  const subject = published({ 'identity-tiers@1': later });
  const versions = { 'identity-tiers': 1 };
  expect(await Promise.all([faceFrom(subject, versions), faceFrom(subject, versions)])).toEqual([18, 18]);
  expect([await faceFrom(subject, {}), await faceFrom(subject, versions), subject.asked]).toEqual([17, 18, ['identity-tiers@1']]);
});

it('is what is in force now', async () => {
  const { policies } = published({ 'identity-tiers@2': later }, { 'identity-tiers': 2 });
  expect(await policies.inForce()).toMatchObject({ versions: { 'identity-tiers': 2 }, policies: { identityTiers: later.editions, clocks: { observationMs: 1_800_000 } } });
});

it('decides nothing by a document that this release cannot read, and asks for it again', async () => {
  const documents: Record<string, unknown> = { 'identity-tiers@1': { editions: [], ofANewerRelease: true } };
  const subject = published(documents);
  await expect(subject.policies.of({ 'identity-tiers': 1 })).rejects.toThrow(NewerPolicyError);
  documents['identity-tiers@1'] = later;
  expect(await faceFrom(subject, { 'identity-tiers': 1 })).toBe(18);
});

it('lets a schedule of the shape before the editions decide as it did, until two people publish another', async () => {
  const simple = {
    edition: '2021', effectiveFrom: '2021-03-01', source: 's', liveIntervalDays: 30,
    series: [{ series: 'Polio', minAgeMonths: [2, 3], minIntervalDays: [35], finishBeforeMonths: [null, 12] }, { series: 'MMR', minAgeMonths: [8], minIntervalDays: [], finishBeforeMonths: [12] }],
  };
  const [edition, ...others] = (await published({ 'schedule@1': simple }).policies.of({ schedule: 1 })).schedule;
  expect(others).toEqual([]);
  expect(edition).toMatchObject({
    edition: '2021', programme: 'national', validFrom: '2021-03-01', liveInterval: { months: 0, days: 30 },
    rows: [
      { series: 'Polio', vaccines: ['IPV'], injectedLive: false, tooOldFrom: null, steps: [{ minAge: { months: 2, days: 0 }, intervals: [] }, { minAge: { months: 3, days: 0 }, finishBefore: { months: 12, days: 0 }, intervals: [{ after: 'previous', span: { months: 0, days: 35 } }] }] },
      { series: 'MMR', vaccines: ['MMR'], injectedLive: true, edition: '2021' },
    ],
  });
});

it('keeps the schedule as it is written, and reads it once', async () => {
  const { policies } = published({ 'schedule@1': structuredClone(shipped.schedule) });
  expect((await policies.documents({ schedule: 1 })).schedule).toEqual(shipped.schedule);
  expect((await policies.of({ schedule: 1 })).schedule).toBe((await policies.of({ schedule: 1 })).schedule);
});
