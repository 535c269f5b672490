import { z } from 'zod';
import { POLICY_NAMES } from '../domain/policies/names.js';
import { EXAMPLE, freeText, id, instant, pageOf, pageQuery, version } from './fields.js';
import { defineOperation } from './operation.js';

const people = { tag: 'policies', scope: [], kinds: ['person'] } as const;
const params = z.strictObject({ id: id('policy version') });

export const POLICY_STATES = ['draft', 'approved', 'withdrawn'] as const;

const name = z.enum(POLICY_NAMES);
const document = z.record(z.string(), z.unknown()).meta({ description: 'as the shipped file of that name in policies/ is; of `schedule` `{"editions": [...]}`, each as its file in policies/schedule/' });
const byAt = z.strictObject({ by: id('person'), at: instant });
const inForceVersion = z.int().min(0).meta({ description: '0: the shipped one' });

export const PolicyVersion = z
  .strictObject({
    id: id('policy version'), name, version,
    state: z.enum(POLICY_STATES),
    effectiveFrom: instant.meta({ description: 'of a draft as it asks; once approved never before its approval' }),
    drafted: byAt,
    decided: byAt.nullable().meta({ description: 'who approved or withdrew it' }),
    reason: z.string().meta({ description: 'of whoever drafted it' }),
  })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.infer<typeof PolicyVersion>;

const PolicyFault = z.strictObject({ field: z.string().meta({ description: 'place in the document' }), rule: z.string() }).meta({ id: 'PolicyFault' });
export type PolicyFault = z.infer<typeof PolicyFault>;

const PolicyDifference = z
  .strictObject({ path: z.string(), before: z.string().nullable().meta({ description: 'as JSON; null where there was nothing' }), after: z.string().nullable() })
  .meta({ id: 'PolicyDifference' });
export type PolicyDifference = z.infer<typeof PolicyDifference>;

const compared = {
  against: inForceVersion.meta({ description: 'the version that is in force at that instant, without this one' }),
  difference: z.array(PolicyDifference).meta({ description: 'from that version' }),
};

const PolicyInForce = z
  .strictObject({
    name, version: inForceVersion, since: instant.nullable().meta({ description: 'null: as shipped' }), document,
    waiting: z.array(PolicyVersion).meta({ description: 'drafts, and versions that are approved and not in force yet' }),
  })
  .meta({ id: 'PolicyInForce' });
export type PolicyInForce = z.infer<typeof PolicyInForce>;

export const PolicyVersionShown = z.strictObject({ ...PolicyVersion.shape, document, ...compared }).meta({ id: 'PolicyVersionShown' });
export type PolicyVersionShown = z.infer<typeof PolicyVersionShown>;

const draft = { name, document, effectiveFrom: instant };
export const PolicyDraft = z.strictObject({ ...draft, reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'PolicyDraft' });
export type PolicyDraft = z.infer<typeof PolicyDraft>;

const PolicyCheck = z.strictObject({ faults: z.array(PolicyFault).meta({ description: 'empty: it may be drafted' }), ...compared }).meta({ id: 'PolicyCheck' });
export type PolicyCheck = z.infer<typeof PolicyCheck>;

const { command: versionId, resident: personId, at } = EXAMPLE;
const tiers = (face: number) => ({
  editions: [{
    effectiveFrom: '2022-09-20', source: '广东省卫生健康委办公室通知（2022-09-20）',
    tiers: [
      { fromYears: 0, authority: 'birth-certificate', knownBy: ['birth-certificate', 'id-card'] },
      { fromYears: face, authority: 'police-face', knownBy: ['id-card'] },
      { fromYears: 60, authority: 'household-register', knownBy: ['id-card'] },
    ],
  }],
});
const draftExample = { name: 'identity-tiers' as const, document: tiers(18), effectiveFrom: at };
const versionExample: PolicyVersion = {
  id: versionId, name: 'identity-tiers', version: 1, state: 'draft', effectiveFrom: at, drafted: { by: personId, at }, decided: null, reason: '按应用指南，人脸比对自 18 岁起',
};
const comparedExample = { against: 0, difference: [{ path: 'editions.2022-09-20.tiers.1.fromYears', before: '17', after: '18' }] };
const shownExample: PolicyVersionShown = { ...versionExample, document: tiers(18), ...comparedExample };

export const listPolicies = defineOperation({
  id: 'listPolicies', method: 'get', path: '/v1/policies', summary: 'Of each policy what is in force since when, and what waits: drafts, and versions to come', ...people,
  status: 200, answer: z.strictObject({ data: z.array(PolicyInForce) }).meta({ id: 'Policies' }), problems: [],
  examples: { answer: { data: [{ name: 'identity-tiers', version: 0, since: null, document: tiers(17), waiting: [versionExample] }] } },
});

export const listPolicyVersions = defineOperation({
  id: 'listPolicyVersions', method: 'get', path: '/v1/policies/versions', summary: 'All versions of a policy, the newest first', ...people,
  query: z.strictObject({ name, ...pageQuery }),
  status: 200, answer: pageOf(PolicyVersion).meta({ id: 'PolicyVersionPage' }), problems: [],
  examples: { query: { name: 'identity-tiers' }, answer: { data: [versionExample], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getPolicyVersion = defineOperation({
  id: 'getPolicyVersion', method: 'get', path: '/v1/policies/versions/{id}', summary: 'One version with its document, and how it differs from what is in force at its instant', ...people, params,
  status: 200, answer: PolicyVersionShown, problems: [404], examples: { params: { id: versionId }, answer: shownExample },
});

export const checkPolicy = defineOperation({
  id: 'checkPolicy', method: 'post', path: '/v1/policies/check', summary: 'What is wrong with a document, by its schema and example cases, and how it differs from what is in force; nothing is kept', ...people,
  asks: true, body: z.strictObject(draft).meta({ id: 'PolicyToCheck' }),
  status: 200, answer: PolicyCheck, problems: [], examples: { bodies: { tiers: draftExample }, answer: { faults: [], ...comparedExample } },
});

export const draftPolicy = defineOperation({
  id: 'draftPolicy', method: 'post', path: '/v1/policies/versions', summary: 'Draft a version; another person has to approve it', ...people, body: PolicyDraft,
  status: 201, answer: PolicyVersionShown, problems: [], examples: { bodies: { tiers: { ...draftExample, reason: versionExample.reason } }, answer: shownExample },
});

export const withdrawPolicy = defineOperation({
  id: 'withdrawPolicy', method: 'post', path: '/v1/policies/versions/{id}/withdraw', summary: 'Withdraw a draft', ...people, params, body: z.strictObject({}).meta({ id: 'PolicyWithdrawal' }),
  status: 200, answer: PolicyVersionShown, problems: [404, 409],
  examples: { params: { id: versionId }, bodies: { withdraw: {} }, answer: { ...shownExample, state: 'withdrawn', decided: { by: personId, at } } },
});

export const approvePolicy = defineOperation({
  id: 'approvePolicy', method: 'post', path: '/v1/policies/versions/{id}/approve', summary: 'Approve what another person has drafted; it is in force from its instant on, everywhere and without a restart', ...people, params,
  body: z.strictObject({ against: inForceVersion.meta({ description: 'the version that the difference was seen against' }) }).meta({ id: 'PolicyApproval' }),
  status: 200, answer: PolicyVersionShown, problems: [404, 409],
  examples: { params: { id: versionId }, bodies: { seen: { against: 0 } }, answer: { ...shownExample, state: 'approved', decided: { by: EXAMPLE.case, at } } },
});
