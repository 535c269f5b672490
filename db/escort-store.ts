import type { Sequelize, Transaction } from 'sequelize';
import { ESCORT_RELATIONS, type EscortAuthorisation, type EscortRelation } from '../domain/identity/escort.js';
import type { Guardian, GuardianRelation } from '../domain/identity/guardian.js';
import { ID_TYPES, type Identifier } from '../domain/identity/identifier.js';
import type { Actor } from '../domain/journey/events.js';
import { toId, type EscortAuthorisationId, type ResidentId, type SiteId } from '../domain/ids.js';
import { addMonths, toInstant, toLocalDate, type Instant } from '../domain/time.js';
import { RETENTION_MONTHS } from './door/kept-texts.js';
import type { FieldCipher } from './field-cipher.js';
import { bindEscortAuthorisationModel, type EscortAuthorisationModel } from './models/escort-authorisation-model.js';
import { newId } from './new-id.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** An authorisation in clear text, for the desk that compares it with the document of whoever stands there. */
export type KeptAuthorisation = Omit<EscortAuthorisation, 'revoked'> & {
  relation: EscortRelation;
  name: string;
  document: Identifier;
  authorisedBy: GuardianRelation;
  recordedAt: Instant;
  revokedAt: Instant | null;
};

/** `proof`: the guardian who authorised and the signature, kept encrypted as evidence. */
export type NewAuthorisation = Omit<KeptAuthorisation, 'authorisationId' | 'recordedAt' | 'revokedAt' | 'authorisedBy'> & { residentId: ResidentId; site: SiteId; proof: { authorisedBy: Guardian; signature: unknown } };

export type EscortStore = ReturnType<typeof createEscortStore>;

const MOST_LISTED = 50;

/** Who does it, for the audit, in the transaction of the caller. */
type By = { scope: Scope; actor: Actor; transaction: Transaction };

export function createEscortStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const authorisations = bindEscortAuthorisationModel(sequelize);
  const toKept = (row: EscortAuthorisationModel): KeptAuthorisation => {
    const open = (column: Column, sealed: Buffer) => cipher.decrypt(placeOf(row.id, column), sealed);
    return {
      authorisationId: toId(row.id),
      relation: ESCORT_RELATIONS.find((relation) => relation === row.relation) ?? 'other',
      name: open('name_enc', row.nameEnc),
      document: { type: ID_TYPES.find((type) => type === row.documentType) ?? 'id-card', number: open('document_enc', row.documentEnc) },
      products: row.products,
      validFrom: toLocalDate(row.validFrom),
      validUntil: toLocalDate(row.validUntil),
      authorisedBy: row.authorisedBy as GuardianRelation, // of a closed list, by the table's own check
      recordedAt: toInstant(row.recordedAt.getTime()),
      revokedAt: row.revokedAt && toInstant(row.revokedAt.getTime()),
    };
  };

  return {
    /** The signature is kept as long as the last consent that may rest on it. */
    async authorise({ scope, actor, transaction: outer }: By, { residentId, site, name, document, proof, ...kept }: NewAuthorisation): Promise<KeptAuthorisation> {
      const [id, evidenceId] = [newId<'escort-authorisation'>(), newId<'evidence'>()];
      return withScope(sequelize, scope, async (transaction) => {
        const sealed = cipher.encrypt({ table: 'evidence', column: 'content_enc', rowId: evidenceId }, JSON.stringify(proof));
        await sequelize.query(
          `insert into evidence (id, resident_id, site_id, area_code, purpose, content_enc, retention_until)
           select $1, $2, id, area_code, 'escort-authorisation', $4, $5 from sites where id = $3`,
          { bind: [evidenceId, residentId, site, sealed, addMonths(kept.validUntil, RETENTION_MONTHS)], transaction },
        );
        const row = await authorisations.create(
          {
            ...kept, id, residentId, evidenceId, authorisedBy: proof.authorisedBy.relation, documentType: document.type,
            nameEnc: cipher.encrypt(placeOf(id, 'name_enc'), name), documentEnc: cipher.encrypt(placeOf(id, 'document_enc'), document.number),
          },
          { transaction },
        );
        await audit(sequelize, { actor, action: 'escort.authorise', residentId }, transaction);
        return toKept(row);
      }, outer);
    },

    /** The newest first; those that ended among them. */
    ofResident: (scope: Scope, residentId: ResidentId): Promise<KeptAuthorisation[]> =>
      withScope(sequelize, scope, async (transaction) => (await authorisations.findAll({ where: { residentId }, order: [['id', 'desc']], limit: MOST_LISTED, transaction })).map(toKept)),

    /** One that was revoked before stays as it is. Null for one that is not of this resident, or outside the scope. */
    revoke: ({ scope, actor, transaction: outer }: By, { residentId, authorisationId, at }: { residentId: ResidentId; authorisationId: EscortAuthorisationId; at: Instant }): Promise<KeptAuthorisation | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const which = { id: authorisationId, residentId };
        await authorisations.update({ revokedAt: new Date(at) }, { where: { ...which, revokedAt: null }, transaction });
        const row = await authorisations.findOne({ where: which, transaction });
        if (row) await audit(sequelize, { actor, action: 'escort.revoke', residentId }, transaction);
        return row && toKept(row);
      }, outer),
  };
}

async function audit(sequelize: Sequelize, { residentId, ...row }: { actor: Actor; action: string; residentId: ResidentId }, transaction: Transaction): Promise<void> {
  await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify({ id: newId(), ...row, objectKind: 'resident', objectId: residentId, outcome: 'done' })], transaction });
}

type Column = 'name_enc' | 'document_enc';

function placeOf(rowId: string, column: Column) {
  return { table: 'escort_authorisations', column, rowId };
}
