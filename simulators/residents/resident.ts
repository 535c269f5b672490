import type { Dose } from '../registry-guangdong/contract.js';
import type { Guardian } from '../../domain/identity/guardian.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { Sex } from '../../domain/identity/sex.js';
import type { LocalDate } from '../../domain/time.js';

/** Who comes: by the document they show, or by what makes them hard to tell apart. */
export const PERSON_KINDS = [
  'local', 'other-province', 'minority', 'twin', 'newborn', 'passport', 'hk-macau-permit', 'taiwan-permit', 'residence-permit', 'foreigner-card',
] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** How what the registry holds stands to what we register. */
export const ARCHIVE_OUTCOMES = ['none', 'same', 'incomplete', 'differs-declared', 'differs-identity', 'several'] as const;
export type ArchiveOutcome = (typeof ARCHIVE_OUTCOMES)[number];

/** What we register, with the numbers spelled as our own rules spell them. */
export type GeneratedPerson = {
  kind: PersonKind;
  name: string;
  /** The document they show; a newborn's is its birth certificate. */
  identifiers: Identifier[];
  birthDate: LocalDate;
  sex: Sex;
  phone: string | null;
  address: string;
  /** ISO 3166 alpha-2. */
  nationality: string;
  /** The mother of a newborn. */
  guardian: Guardian | null;
  /** The city where they live, 6 digits of GB/T 2260. */
  areaCode: string;
};

/** An archive as the registry holds it, in our words. */
export type HeldArchive = {
  /** 18 digits; the booklet carries it. */
  archiveNo: string;
  identifier: Identifier | null;
  address: string | null;
  /** What was given elsewhere. */
  doses?: Dose[];
} & Pick<GeneratedPerson, 'name' | 'birthDate' | 'sex' | 'phone' | 'nationality' | 'guardian'>;

/** Whose number the registry has transposed is found by the number of the archive alone. */
export type GeneratedResident = GeneratedPerson & { outcome: ArchiveOutcome; archives: HeldArchive[] };
