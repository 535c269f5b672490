import { Op, type Sequelize, type WhereOptions } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type SiteId } from '../domain/ids.js';
import { toLocalDate, type LocalDate } from '../domain/time.js';
import { afterCursor, asList, inArea, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { bindSiteModel, type SiteModel } from './models/site-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type Site = {
  siteId: SiteId;
  name: { zh: string; en: string };
  areaCode: AreaCode;
  address: string | null;
  registry: string;
  /** Sites switch on one by one (Notice of 2022, G2); null = not yet. */
  switchedOnOn: LocalDate | null;
};

export type SiteStore = ReturnType<typeof createSiteStore>;

/** Sites are public to every scope; adding and changing one takes the scope of an area that holds it. */
export function createSiteStore(sequelize: Sequelize) {
  const sites = bindSiteModel(sequelize);
  return {
    get: (scope: Scope, siteId: SiteId): Promise<Site | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await sites.findByPk(siteId, { transaction });
        return row && toSite(row);
      }),

    /** By area, in the order (area, id). */
    list: (scope: Scope, { areaCode, ...page }: { areaCode?: AreaCode | undefined } & PageRequest): Promise<Page<Site>> =>
      asList(() =>
        withScope(sequelize, scope, async (transaction) => {
          const where: WhereOptions = { ...(areaCode && { areaCode: inArea(areaCode) }) };
          const after = afterCursor(page.after, { sort: 'areaCode', descending: false });
          const order: [string, string][] = [['areaCode', 'asc'], ['id', 'asc']];
          const rows = await sites.findAll({ where: { [Op.and]: [where, after] }, order, limit: pageSize(page.first) + 1, transaction });
          return pageOf(rows, page, toSite, (row) => [row.areaCode, row.id]);
        }),
      ),

    /** Adds a site, or brings its name, address, registry and date up to date; its id and area stay. */
    keep: (scope: Scope, { siteId, ...site }: Site): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        const { name, address, registry, switchedOnOn } = site;
        const [changed] = await sites.update({ name, address, registry, switchedOnOn }, { where: { id: siteId }, transaction });
        if (changed === 0) await sites.create({ id: siteId, ...site }, { transaction, returning: false });
      }),
  };
}

function toSite({ id, name, areaCode, address, registry, switchedOnOn }: SiteModel): Site {
  return { siteId: toId(id), name: name as Site['name'], areaCode: toAreaCode(areaCode), address, registry, switchedOnOn: switchedOnOn === null ? null : toLocalDate(switchedOnOn) };
}
