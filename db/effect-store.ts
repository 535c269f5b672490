import type { ArchiveSide } from '../domain/archive/compare.js';
import type { EvidenceId, JourneyId, PlannedDoseId, ResidentId } from '../domain/ids.js';
import type { Guardian, GuardianRelation } from '../domain/identity/guardian.js';
import type { Identifier, IdType } from '../domain/identity/identifier.js';
import { SEXES, type Sex } from '../domain/identity/sex.js';
import type { Actor } from '../domain/journey/events.js';
import { toLocalDate, type LocalDate } from '../domain/time.js';
import { identifierHexIndex, type BlindIndex } from './blind-index.js';
import type { FieldCipher } from './field-cipher.js';
import { pairDigests, type ComparedPair } from './dismissed-pair.js';
import { readLookUp, type LookUpEvidence } from './look-up-evidence.js';
import type { Statements } from './pool.js';

/** A resident in clear text, for the one call that is about to be made, with the registry's number where it is known. */
export type EffectPerson = {
  name: string;
  phone: string | null;
  sex: Sex;
  birthDate: LocalDate;
  nationality: string;
  identifiers: Identifier[];
  guardian: Guardian | null;
  archiveNo: string | null;
};

type OfResident = { journeyId: JourneyId; residentId: ResidentId };

/** Absent = stays as it is. */
export type AdoptedFields = { name?: string; phone?: string | null; sex?: Sex; birthDate?: LocalDate; identifier?: Identifier | null };

/** What the registry is told of a dose besides what stands in the journey's state. */
export type UploadFacts = { traceCode: string | null; givenBy: Actor | null; siteName: string; areaCode: string; areaName: string };

export type EffectStore = ReturnType<typeof createEffectStore>;

export type PersonRow = {
  nameEnc: string;
  phoneEnc: string | null;
  sex: string;
  birthDate: string;
  nationality: string;
  identifiers: { type: IdType; valueEnc: string }[];
  guardian: { relation: GuardianRelation; nameEnc: string; documentType: IdType; documentEnc: string } | null;
  archiveNoEnc: string | null;
};

/** Facts for effects, each in one statement at the scope of the journey's site. */
export function createEffectStore({ pool, cipher, blindIndex }: { pool: Statements; cipher: FieldCipher; blindIndex: BlindIndex }) {
  const scope = { ofJourney: true } as const;
  const seal = (table: string, column: string, rowId: string, text: string) => cipher.encrypt({ table, column, rowId }, text).toString('base64');
  const sealed = ({ journeyId, residentId }: OfResident, { name, phone, sex, birthDate, identifier }: AdoptedFields) => ({
    scope, journeyId, residentId, sex, birthDate,
    ...(name && { nameEnc: seal('residents', 'name_enc', residentId, name) }),
    ...(phone && { phoneEnc: seal('residents', 'phone_enc', residentId, phone) }),
    ...(identifier && {
      identifier: {
        type: identifier.type,
        rows: identifierHexIndex(blindIndex, identifier).map((index) => ({
          ...index, valueEnc: seal('resident_identifiers', 'value_enc', `${residentId}/${identifier.type}`, identifier.number),
        })),
      },
    }),
  });
  return {
    /** Null when the site of the journey may not know the resident any more. Throws `FieldCipherError`. */
    async person({ journeyId, residentId }: { journeyId: JourneyId; residentId: ResidentId }): Promise<EffectPerson | null> {
      const row = await pool.call<PersonRow | null>('registry_person_v2', { scope, journeyId, residentId });
      return row && toPerson(residentId, row, cipher);
    },

    /** What the look-up of a journey showed to staff, or null outside the journey's site. Throws `FieldCipherError`. */
    lookUp: <Side extends ArchiveSide>(journeyId: JourneyId, evidenceId: EvidenceId): Promise<LookUpEvidence<Side> | null> => readLookUp<Side>({ pool, cipher }, { scope, journeyId, evidenceId }),

    /** A supervisor has found these two sides, as they are, to be two persons. */
    isDismissed: (pair: ComparedPair): Promise<boolean> => pool.call<boolean>('is_dismissed_pair_v1', { residentId: pair.residentId, digests: pairDigests(blindIndex, pair) }),

    /** Our resident gets these values, which staff took from the registry. The same ones again change nothing. */
    adopt: (journey: OfResident, theirs: AdoptedFields): Promise<void> => pool.call('adopt_theirs_v1', sealed(journey, theirs)),

    /** Our resident gets these values back, where null is nothing: a number that takes the place of none no longer finds them. The same ones again change nothing. */
    giveBack: (journey: OfResident, ours: AdoptedFields, adopted: Identifier | null): Promise<void> =>
      pool.call('give_back_ours_v1', { ...sealed(journey, ours), clear: ours.phone === null ? ['phone'] : [], ...(ours.identifier === null && adopted && { unbind: adopted.type }) }),

    uploadFacts: (journeyId: JourneyId, plannedDoseId: PlannedDoseId): Promise<UploadFacts | null> =>
      pool.call<UploadFacts | null>('upload_facts_v2', { scope, journeyId, plannedDoseId }),
  };
}

export function toPerson(residentId: ResidentId, row: PersonRow, cipher: FieldCipher): EffectPerson {
  const open = (table: string, column: string, rowId: string, sealed: string) => cipher.decrypt({ table, column, rowId }, Buffer.from(sealed, 'base64'));
  const numbers = row.identifiers.map(({ type, valueEnc }) => ({ type, number: open('resident_identifiers', 'value_enc', `${residentId}/${type}`, valueEnc) }));
  const { guardian } = row;
  const ofGuardian = (column: string, sealed: string) => open('resident_guardians', column, `${residentId}/${guardian?.relation}`, sealed);
  return {
    name: open('residents', 'name_enc', residentId, row.nameEnc),
    phone: row.phoneEnc && open('residents', 'phone_enc', residentId, row.phoneEnc),
    sex: SEXES.find((sex) => sex === row.sex) ?? 'unknown',
    birthDate: toLocalDate(row.birthDate),
    nationality: row.nationality,
    // One number has a row for each key of the ring.
    identifiers: numbers.filter((one, n) => numbers.findIndex((other) => other.type === one.type && other.number === one.number) === n),
    guardian: guardian && {
      name: ofGuardian('name_enc', guardian.nameEnc),
      relation: guardian.relation,
      document: { type: guardian.documentType, number: ofGuardian('document_enc', guardian.documentEnc) },
    },
    archiveNo: row.archiveNoEnc && open('archives', 'archive_no_enc', residentId, row.archiveNoEnc),
  };
}
