import type { IdentityCheck } from '../identity/check.js';
import type { Authority } from '../identity/tiers.js';
import type { SiteId } from '../ids.js';
import type { Instant } from '../time.js';
import { ARCHIVE_FIELDS, IDENTITY_FIELDS, type ArchiveField } from './compare.js';

/** Where our value of a field is from, and who vouches for it since when: nobody yet is null. `siteId`: where it was taken from the registry. */
export type FieldOrigin = {
  field: ArchiveField;
  source: 'registration' | 'registry';
  at: Instant;
  siteId: SiteId | null;
  authority: Authority | 'staff' | 'resident' | null;
  vouchedAt: Instant | null;
};

export type TakenField = { field: ArchiveField; at: Instant; siteId: SiteId };

/** An authority is asked about the name, the number and the birth date (domain, real-name verification); it does not say the sex. */
const ASKED: readonly ArchiveField[] = ['name', 'birthDate', 'identifier'];

/** In the order in which staff read them. A verification vouches for the value that it saw, not for one that came later. */
export function fieldOrigins({ registeredAt, taken }: { registeredAt: Instant; taken: readonly TakenField[] }, check: Pick<IdentityCheck, 'asked' | 'verified'> | null): FieldOrigin[] {
  return ARCHIVE_FIELDS.map((field) => {
    const later = taken.find((one) => one.field === field);
    const at = later?.at ?? registeredAt;
    return { field, source: later ? 'registry' : 'registration', at, siteId: later?.siteId ?? null, ...vouched(field, at, check) };
  });
}

function vouched(field: ArchiveField, at: Instant, check: Pick<IdentityCheck, 'asked' | 'verified'> | null): Pick<FieldOrigin, 'authority' | 'vouchedAt'> {
  if (!IDENTITY_FIELDS.some((one) => one === field)) return { authority: 'resident', vouchedAt: at };
  const verified = check?.verified;
  if (!verified || verified.at < at) return { authority: null, vouchedAt: null };
  if (verified.by === 'staff') return { authority: 'staff', vouchedAt: verified.at };
  return check.asked && ASKED.includes(field) ? { authority: check.asked.authority, vouchedAt: verified.at } : { authority: null, vouchedAt: null };
}
