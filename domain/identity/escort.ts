import type { EscortAuthorisationId } from '../ids.js';
import type { LocalDate } from '../time.js';

/** Who an escort 陪同人 is to the resident. Parents and guardians sign for themselves and need no authorisation. */
export const ESCORT_RELATIONS = ['grandparent', 'relative', 'carer', 'other'] as const;
export type EscortRelation = (typeof ESCORT_RELATIONS)[number];

/** What a guardian has allowed: for one resident, for some products or whatever is planned (null), first and last day included. */
export type EscortAuthorisation = { authorisationId: EscortAuthorisationId; products: string[] | null; validFrom: LocalDate; validUntil: LocalDate; revoked: boolean };

/** Why an escort may not sign. A guardian's authorisation has to be on record (Civil Code art. 161-165, Norms 6.3.2). */
export const ESCORT_RULES = ['none-on-record', 'revoked', 'not-yet-valid', 'no-longer-valid', 'other-product'] as const;
export type EscortRule = (typeof ESCORT_RULES)[number];

/** The rule by which an escort may not sign for a dose of this product today, or null. `authorisation`: as it stands on record for this resident. */
export function escortRefusal(authorisation: EscortAuthorisation | null, productId: string, today: LocalDate): EscortRule | null {
  if (!authorisation) return 'none-on-record';
  const { products, validFrom, validUntil, revoked } = authorisation;
  if (revoked) return 'revoked';
  if (today < validFrom) return 'not-yet-valid';
  if (today > validUntil) return 'no-longer-valid';
  return products && !products.includes(productId) ? 'other-product' : null;
}
