/** What a supervisor may decide about a case; what each does to the journey stands in `journey/decide/resolve-case.ts`. */
export const CASE_ACTIONS = [
  'accept-ours', 'accept-registry', 'choose-fields', 'not-same-person', 'look-again', 'cancel-journey', 'confirm-identity', 'go-on', 'defer', 'let-stand', 'repeat-later', 'count-dose', 'leave-uncounted', 'retry',
  'leave-unsent', 'acknowledge', 'send-again', 'told-otherwise', 'undo-decision', 'found-well', 'reaction-noted', 'not-reached',
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
  'identity-differs': { due: 'at-desk', actions: ['accept-ours', 'accept-registry', 'choose-fields', 'not-same-person', 'look-again', 'cancel-journey'], evidence: 'archive-differences' },
  // There is no one side to accept: somebody tells the archives apart at the registry first.
  'several-archives': { due: 'at-desk', actions: ['look-again', 'not-same-person', 'cancel-journey'], evidence: 'archive-differences' },
  // Asked for by one person; what was decided on an archive is reversed when another one says so.
  'decision-questioned': { due: 'office', actions: ['undo-decision', 'let-stand'], evidence: 'archive-differences' },
  'provisional-identity-overdue': { due: 'office', actions: ['confirm-identity', 'acknowledge'], evidence: 'timeline' },
  'cannot-verify': { due: 'at-desk', actions: ['go-on', 'defer', 'cancel-journey'], evidence: 'archive-differences' },
  'dose-found-invalid': { due: 'office', actions: ['let-stand', 'repeat-later'], evidence: 'timeline' },
  'dose-on-unverified-checklist': { due: 'office', actions: ['count-dose', 'leave-uncounted'], evidence: 'timeline' },
  'claim-conflict': { due: 'office', actions: ['count-dose', 'leave-uncounted'], evidence: 'timeline' },
  'registry-rejected': { due: 'office', actions: ['retry', 'leave-unsent'], evidence: 'timeline' },
  'registry-unreachable': { due: 'office', actions: ['retry', 'acknowledge'], evidence: 'journey' },
  'upload-overdue': { due: 'office', actions: ['acknowledge'], evidence: 'journey' },
  'notice-undeliverable': { due: 'office', actions: ['send-again', 'told-otherwise'], evidence: 'timeline' },
  // One for each who got a dose of a lot that was recalled or stopped; it goes away when the lot is let go.
  'lot-follow-up': { due: 'office', actions: ['found-well', 'reaction-noted', 'not-reached'], evidence: 'timeline' },
  'software-fault': { due: 'office', actions: ['retry'], evidence: 'journey' },
} as const satisfies Record<string, CaseRule>;

export type CaseKind = keyof typeof CASES;
export const CASE_KINDS = Object.keys(CASES) as readonly CaseKind[];

/** These override what a rule or a system said, so they say why. */
const NEEDS_REASON: readonly CaseAction[] = [
  'accept-ours', 'accept-registry', 'choose-fields', 'not-same-person', 'cancel-journey', 'confirm-identity', 'go-on', 'defer', 'let-stand', 'repeat-later', 'count-dose', 'leave-uncounted', 'leave-unsent', 'told-otherwise', 'undo-decision', 'reaction-noted', 'not-reached',
];

/**
 * Overrides of a clinical stop, corrections of who somebody is in an archive, and of what was given: one proposes, another person approves, who
 * sees the first one's reason.
 */
const NEEDS_SECOND_PERSON: readonly CaseAction[] = ['accept-ours', 'accept-registry', 'choose-fields', 'go-on', 'count-dose', 'undo-decision'];

/** What these decide about an archive can be reversed while nothing later depends on it. */
export const REVERSIBLE = ['accept-ours', 'accept-registry', 'choose-fields', 'not-same-person'] as const satisfies readonly CaseAction[];
export type Reversible = (typeof REVERSIBLE)[number];

export function actionsOf(kind: CaseKind): readonly CaseAction[] {
  return CASES[kind].actions;
}

export function needsReason(action: CaseAction): boolean {
  return NEEDS_REASON.includes(action);
}

export function isReversible(action: CaseAction | null): action is Reversible {
  return REVERSIBLE.some((one) => one === action);
}

export function needsSecondPerson(action: CaseAction): boolean {
  return NEEDS_SECOND_PERSON.includes(action);
}
