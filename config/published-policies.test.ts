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
