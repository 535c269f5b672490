import type { SupervisorCase } from '../cases/supervisor-case.js';
import type { Sex } from '../identity/sex.js';
import type { AreaCode, CaseId, PlannedDoseId, ResidentId, SiteId, SlotId } from '../ids.js';
import type { SwitchDates } from '../sites/site-plan.js';
import type { Instant, LocalDate } from '../time.js';
import type { EscortAuthorisation } from '../identity/escort.js';
import type { CodeAttribute } from '../health-code/claims.js';
import type { Policies } from '../policies.js';
import type { Dependent } from './state.js';

/**
 * A dose that counts or may come to count, from any journey (this one too) or learnt from a registry, where `plannedDoseId` is null. One that
 * does not count went in all the same: intervals are kept to it.
 */
export type DoseOnRecord = { plannedDoseId: PlannedDoseId | null; vaccine: string; series: string; doseNumber: number; live: boolean; givenOn: LocalDate; status: 'given' | 'reported-unverified' | 'uncounted' };

/** A dose that another journey has verified and is about to give. */
export type DoseReservation = { plannedDoseId: PlannedDoseId; series: string; doseNumber: number; live: boolean; reservedUntil: Instant };

/** What is known about the resident anywhere; `version` rises with every dose given, voided, reserved or learnt. */
export type ResidentHistory = {
  version: number;
  birthDate: LocalDate;
  sex: Sex;
  doses: DoseOnRecord[];
  reservations: DoseReservation[];
  bookedSeries: string[];
};

export type SlotFact = { slotId: SlotId; siteId: SiteId; day: LocalDate; startsAt: Instant; endsAt: Instant; capacity: number; taken: number; vaccines: string[] };

export type LotFact = { productId: string; lot: string; expiresOn: LocalDate; status: 'usable' | 'held' | 'recalled' };

/** A smallest package across all sites: how often it has been used, and when it was opened first. */
export type PackageFact = { uses: number; openedAt: Instant | null };

/** `attribute`: a temporary code (healthCardAttr 1) was issued before the identity was verified. */
export type HealthCodeFact = {
  healthCodeId: string;
  residentId: ResidentId;
  status: 'normal' | 'suspended';
  attribute: CodeAttribute;
  version: number;
  jtiUsed: boolean;
};

/**
 * Whose the document or number at hand is; null = nobody's. `withoutNumber`: a newborn who has none, found as this journey's resident. What
 * was not read along (a name, the mother's document) is null.
 */
export type HolderFact = { residentId: ResidentId | null; withoutNumber: boolean; nameAgrees: boolean | null; motherAgrees: boolean | null };

/** Our side of the archive of one resident. */
export type ArchiveFact = { version: number; known: boolean };

export type TheirFact = { birthDate: LocalDate };

/** Of a decision that is to be reversed: our birth date before it (null where no two sides were kept), and what came of the resident elsewhere since. */
export type UndoFact = { ourBirthDate: LocalDate | null; later: Dependent | null };

export type CaseFact = Pick<SupervisorCase, 'caseId' | 'version' | 'sameSince' | 'claim' | 'proposal'>;

/** What `decide` may know besides the state: read in one statement by the door, never fetched by the rules. */
export type JourneyFacts = {
  policies: Policies;
  /** Null only when the resident is unknown to this caller. */
  history: ResidentHistory | null;
  slots: SlotFact[];
  lot: LotFact | null;
  /** The package that a dose is taken from; read for the desk's last steps. */
  package: PackageFact | null;
  healthCode: HealthCodeFact | null;
  holder: HolderFact | null;
  /** The authorisation that a consent names, if it is of the journey's resident. */
  escort: EscortAuthorisation | null;
  /** Of a name that was read for the checklist, with the one on record; null where none was read. */
  nameAgrees: boolean | null;
  /** Health codes cannot be checked now: people are identified by documents, for the time being. */
  issuerAway: boolean;
  /** Two people have paused the registry: that it does not answer is nobody's fault. */
  registryPaused: boolean;
  archive: ArchiveFact | null;
  /** What the registry says of the person, where the journey goes on although the identity differs. */
  theirs: TheirFact | null;
  undo: UndoFact | null;
  /** The case that the command is about. */
  supervisorCase: CaseFact | null;
  /** Scopes of the caller that open an override, such as `observation:release-early`. */
  grants: string[];
  /** When the site of the journey is switched on; read for what begins a visit, null for everything else. */
  switched: SwitchDates | null;
  siteId: SiteId | null;
  areaCode: AreaCode | null;
  /** Ids for cases that the decision opens, made outside since the rules have no randomness. */
  freshCaseIds: CaseId[];
};
