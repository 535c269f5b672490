import { POLICY_SCHEMAS, policiesOf } from '../config/load-policies.js';
import type { PolicyDifference, PolicyFault } from '../contracts/policies.js';
import { differenceOf } from '../domain/policies/difference.js';
import { EXAMPLES } from '../domain/policies/examples.js';
import type { PolicyName, PolicyVersions } from '../domain/policies/names.js';
import { localDateOf, toInstant, type Instant } from '../domain/time.js';
import type { ApiContext } from './context.js';
import { faultsOf } from './serve.js';

type Reads = Pick<ApiContext, 'policies' | 'policyReader' | 'now'>;
export type ToCheck = { name: PolicyName; document: unknown; effectiveAt: Instant };

/** What its schema finds wrong with a document; empty when it may be read further. */
export function schemaFaults(name: PolicyName, document: unknown): PolicyFault[] {
  const result = POLICY_SCHEMAS[name].safeParse(document);
  if (!result.success) return faultsOf(result.error, '');
  return isKept(JSON.stringify(document)) ? [] : [{ field: 'document', rule: 'plain-text' }];
}

/** How a document that has passed its schema decides the example cases of its kind from its instant on, beside all else that is in force then. */
export async function exampleFaults(ctx: Reads, { name, document, effectiveAt }: ToCheck): Promise<PolicyFault[]> {
  const { at, versions } = await aroundOf(ctx, effectiveAt);
  const [documents, shipped] = await Promise.all([ctx.policies.documents(versions), ctx.policies.of({})]);
  const policies = policiesOf({ ...documents, [name]: POLICY_SCHEMAS[name].parse(document) });
  return EXAMPLES[name]({ policies, before: policiesOf(documents), shipped, on: localDateOf(at) });
}

/** Where a document that has passed its schema differs from what is in force at its instant, or from version `against`. */
export async function compareToInForce(ctx: Reads, { name, document, effectiveAt }: ToCheck, approvedAgainst: number | null = null): Promise<{ against: number; difference: PolicyDifference[] }> {
  const against = approvedAgainst ?? (await inForceAt(ctx, { name, effectiveAt }));
  const before = against > 0 ? await ctx.policyReader.document(name, against) : (await ctx.policies.documents({}))[name];
  return { against, difference: differenceOf(before, document) };
}

/** The version that is in force at an instant, as approved by now; 0 is the shipped one. */
export async function inForceAt(ctx: Reads, { name, effectiveAt }: Omit<ToCheck, 'document'>): Promise<number> {
  return (await aroundOf(ctx, effectiveAt)).versions[name] ?? 0;
}

/** What was asked for earlier counts from now on. */
async function aroundOf({ policyReader, now }: Reads, effectiveAt: Instant): Promise<{ at: Instant; versions: PolicyVersions }> {
  const at = toInstant(Math.max(effectiveAt, now()));
  return { at, versions: await policyReader.versionsAt(at) };
}

/** No control character but those of layout, and no half of a character: Postgres keeps neither, and no text of a policy needs one. */
function isKept(json: string): boolean {
  return !/\\u(?:00[01][0-9a-f]|007f|d[89a-f][0-9a-f]{2})/i.test(json);
}
