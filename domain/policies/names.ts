/** The tables that law and practice change, each with versions of its own. The first are those that decide who may be given what. */
export const POLICY_NAMES = ['identity-tiers', 'clocks', 'schedule', 'products', 'questionnaires', 'consent-texts', 'checklist', 'notices'] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

/** By name the version that is in force, as it was read; whatever is not named is as shipped, which is version 0. */
export type PolicyVersions = Readonly<Record<string, number>>;

/** A document was published that this release cannot read: a newer one can, and nothing is decided here meanwhile. */
export class NewerPolicyError extends Error {
  override readonly name = 'NewerPolicyError';
}
