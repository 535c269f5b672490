import { Op, type Order, type Sequelize, type WhereOptions } from 'sequelize';
import { CASE_KINDS, type CaseKind } from '../domain/cases/kinds.js';
import { toAreaCode, toId, type AreaCode, type CaseId, type JourneyId, type PlannedDoseId, type ResidentId, type SiteId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import { afterCursor, asList, inArea, pageOf, pageSize, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import { bindCaseModel, type CaseModel } from './models/case-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** What a machine could not decide, as a supervisor's list shows it. */
export type SupervisorCase = {
  caseId: CaseId;
  kind: CaseKind;
  journeyId: JourneyId;
  plannedDoseId: PlannedDoseId | null;
  residentId: ResidentId;
  siteId: SiteId;
  areaCode: AreaCode;
  openedAt: Instant;
  dueAt: Instant;
  status: 'open' | 'resolved';
  version: number;
};

export type CaseFilter = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined };

export type CaseStore = ReturnType<typeof createCaseStore>;

export function createCaseStore(sequelize: Sequelize) {
  const cases = bindCaseModel(sequelize);
  return {
    get: (scope: Scope, caseId: CaseId): Promise<SupervisorCase | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await cases.findByPk(caseId, { transaction });
        return row && toCase(row);
      }),

    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<SupervisorCase[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await cases.findAll({ where: { journeyId }, order: [['openedAt', 'asc'], ['id', 'asc']], transaction });
        return rows.map(toCase);
      }),

    /** Open cases: of a site the most urgent first, of an area by (area, id). Throws `UnsupportedListError` for any other filter. */
    list: (scope: Scope, { siteId, areaCode }: CaseFilter, page: PageRequest): Promise<Page<SupervisorCase>> =>
      asList(() => {
        if ((siteId === undefined) === (areaCode === undefined)) throw new UnsupportedListError('cases are listed by site or by area');
        const sort = siteId ? 'dueAt' : 'areaCode';
        const where: WhereOptions = siteId ? { siteId, status: 'open' } : { areaCode: inArea(areaCode ?? ''), status: 'open' };
        const order: Order = [[sort, 'asc'], ['id', 'asc']];
        const limit = pageSize(page.first) + 1;
        const after = afterCursor(page.after, { sort, descending: false });
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await cases.findAll({ where: { [Op.and]: [where, after] }, order, limit, transaction });
          return pageOf(rows, page, toCase, (row) => [siteId ? row.dueAt.toISOString() : row.areaCode, row.id]);
        });
      }),
  };
}

function toCase(row: CaseModel): SupervisorCase {
  return {
    caseId: toId(row.id),
    kind: CASE_KINDS.find((kind) => kind === row.kind) ?? (row.kind as CaseKind), // a newer release may know more kinds
    journeyId: toId(row.journeyId),
    plannedDoseId: row.plannedDoseId === null ? null : toId(row.plannedDoseId),
    residentId: toId(row.residentId),
    siteId: toId(row.siteId),
    areaCode: toAreaCode(row.areaCode),
    openedAt: toInstant(row.openedAt.getTime()),
    dueAt: toInstant(row.dueAt.getTime()),
    status: row.status as SupervisorCase['status'],
    version: row.version,
  };
}
