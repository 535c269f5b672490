import type { Standing } from '../policies/standing.js';
import type { PolicyName } from '../../../domain/policies/names.js';

type Names = Record<string, string>;

/** What the page of policies says. */
export type PolicyMessages = {
  resources: { policies: { name: string; fields: Record<'name' | 'version' | 'since' | 'waiting', string> } };
  policies: Record<
    | 'about' | 'back' | 'draft' | 'shipped' | 'draft_from' | 'coming_from' | 'policy' | 'begins_with' | 'upload' | 'document' | 'effective_from' | 'effective_hint' | 'reason' | 'reason_hint' | 'check' | 'save_draft' | 'good'
    | 'faults' | 'place' | 'rule' | 'example' | 'before' | 'after' | 'nothing' | 'no_difference' | 'against' | 'against_shipped' | 'version_of' | 'about_version' | 'from' | 'drafted' | 'because' | 'approved' | 'withdrawn'
    | 'difference' | 'own' | 'approve' | 'withdraw' | 'approve_means' | 'reason_of' | 'history' | 'no_history' | 'version' | 'version_and_difference' | 'effective' | 'drafted_by' | 'decided_by',
    string
  >;
  words: {
    policyName: Record<PolicyName, string>;
    policyStanding: Record<Standing, string>;
    policyState: Record<'draft' | 'approved' | 'withdrawn', string>;
    /** Rules that have a sentence; what the schema alone says is shown as it is. */
    policyRule: Names;
    policyExample: Names;
  };
};
