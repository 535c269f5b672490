import { Op, type Sequelize, type Transaction, type WhereOptions } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type SiteId } from '../domain/ids.js';
import type { OpenHours, SitePlan, Station } from '../domain/sites/site-plan.js';
import { toLocalDate } from '../domain/time.js';
import { afterCursor, asList, inArea, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { bindSiteModel, type SiteModel } from './models/site-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type Site = SitePlan & {
  siteId: SiteId;
  /** Null of a site from before sites had one. */
  code: string | null;
  name: { zh: string; en: string | null };
  areaCode: AreaCode;
  address: string | null;
  registry: string;
  /** Raised by each change. */
  version: number;
};

export type SiteStore = ReturnType<typeof createSiteStore>;

/** Sites are public to every scope; they are written by administrators alone, through `site-register.ts`. */
export function createSiteStore(sequelize: Sequelize) {
  const sites = bindSiteModel(sequelize);
  return {
    get: (scope: Scope, siteId: SiteId, outer?: Transaction): Promise<Site | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await sites.findByPk(siteId, { transaction });
        return row && toSite(row);
      }, outer),

    /** By area, in the order (area, id). */
    list: (scope: Scope, { areaCode, ...page }: { areaCode?: AreaCode | undefined } & PageRequest): Promise<Page<Site>> =>
      asList(() =>
        withScope(sequelize, scope, async (transaction) => {
          const where: WhereOptions = { ...(areaCode && { areaCode: inArea(areaCode) }) };
          const after = afterCursor(sequelize, page.after, { sort: 'area_code', descending: false });
          const order: [string, string][] = [['areaCode', 'asc'], ['id', 'asc']];
          const rows = await sites.findAll({ where: { [Op.and]: [where, after] }, order, limit: pageSize(page.first) + 1, transaction });
          return pageOf(rows, page, toSite, (row) => [row.areaCode, row.id]);
        }),
      ),
  };
}

function toSite({ id, name, areaCode, stationPlan, hours, switchedOnOn, switchedOffOn, code, address, registry, version }: SiteModel): Site {
  const { zh, en = null } = name as { zh: string; en?: string | null };
  const { stations = [] } = stationPlan as { stations?: Station[] };
  return { siteId: toId(id), code, name: { zh, en }, areaCode: toAreaCode(areaCode), address, registry, stations, hours: hours as OpenHours[], switchedOnOn: toDay(switchedOnOn), switchedOffOn: toDay(switchedOffOn), version };
}

const toDay = (text: string | null) => (text === null ? null : toLocalDate(text));
