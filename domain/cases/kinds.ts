/** What a supervisor may decide about a case; what each does to the journey stands in `journey/decide/resolve-case.ts`. */
export const CASE_ACTIONS = [
  'accept-ours', 'accept-registry', 'not-same-person', 'look-again', 'go-on', 'defer', 'let-stand', 'repeat-later', 'retry', 'leave-unsent', 'acknowledge', 'send-again', 'told-otherwise',
  'leave-uncounted',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

type CaseRule = {
  /** Counted from its opening: whoever stands at a station cannot wait for an office hour. */
  due: 'at-desk' | 'office';
  actions: readonly CaseAction[];
};

/** What a machine cannot decide, and what a person may then do; a kind is added here and nowhere else. */
export const CASES = {
  'identity-differs': { due: 'at-desk', actions: ['accept-ours', 'accept-registry', 'not-same-person', 'look-again'] },
  'provisional-identity-overdue': { due: 'office', actions: ['acknowledge'] },
  'cannot-verify': { due: 'at-desk', actions: ['go-on', 'defer'] },
  'dose-found-invalid': { due: 'office', actions: ['let-stand', 'repeat-later'] },
  'registry-rejected': { due: 'office', actions: ['retry', 'leave-unsent'] },
  'upload-overdue': { due: 'office', actions: ['acknowledge'] },
  'notice-undeliverable': { due: 'office', actions: ['send-again', 'told-otherwise'] },
  'claim-conflict': { due: 'office', actions: ['leave-uncounted'] },
  'software-fault': { due: 'office', actions: ['retry'] },
} as const satisfies Record<string, CaseRule>;

export type CaseKind = keyof typeof CASES;
export const CASE_KINDS = Object.keys(CASES) as readonly CaseKind[];

/** These override what a rule or a system said, so they say why. */
const NEEDS_REASON: readonly CaseAction[] = [
  'accept-ours', 'accept-registry', 'not-same-person', 'go-on', 'defer', 'let-stand', 'repeat-later', 'leave-unsent', 'told-otherwise', 'leave-uncounted',
];

export function actionsOf(kind: CaseKind): readonly CaseAction[] {
  return CASES[kind].actions;
}

export function needsReason(action: CaseAction): boolean {
  return NEEDS_REASON.includes(action);
}
