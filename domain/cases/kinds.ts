/** What a supervisor may decide about a case; what each does to the journey stands in `journey/decide/resolve-case.ts`. */
export const CASE_ACTIONS = [
  'accept-ours', 'accept-registry', 'not-same-person', 'look-again', 'confirm-identity', 'go-on', 'defer', 'let-stand', 'repeat-later', 'count-dose', 'leave-uncounted', 'retry',
  'leave-unsent', 'acknowledge', 'send-again', 'told-otherwise',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

type CaseRule = {
  /** Counted from its opening: whoever stands at a station cannot wait for an office hour. */
  due: 'at-desk' | 'office';
  actions: readonly CaseAction[];
  /** Where to read what it is about: both sides of the archive, the journey's log, or the journey with its steps that are being retried. */
  evidence: 'archive-differences' | 'timeline' | 'journey';
};

/** What a machine cannot decide, and what a person may then do; a kind is added here and nowhere else. */
export const CASES = {
  'identity-differs': { due: 'at-desk', actions: ['accept-ours', 'accept-registry', 'not-same-person', 'look-again'], evidence: 'archive-differences' },
  // There is no one side to accept: somebody tells the archives apart at the registry first.
  'several-archives': { due: 'at-desk', actions: ['look-again', 'not-same-person'], evidence: 'archive-differences' },
  'provisional-identity-overdue': { due: 'office', actions: ['confirm-identity', 'acknowledge'], evidence: 'timeline' },
  'cannot-verify': { due: 'at-desk', actions: ['go-on', 'defer'], evidence: 'archive-differences' },
  'dose-found-invalid': { due: 'office', actions: ['let-stand', 'repeat-later'], evidence: 'timeline' },
  'dose-on-unverified-checklist': { due: 'office', actions: ['count-dose', 'leave-uncounted'], evidence: 'timeline' },
  'claim-conflict': { due: 'office', actions: ['count-dose', 'leave-uncounted'], evidence: 'timeline' },
  'registry-rejected': { due: 'office', actions: ['retry', 'leave-unsent'], evidence: 'timeline' },
  'registry-unreachable': { due: 'office', actions: ['retry', 'acknowledge'], evidence: 'journey' },
  'upload-overdue': { due: 'office', actions: ['acknowledge'], evidence: 'journey' },
  'notice-undeliverable': { due: 'office', actions: ['send-again', 'told-otherwise'], evidence: 'timeline' },
  'software-fault': { due: 'office', actions: ['retry'], evidence: 'journey' },
} as const satisfies Record<string, CaseRule>;

export type CaseKind = keyof typeof CASES;
export const CASE_KINDS = Object.keys(CASES) as readonly CaseKind[];

/** These override what a rule or a system said, so they say why. */
const NEEDS_REASON: readonly CaseAction[] = [
  'accept-ours', 'accept-registry', 'not-same-person', 'confirm-identity', 'go-on', 'defer', 'let-stand', 'repeat-later', 'count-dose', 'leave-uncounted', 'leave-unsent', 'told-otherwise',
];

export function actionsOf(kind: CaseKind): readonly CaseAction[] {
  return CASES[kind].actions;
}

export function needsReason(action: CaseAction): boolean {
  return NEEDS_REASON.includes(action);
}
