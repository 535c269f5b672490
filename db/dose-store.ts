import type { Sequelize } from 'sequelize';
import { toId, type JourneyId, type PlannedDoseId, type ResidentId, type SiteId } from '../domain/ids.js';
import type { UploadState } from '../domain/journey/state.js';
import { toInstant, toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import { bindDoseModel, type DoseModel } from './models/dose-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** A dose on record. Learnt from a registry it has no journey, site or upload. */
export type DoseRecord = {
  plannedDoseId: PlannedDoseId;
  residentId: ResidentId;
  journeyId: JourneyId | null;
  siteId: SiteId | null;
  vaccine: string;
  series: string;
  doseNumber: number;
  live: boolean;
  productId: string | null;
  lot: string | null;
  givenOn: LocalDate;
  givenAt: Instant | null;
  bodySite: string | null;
  route: string | null;
  status: 'given' | 'reported-unverified' | 'uncounted' | 'voided';
  upload: UploadState | null;
  uploadDueAt: Instant | null;
  contentVersion: number;
  source: 'journey' | 'registry';
};

export type DoseStore = ReturnType<typeof createDoseStore>;

/** S4 结果查询: doses of a resident, ours and those that the registry told us of. Written at the door only. */
export function createDoseStore(sequelize: Sequelize) {
  const doses = bindDoseModel(sequelize);
  const find = (scope: Scope, where: { residentId: ResidentId } | { journeyId: JourneyId }) =>
    withScope(sequelize, scope, async (transaction) => (await doses.findAll({ where, order: [['givenOn', 'asc'], ['plannedDoseId', 'asc']], transaction })).map(toDoseRecord));
  return {
    ofResident: (scope: Scope, residentId: ResidentId): Promise<DoseRecord[]> => find(scope, { residentId }),
    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<DoseRecord[]> => find(scope, { journeyId }),
  };
}

function toDoseRecord(row: DoseModel): DoseRecord {
  const { vaccine, series, doseNumber, live, productId, lot, bodySite, route, contentVersion } = row;
  return {
    vaccine, series, doseNumber, live, productId, lot, bodySite, route, contentVersion,
    plannedDoseId: toId(row.plannedDoseId),
    residentId: toId(row.residentId),
    journeyId: row.journeyId === null ? null : toId(row.journeyId),
    siteId: row.siteId === null ? null : toId(row.siteId),
    givenOn: toLocalDate(row.givenOn),
    givenAt: row.givenAt && toInstant(row.givenAt.getTime()),
    status: row.status as DoseRecord['status'],
    upload: row.uploadState as UploadState | null,
    uploadDueAt: row.uploadDueAt && toInstant(row.uploadDueAt.getTime()),
    source: row.source as DoseRecord['source'],
  };
}
