import type { SiteId } from '../../domain/ids.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { Sex } from '../../domain/identity/sex.js';
import type { Instant, LocalDate } from '../../domain/time.js';

/** A value of somebody's code list with the name that is printed beside it. */
export type Coded = { code: string; name: string };

/** `relation` in our words where we have one: mother, father, guardian. */
export type RegistryGuardian = { name: string; relation: string; identifier: Identifier | null };

/** What the registry keeps about a resident. Null is "not known", never an empty text. */
export type RegistryPerson = {
  name: string;
  sex: Sex;
  birthDate: LocalDate;
  /** Null for a newborn without any number. */
  identifier: Identifier | null;
  /** ISO 3166 alpha-2; the dialect maps it. */
  nationality: string;
  phone: string | null;
  address: string | null;
  guardian: RegistryGuardian | null;
};

/** The registry dose record (domain: section 5), without what the person already says. */
export type RegistryDose = {
  vaccine: Coded;
  doseNumber: number;
  maker: Coded;
  lot: string;
  expiresOn: LocalDate;
  traceCode: string;
  dosesPerPackage: number;
  bodySite: string;
  route: string;
  givenAt: Instant;
  vaccinator: string;
  crowdClass: Coded;
  site: Coded;
  area: Coded;
};

export type RecordedDose = { recordId: string; vaccineCode: string; doseNumber: number; lot: string; traceCode: string; givenAt: Instant; siteCode: string };

export type RegistryArchive = { archiveNo: string; version: string; person: RegistryPerson; doses: RecordedDose[] };

export type PersonFound = { outcome: 'none' } | { outcome: 'found'; archive: RegistryArchive };

/** `existed`: another write was first, with the same identity; the archive is the one to use. */
export type ArchiveCreated = { outcome: 'created' | 'existed'; archiveNo: string; version: string };

/** Fields that may be filled where the registry has none, or only a newborn's placeholder name. */
export type ArchiveFill = Partial<Pick<RegistryPerson, 'name' | 'identifier' | 'phone' | 'address' | 'guardian'>>;

/** What staff decided on after they saw both sides, identity fields only by a supervisor; null empties a field. */
export type ArchiveChange = Partial<Pick<RegistryPerson, 'name' | 'sex' | 'birthDate' | 'identifier' | 'phone'>>;

export type WriteOutcome =
  | { outcome: 'none' }
  | { outcome: 'done'; kind: 'archive-created' | 'archive-completed' | 'archive-updated' | 'dose-recorded'; archiveNo: string; version: string; recordId: string | null };

/** The site in whose name the registry is asked: its key signs. */
type Asking = { siteId: SiteId; signal?: AbortSignal };
/** `key`: `<journeyId>:<plannedDoseId>:<step>:<contentVersion>`, so that a repeat of the same content has no second effect. */
type Writing = Asking & { key: string };

/**
 * A province's or city's vaccination registry. Every method throws `Unavailable` (retry), `Rejected` (ours is wrong) or `NeedsHuman`
 * (a case); every answer is checked for its shape and that it speaks of the person or key asked about (attack A41) before it is returned.
 */
export interface ImmunizationRegistry {
  /** By any of the identifiers; several archives for them are `NeedsHuman('several-archives')`. "None" is the registry's word, never a failure's. */
  findPerson(asked: Asking & { identifiers: Identifier[] }): Promise<PersonFound>;
  getArchive(asked: Asking & { archiveNo: string }): Promise<PersonFound>;
  createArchive(asked: Writing & { person: RegistryPerson }): Promise<ArchiveCreated>;
  /** Fills what is empty; a field that holds something else is `NeedsHuman('archive-differs')` and nothing is changed. */
  completeArchive(asked: Writing & { archiveNo: string; fill: ArchiveFill }): Promise<{ archiveNo: string; version: string }>;
  /** Changes these fields if the archive still has this version, else `NeedsHuman('archive-moved')` and nothing is changed. */
  updateArchive(asked: Writing & { archiveNo: string; version: string; change: ArchiveChange }): Promise<{ archiveNo: string; version: string }>;
  recordDose(asked: Writing & { archiveNo: string; person: RegistryPerson; dose: RegistryDose }): Promise<{ recordId: string }>;
  /** Whether a write with this key was done, about this person: to be asked after a timeout, before the write is repeated (rule D2). */
  getByKey(asked: Writing & { person: RegistryPerson }): Promise<WriteOutcome>;
}
