import type { DataProvider } from 'react-admin';
import type { PolicyCheck, PolicyDraft, PolicyVersionShown } from './policies/rows.js';
import type { PostJson } from '../../ui/post-json.js';

/** What may be done about policies: a method for each verb of the contract. */
export type PolicyVerbs = ReturnType<typeof createPolicyVerbs>;
export type PolicyProvider = DataProvider & PolicyVerbs;

export function createPolicyVerbs(postJson: PostJson) {
  const at = (id: string, verb: string) => `/v1/policies/versions/${encodeURIComponent(id)}/${verb}`;
  return {
    checkPolicy: (draft: Omit<PolicyDraft, 'reason'>) => postJson('/v1/policies/check', draft) as Promise<PolicyCheck>,
    draftPolicy: (draft: PolicyDraft) => postJson('/v1/policies/versions', draft) as Promise<PolicyVersionShown>,
    withdrawPolicy: (id: string) => postJson(at(id, 'withdraw'), {}) as Promise<PolicyVersionShown>,
    /** `against`: the version that the difference was seen against. */
    approvePolicy: (id: string, against: number) => postJson(at(id, 'approve'), { against }) as Promise<PolicyVersionShown>,
  };
}
