import type { Identifier } from './identifier.js';

export const GUARDIAN_RELATIONS = ['mother', 'father', 'guardian'] as const;
export type GuardianRelation = (typeof GUARDIAN_RELATIONS)[number];

/** Who stands for a child: kept with a newborn that has no number of its own. */
export type Guardian = { name: string; relation: GuardianRelation; document: Identifier };

/**
 * Whether the mother has to be on record: nobody but her tells a newborn without a number from another (domain handbook, section 6). A birth
 * certificate counts with her alone.
 */
export function needsMother(identifiers: readonly Identifier[]): boolean {
  return identifiers.every(({ type }) => type === 'birth-certificate');
}
