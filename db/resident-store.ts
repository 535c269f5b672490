import { Op, type Sequelize, type Transaction } from 'sequelize';
import { toId, type ResidentId, type SiteId } from '../domain/ids.js';
import type { Guardian, GuardianRelation } from '../domain/identity/guardian.js';
import type { Identifier, IdType } from '../domain/identity/identifier.js';
import { SEXES, type Sex } from '../domain/identity/sex.js';
import { toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import type { AuditStore } from './audit-store.js';
import { identifierHexIndex, identifierIndex, type BlindIndex } from './blind-index.js';
import { DatabaseError } from './database-error.js';
import { FieldCipherError, type FieldCipher } from './field-cipher.js';
import { bindResidentGuardianModel, type ResidentGuardianModel } from './models/resident-guardian-model.js';
import { bindResidentIdentifierModel, type ResidentIdentifierModel } from './models/resident-identifier-model.js';
import { bindResidentModel, type ResidentModel } from './models/resident-model.js';
import { newId } from './new-id.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** A resident in clear text: only where a person or a registry is about to see it, never in a log, an error or a workflow. */
export type Resident = {
  residentId: ResidentId;
  name: string;
  phone: string | null;
  sex: Sex;
  birthDate: LocalDate;
  nationality: string;
  identifiers: Identifier[];
  guardian: Guardian | null;
};

/** Numbers as `readIdentifier` and `readPhone` spell them; none for a newborn without one. */
export type NewResident = Omit<Resident, 'residentId' | 'nationality' | 'guardian'> & { nationality?: string; guardian?: Guardian | null };

export type AccessReason = 'registration' | 'booking' | 'walk-in' | 'scan' | 'look-up' | 'case';

/** `taken`: another resident has one of the numbers; `residentId` is that resident. */
export type Registered = { ok: true; residentId: ResidentId } | { ok: false; taken: ResidentId };

export type ResidentStoreParts = { sequelize: Sequelize; cipher: FieldCipher; blindIndex: BlindIndex; audit: AuditStore };
export type ResidentStore = ReturnType<typeof createResidentStore>;

const UNIQUE_VIOLATION = '23505';

export function createResidentStore({ sequelize, cipher, blindIndex, audit }: ResidentStoreParts) {
  const residents = bindResidentModel(sequelize);
  const identifiers = bindResidentIdentifierModel(sequelize);
  const guardians = bindResidentGuardianModel(sequelize);

  /** Verdict across all sites: an opaque id or null, whoever asks. */
  async function find(scope: Scope, identifier: Identifier): Promise<ResidentId | null> {
    const indexes = identifierHexIndex(blindIndex, identifier);
    return withScope(sequelize, scope, async (transaction) => {
      const [rows] = await sequelize.query('select find_resident_v1($1, $2::jsonb) as id', { bind: [identifier.type, JSON.stringify(indexes)], transaction });
      const [row] = rows as { id: string | null }[];
      return row?.id ? toId<'resident'>(row.id) : null;
    });
  }

  /** One row per number and key of the ring, in one order for everybody, so that two who register the same numbers do not lock each other out. */
  async function insertIdentifiers(residentId: ResidentId, numbers: Identifier[], transaction: Transaction): Promise<void> {
    for (const identifier of numbers.toSorted((a, b) => (`${a.type}|${a.number}` < `${b.type}|${b.number}` ? -1 : 1))) {
      for (const { keyId, index } of identifierIndex(blindIndex, identifier)) {
        const valueEnc = cipher.encrypt(identifierPlace(residentId, identifier.type), identifier.number);
        await identifiers.create({ type: identifier.type, keyId, blindIndex: index, residentId, valueEnc }, { transaction });
      }
    }
  }

  async function insertGuardian(residentId: ResidentId, { name, relation, document }: Guardian, transaction: Transaction): Promise<void> {
    const documentIndexes = Object.fromEntries(identifierHexIndex(blindIndex, document).map(({ keyId, index }) => [keyId, index]));
    const nameEnc = cipher.encrypt(guardianPlace(residentId, relation, 'name_enc'), name);
    const documentEnc = cipher.encrypt(guardianPlace(residentId, relation, 'document_enc'), document.number);
    await guardians.create({ residentId, relation, nameEnc, documentType: document.type, documentEnc, documentIndexes }, { transaction });
  }

  return {
    find,

    /** Registers at a site, or through a channel when `site` is null. Two registrations of one number at once give one resident. */
    async register(scope: Scope, { site, until, ...person }: NewResident & { site: SiteId | null; until: Instant }, outer?: Transaction): Promise<Registered> {
      const residentId = newId<'resident'>();
      const own: Scope = { ...scope, resident: residentId };
      try {
        await withScope(sequelize, own, async (transaction) => {
          if (site) await grant(sequelize, { residentId, site, until, why: 'registration' }, transaction);
          const { name, phone, sex, birthDate, nationality = 'CN' } = person;
          const nameEnc = cipher.encrypt(residentPlace(residentId, 'name_enc'), name);
          const phoneEnc = phone === null ? null : cipher.encrypt(residentPlace(residentId, 'phone_enc'), phone);
          await residents.create({ id: residentId, nameEnc, phoneEnc, sex, birthDate, nationality }, { transaction });
          await sequelize.query('insert into resident_histories (resident_id) values ($1)', { bind: [residentId], transaction });
          await sequelize.query('insert into archives (resident_id) values ($1)', { bind: [residentId], transaction });
          await insertIdentifiers(residentId, person.identifiers, transaction);
          if (person.guardian) await insertGuardian(residentId, person.guardian, transaction);
        }, outer);
        return { ok: true, residentId };
      } catch (error) {
        if (!(error instanceof DatabaseError && error.code === UNIQUE_VIOLATION)) throw error;
        for (const identifier of person.identifiers) {
          const taken = await find(scope, identifier);
          if (taken) return { ok: false, taken };
        }
        throw error;
      }
    },

    /** Lets a site know this resident: after a scan, a look-up by number, or for a case. Prolongs, never shortens. */
    grantAccess: (scope: Scope, access: { residentId: ResidentId; site: SiteId; until: Instant; why: AccessReason }): Promise<void> =>
      withScope(sequelize, scope, (transaction) => grant(sequelize, access, transaction)),

    /** In clear text, or null outside the scope. A value that does not open is audited and throws `FieldCipherError` (attack A35). */
    async get(scope: Scope, residentId: ResidentId): Promise<Resident | null> {
      const rows = await withScope(sequelize, scope, async (transaction) => {
        const row = await residents.findByPk(residentId, { transaction });
        if (!row) return null;
        const numbers = await identifiers.findAll({ where: { residentId }, order: [['type', 'asc']], transaction });
        // One is registered; the mother comes first wherever there are more.
        const [guardian = null] = await guardians.findAll({ where: { residentId }, order: [[sequelize.literal(`relation = 'mother'`), 'desc']], limit: 1, transaction });
        return { row, numbers, guardian };
      });
      if (!rows) return null;
      try {
        return toResident(rows, cipher);
      } catch (error) {
        if (error instanceof FieldCipherError) await reportBroken(audit, error);
        throw error;
      }
    },

    /** Self-declared, so fixed at the desk. False outside the scope. */
    setPhone: (scope: Scope, residentId: ResidentId, phone: string | null): Promise<boolean> =>
      withScope(sequelize, scope, async (transaction) => {
        const phoneEnc = phone === null ? null : cipher.encrypt(residentPlace(residentId, 'phone_enc'), phone);
        const [changed] = await residents.update({ phoneEnc, version: sequelize.literal('version + 1') }, { where: { id: { [Op.eq]: residentId } }, transaction });
        return changed === 1;
      }),
  };
}

async function grant(sequelize: Sequelize, { residentId, site, until, why }: { residentId: ResidentId; site: SiteId; until: Instant; why: AccessReason }, transaction: Transaction) {
  await sequelize.query(
    `insert into resident_access (resident_id, site_id, area_code, until, why)
     select $1, id, area_code, from_ms($3), $4 from sites where id = $2
     on conflict (resident_id, site_id) do update set until = excluded.until, why = excluded.why where resident_access.until < excluded.until`,
    { bind: [residentId, site, until, why], transaction },
  );
}

async function reportBroken(audit: AuditStore, { place }: FieldCipherError): Promise<void> {
  await audit.write({ actor: { kind: 'process' }, action: 'field.decrypt', objectKind: `${place.table}.${place.column}`, objectId: place.rowId, outcome: 'failed', code: 'not-authentic' });
}

function residentPlace(rowId: ResidentId, column: 'name_enc' | 'phone_enc') {
  return { table: 'residents', column, rowId };
}

function identifierPlace(residentId: ResidentId, type: IdType) {
  return { table: 'resident_identifiers', column: 'value_enc', rowId: `${residentId}/${type}` };
}

function guardianPlace(residentId: ResidentId, relation: GuardianRelation, column: 'name_enc' | 'document_enc') {
  return { table: 'resident_guardians', column, rowId: `${residentId}/${relation}` };
}

function toGuardian(residentId: ResidentId, row: ResidentGuardianModel, cipher: FieldCipher): Guardian {
  const relation = row.relation as GuardianRelation; // of a closed list, by the table's own check
  const open = (column: 'name_enc' | 'document_enc', sealed: Buffer) => cipher.decrypt(guardianPlace(residentId, relation, column), sealed);
  return { name: open('name_enc', row.nameEnc), relation, document: { type: row.documentType as IdType, number: open('document_enc', row.documentEnc) } };
}

type Rows = { row: ResidentModel; numbers: ResidentIdentifierModel[]; guardian: ResidentGuardianModel | null };

function toResident({ row, numbers, guardian }: Rows, cipher: FieldCipher): Resident {
  const residentId = toId<'resident'>(row.id);
  const read = numbers.map(({ type, valueEnc }) => ({ type: type as IdType, number: cipher.decrypt(identifierPlace(residentId, type as IdType), valueEnc) }));
  return {
    residentId,
    name: cipher.decrypt(residentPlace(residentId, 'name_enc'), row.nameEnc),
    phone: row.phoneEnc && cipher.decrypt(residentPlace(residentId, 'phone_enc'), row.phoneEnc),
    sex: SEXES.find((sex) => sex === row.sex) ?? 'unknown',
    birthDate: toLocalDate(row.birthDate),
    nationality: row.nationality,
    guardian: guardian && toGuardian(residentId, guardian, cipher),
    // One number has a row for each key of the ring.
    identifiers: read.filter((one, n) => read.findIndex((other) => other.type === one.type && other.number === one.number) === n),
  };
}
