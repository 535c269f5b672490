import type { ClaimField } from '../../domain/identity/check.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { LocalDate } from '../../domain/time.js';

/** Who somebody says they are: the name, the birth date and the number that are to belong to one person. */
export type IdentityClaim = { name: string; birthDate: LocalDate; identifier: Identifier };

/** `not-found`: the authority has nobody under this number. It is an answer; an authority that is away throws. */
export type ClaimVerdict = { outcome: 'verified' } | { outcome: 'mismatch'; differing: ClaimField[] } | { outcome: 'not-found' };

export type ClaimToVerify = {
  /** Of this one question; it comes back with the answer. */
  key: string;
  claim: IdentityClaim;
  /** The token by which a capture service hands the face over, where the authority compares one. No image passes through us. */
  capture: string | null;
  signal?: AbortSignal;
};

/**
 * An authority that confirms who somebody is. Throws `Unavailable` (retry) or `Rejected` (ours is wrong). An answer is checked for its
 * shape, its size, and that it speaks of the question and the number asked about (attack A41) before it is returned. A question changes
 * nothing over there, so it may be put again.
 */
export interface IdentityAuthority {
  verify(asked: ClaimToVerify): Promise<ClaimVerdict>;
}
