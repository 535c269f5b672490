import type { Policies } from '../domain/policies.js';
import { NewerPolicyError, POLICY_NAMES, type PolicyName, type PolicyVersions } from '../domain/policies/names.js';
import { liftDocument } from './earlier-documents.js';
import { POLICY_SCHEMAS, policiesOf, type PolicyDocuments } from './load-policies.js';

export type InForce = { versions: PolicyVersions; policies: Policies };

export type PublishedPolicies = ReturnType<typeof createPublishedPolicies>;

export type PublishedPoliciesParts = {
  shipped: PolicyDocuments;
  /** What is in force now, by name. */
  readVersions: () => Promise<PolicyVersions>;
  /** A published document, which is never changed; undefined where there is none. */
  readDocument: (name: PolicyName, version: number) => Promise<unknown>;
};

/**
 * Policies by the versions that were read with whatever is decided: published documents are read once in the life of a process, since none is
 * ever changed, so a version counts from the next decision on. Throws `NewerPolicyError` for a document that this release cannot read.
 */
export function createPublishedPolicies({ shipped, readVersions, readDocument }: PublishedPoliciesParts) {
  const known = new Map<string, Promise<unknown>>();

  async function read(name: PolicyName, version: number): Promise<unknown> {
    const result = POLICY_SCHEMAS[name].safeParse(liftDocument(name, await readDocument(name, version)));
    if (!result.success) throw new NewerPolicyError(`version ${version} of ${name} cannot be read`);
    return result.data;
  }

  function documentOf(name: PolicyName, version: number): Promise<unknown> {
    const key = `${name}@${version}`;
    const reading = known.get(key) ?? read(name, version);
    known.set(key, reading);
    reading.catch(() => known.delete(key)); // a failure is not remembered
    return reading;
  }

  async function documents(versions: PolicyVersions): Promise<PolicyDocuments> {
    const published = POLICY_NAMES.filter((name) => (versions[name] ?? 0) > 0);
    const entries = await Promise.all(published.map(async (name) => [name, await documentOf(name, versions[name] ?? 0)]));
    return { ...shipped, ...Object.fromEntries(entries) } as PolicyDocuments; // each has passed the schema of its name
  }

  const of = async (versions: PolicyVersions): Promise<Policies> => policiesOf(await documents(versions));
  return {
    documents,
    of,
    /** Read anew each time: one statement. */
    async inForce(): Promise<InForce> {
      const versions = await readVersions();
      return { versions, policies: await of(versions) };
    },
  };
}
