import type { Identifier } from '../identity/identifier.js';
import { isPlaceholderName, isSameName } from '../identity/names.js';
import { readPhone } from '../identity/phone.js';
import type { Sex } from '../identity/sex.js';
import type { LocalDate } from '../time.js';

/** In the order in which staff read them. What an authority checked goes to a supervisor, what residents say of themselves is fixed at the desk. */
export const IDENTITY_FIELDS = ['name', 'sex', 'birthDate', 'identifier'] as const;
export const SELF_DECLARED_FIELDS = ['phone'] as const;
export const ARCHIVE_FIELDS = [...IDENTITY_FIELDS, ...SELF_DECLARED_FIELDS] as const;
export type ArchiveField = (typeof ARCHIVE_FIELDS)[number];

/** How far our side of an archive is: `known` once the registry has it and we know which it is. */
export const ARCHIVE_STATES = ['unknown', 'provisional', 'creating', 'known', 'rejected'] as const;

/** One side of an archive; null and what nobody stated is "not known". */
export type ArchiveSide = { name: string; sex: Sex; birthDate: LocalDate; identifier: Identifier | null; phone: string | null };

/** Whose value of a field holds from now on. */
export type SideTaken = 'ours' | 'theirs';

export type ArchiveOutcome = 'same' | 'incomplete' | 'self-declared-differs' | 'differs';

/** How the sides do not say the same of a field: both say something, or only one does. */
export type Disagreement = 'differs' | 'ours-missing' | 'theirs-missing';
export type DifferingFields = Partial<Record<ArchiveField, Disagreement>>;

export type ArchiveComparison = { outcome: ArchiveOutcome; fields: DifferingFields };

/**
 * S3 自动建档: an archive that exists is verified, field by field. What only one side has, or a newborn's placeholder name, says nothing against
 * the other: the desk completes it. No likeness makes up for a difference (twins, hazard H1).
 */
export function compareArchives(ours: ArchiveSide, theirs: ArchiveSide): ArchiveComparison {
  const found: Record<ArchiveField, Disagreement | null> = {
    name: isSameName(ours.name, theirs.name) ? null : (disagreement(ownName(ours), ownName(theirs)) ?? 'differs'), // two placeholders name two mothers
    sex: disagreement(statedSex(ours), statedSex(theirs)),
    birthDate: disagreement(ours.birthDate, theirs.birthDate),
    identifier: areOfTwoKinds(ours.identifier, theirs.identifier) ? null : disagreement(ours.identifier?.number ?? null, theirs.identifier?.number ?? null),
    phone: disagreement(plainPhone(ours.phone), plainPhone(theirs.phone)),
  };
  const fields = Object.fromEntries(ARCHIVE_FIELDS.flatMap((field) => (found[field] ? [[field, found[field]]] : []))) as DifferingFields;
  return { outcome: outcomeOf(fields), fields };
}

/** The outcome that asks most of people. */
function outcomeOf(fields: DifferingFields): ArchiveOutcome {
  if (IDENTITY_FIELDS.some((field) => fields[field] === 'differs')) return 'differs';
  if (SELF_DECLARED_FIELDS.some((field) => fields[field] === 'differs')) return 'self-declared-differs';
  return Object.keys(fields).length > 0 ? 'incomplete' : 'same';
}

function disagreement(ours: string | null, theirs: string | null): Disagreement | null {
  if (ours === theirs) return null;
  if (ours === null) return 'ours-missing';
  return theirs === null ? 'theirs-missing' : 'differs';
}

/** Null for a newborn that has none yet. A side without any name has lost one: that is a difference. */
function ownName({ name }: ArchiveSide): string | null {
  return isPlaceholderName(name) ? null : name;
}

/** Two documents of different kinds belong to one person easily; two numbers of one kind do not. */
function areOfTwoKinds(ours: Identifier | null, theirs: Identifier | null): boolean {
  return ours !== null && theirs !== null && ours.type !== theirs.type;
}

function statedSex({ sex }: ArchiveSide): Sex | null {
  return sex === 'male' || sex === 'female' ? sex : null;
}

function plainPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const reading = readPhone(phone);
  return reading.ok ? reading.phone : phone.trim();
}
