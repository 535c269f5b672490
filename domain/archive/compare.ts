import type { Identifier } from '../identity/identifier.js';
import { isSameName } from '../identity/names.js';
import type { Sex } from '../identity/sex.js';
import type { LocalDate } from '../time.js';

/** The identity fields of an archive, in the order in which staff read them. */
export const IDENTITY_FIELDS = ['name', 'sex', 'birthDate', 'identifier'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

export type IdentityOnRecord = { name: string; sex: Sex; birthDate: LocalDate; identifier: Identifier | null };

export type IdentityComparison = { outcome: 'same' | 'differs'; differing: IdentityField[] };

/**
 * S3 自动建档: an archive that exists is verified, field by field. A sex or a number that one side does not have says nothing against the
 * other; a name or birth date always stands on both sides, and no likeness makes up for a difference (twins, hazard H1).
 */
export function compareIdentity(ours: IdentityOnRecord, theirs: IdentityOnRecord): IdentityComparison {
  const same: Record<IdentityField, boolean> = {
    name: isSameName(ours.name, theirs.name),
    sex: !isStated(ours.sex) || !isStated(theirs.sex) || ours.sex === theirs.sex,
    birthDate: ours.birthDate === theirs.birthDate,
    identifier: !contradicts(ours.identifier, theirs.identifier),
  };
  const differing = IDENTITY_FIELDS.filter((field) => !same[field]);
  return { outcome: differing.length === 0 ? 'same' : 'differs', differing };
}

function isStated(sex: Sex): boolean {
  return sex === 'male' || sex === 'female';
}

/** Two documents of different kinds belong to one person easily; two numbers of one kind do not. */
function contradicts(ours: Identifier | null, theirs: Identifier | null): boolean {
  return ours !== null && theirs !== null && ours.type === theirs.type && ours.number !== theirs.number;
}
