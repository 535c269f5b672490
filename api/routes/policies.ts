import type { IRouter, RequestHandler } from 'express';
import { approvePolicy, checkPolicy, draftPolicy, getPolicyVersion, listPolicies, listPolicyVersions, withdrawPolicy, type PolicyInForce, type PolicyVersion as Shown, type PolicyVersionShown } from '../../contracts/policies.js';
import { DatabaseError } from '../../db/database-error.js';
import { newId } from '../../db/new-id.js';
import type { PolicyVersion } from '../../db/policy-store.js';
import { toId, type PolicyVersionId } from '../../domain/ids.js';
import { POLICY_NAMES } from '../../domain/policies/names.js';
import { toInstant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { requirePerson, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { compareToInForce, exampleFaults, inForceAt, schemaFaults } from '../policy-check.js';
import { serve, type Call } from '../serve.js';
import { refusalProblem } from '../submit.js';
import { rfc3339 } from './journey-view.js';

const LISTS = ['name'];

/** Policies as two people publish them: no personal data, so whoever may read them leaves no row in the audit; every change does. */
export function policyRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { policyStore: store } = ctx;

  serve(router, gate, listPolicies, async () => ({ data: await inForce(ctx) }));

  serve(router, gate, listPolicyVersions, async ({ query }) => {
    const { items, pageInfo } = await offered(store.list(query), LISTS);
    return { data: items.map(show), pageInfo };
  });

  serve(router, gate, getPolicyVersion, ({ params }) => readVersion(ctx, toId(params.id)));

  serve(router, gate, checkPolicy, async ({ body: { name, document, effectiveFrom } }) => {
    const asked = { name, document, effectiveAt: toInstant(Date.parse(effectiveFrom)) };
    const faults = schemaFaults(name, document);
    if (faults.length > 0) return { faults, against: await inForceAt(ctx, asked), difference: [] };
    return { faults: await exampleFaults(ctx, asked), ...(await compareToInForce(ctx, asked)) };
  });

  serve(router, gate, draftPolicy, async (call) => {
    const { name, document, effectiveFrom, reason } = call.body;
    const asked = { name, document, effectiveAt: toInstant(Date.parse(effectiveFrom)) };
    refuseFaulty(schemaFaults(name, document));
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      refuseFaulty(await exampleFaults(ctx, asked));
      const id = newId<'policy-version'>();
      await store.draft({ actor: actorOf(call.principal), transaction }, { ...asked, id, reason }).catch(refusedBy);
      return { id };
    });
    return readVersion(ctx, answer.id);
  });

  serve(router, gate, withdrawPolicy, (call) => decide(ctx, call, (by, id) => store.withdraw(by, id)));

  serve(router, gate, approvePolicy, (call) =>
    decide(ctx, call, async (by, id) => {
      const version = await store.get(id);
      if (version?.state === 'draft') refuseFaulty(await draftFaults(ctx, version)); // what it goes with, or the shape that is asked for, may be another by now
      return store.approve(by, id, call.body.against).catch(async (error: unknown) => {
        if (!(error instanceof DatabaseError) || error.code !== 'MC023' || !version) throw error;
        throw refusalProblem({ code: 'policy-moved', version: await inForceAt(ctx, version) });
      });
    }));
}

const actorOf = (principal: Principal) => requirePerson(principal).personId;

/** Once for a key; the kept answer has no reason, that is read when it is shown. */
async function decide(ctx: ApiContext, call: Call<typeof withdrawPolicy | typeof approvePolicy>, change: (by: Parameters<ApiContext['policyStore']['withdraw']>[0], id: PolicyVersionId) => Promise<boolean>): Promise<PolicyVersionShown> {
  const id = toId<'policy-version'>(call.params.id);
  await answerOnce(ctx, call, async (transaction) => {
    if (!(await change({ actor: actorOf(call.principal), transaction }, id).catch(refusedBy))) throw problemOf('not-found');
    return { id };
  });
  return readVersion(ctx, id);
}

async function readVersion(ctx: ApiContext, id: PolicyVersionId): Promise<PolicyVersionShown> {
  const version = await ctx.policyStore.get(id);
  if (!version || !POLICY_NAMES.includes(version.name)) throw problemOf('not-found');
  const document = await documentOf(ctx, version);
  return { ...show(version), document, ...(await compareToInForce(ctx, { ...version, document }, version.against)) };
}

async function draftFaults(ctx: ApiContext, draft: PolicyVersion) {
  const document = await documentOf(ctx, draft);
  const faults = schemaFaults(draft.name, document);
  return faults.length > 0 ? faults : exampleFaults(ctx, { ...draft, document });
}

async function documentOf({ policyReader }: ApiContext, { name, version }: PolicyVersion): Promise<Record<string, unknown>> {
  return (await policyReader.document(name, version)) as Record<string, unknown>; // it has passed its schema, as an object
}

async function inForce({ policies, policyStore }: ApiContext): Promise<PolicyInForce[]> {
  const [{ versions }, waiting] = await Promise.all([policies.inForce(), policyStore.waiting()]);
  const documents = await policies.documents(versions);
  return Promise.all(
    POLICY_NAMES.map(async (name) => {
      const version = versions[name] ?? 0;
      const published = version > 0 ? await policyStore.find(name, version) : null;
      return { name, version, since: published && rfc3339(published.effectiveAt), document: documents[name], waiting: waiting.filter((one) => one.name === name).map(show) };
    }),
  );
}

function refuseFaulty(faults: readonly { field: string; rule: string }[]): void {
  if (faults.length > 0) throw problemOf('invalid-request', { fields: faults.map(({ field, rule }) => ({ field: `document.${field}`, rule })) });
}

function refusedBy(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  if (error.code === 'MC021') throw refusalProblem({ code: 'policy-not-draft' });
  if (error.code === 'MC022') throw refusalProblem({ code: 'another-person-required', action: 'approvePolicy' });
  throw error;
}

function show({ effectiveAt, drafted, decided, against: _against, ...version }: PolicyVersion): Shown {
  const byAt = ({ by, at }: PolicyVersion['drafted']) => ({ by, at: rfc3339(at) });
  return { ...version, effectiveFrom: rfc3339(effectiveAt), drafted: byAt(drafted), decided: decided && byAt(decided) };
}
