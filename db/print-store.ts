import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { CertificateKind, ReprintReason } from '../domain/certificate/certificate.js';
import type { JourneyId, PlannedDoseId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import type { JourneyState } from '../domain/journey/state.js';
import { toInstant, type Instant } from '../domain/time.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** `number`: 1 for the first; `reason`: of each later one. */
export type CertificatePrint = { number: number; kind: CertificateKind; reason: ReprintReason | null; actor: Actor; at: Instant };
export type NewPrint = Omit<CertificatePrint, 'at'>;

/** A dose that counts, and the code of its package where it is on record. */
export type PrintedDose = { plannedDoseId: PlannedDoseId; traceCode: string | null };

export type PrintStore = ReturnType<typeof createPrintStore>;

type Row = Omit<CertificatePrint, 'at'> & { at: Date };

/** Prints of certificates, counted by visit; never changed. */
export function createPrintStore({ pool, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  return {
    ofJourney: (scope: Scope, journeyId: JourneyId, outer?: Transaction): Promise<CertificatePrint[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await sequelize.query<Row>('select number, kind, reason, actor, at from certificate_prints where journey_id = $1 order by number', { bind: [journeyId], type: QueryTypes.SELECT, transaction });
        return rows.map(({ at, ...row }) => ({ ...row, at: toInstant(at.getTime()) }));
      }, outer),

    /** In the audit with it. Throws `DatabaseError` 23505 where another one took the number meanwhile. */
    add: (scope: Scope, { journeyId, siteId, areaCode }: Pick<JourneyState, 'journeyId' | 'siteId' | 'areaCode'>, { number, kind, reason, actor }: NewPrint, outer: Transaction): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        await sequelize.query('insert into certificate_prints (id, journey_id, site_id, area_code, number, kind, reason, actor) values ($1, $2, $3, $4, $5, $6, $7, $8)', {
          bind: [newId(), journeyId, siteId, areaCode, number, kind, reason, JSON.stringify(actor)], transaction,
        });
        const row = { id: newId(), actor, action: number === 1 ? 'certificate.print' : 'certificate.reprint', objectKind: 'journey', objectId: journeyId, outcome: 'done', params: { number, kind, ...(reason && { reason }) } };
        await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(row)], transaction });
      }, outer),

    /** Doses of the visit that were given, count, and were not voided. */
    doses: (scope: Scope, journeyId: JourneyId): Promise<PrintedDose[]> => pool.call('printed_doses_v1', { scope, journeyId }),
  };
}
