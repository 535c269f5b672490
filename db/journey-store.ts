import { Op, type Order, type Sequelize, type WhereOptions } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type JourneyId, type ResidentId, type SiteId, type SlotId } from '../domain/ids.js';
import type { JourneyEvent } from '../domain/journey/events.js';
import type { Stage } from '../domain/journey/stages.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import { toInstant, toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import { afterCursor, asList, inArea, pageOf, pageSize, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import { bindJourneyEventModel, type JourneyEventModel } from './models/journey-event-model.js';
import { bindJourneyModel, type JourneyModel } from './models/journey-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** A journey as a list shows it; the whole state comes from `door.peek`. */
export type JourneyRow = {
  journeyId: JourneyId;
  residentId: ResidentId;
  siteId: SiteId;
  areaCode: AreaCode;
  channel: string;
  day: LocalDate;
  slotId: SlotId | null;
  stage: Stage;
  openCases: number;
  version: number;
  startedAt: Instant;
  closedAt: Instant | null;
};

export type JourneyFilter = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined; day?: LocalDate | undefined; stage?: Stage | undefined; residentId?: ResidentId | undefined };

/** What happened, with its place in the log. */
export type TimelineEntry = JourneyEvent & { version: number };

type Shape = { sort: 'id' | 'areaCode'; descending: boolean };

/** Each filter that is offered with its one order; an index serves exactly that. Everything else is 422. */
export const JOURNEY_LISTS: Record<string, Shape> = {
  'day+siteId': { sort: 'id', descending: true },
  'siteId+stage': { sort: 'id', descending: true },
  'areaCode+day': { sort: 'areaCode', descending: false },
  day: { sort: 'areaCode', descending: false },
  residentId: { sort: 'id', descending: true },
};

export type JourneyStore = ReturnType<typeof createJourneyStore>;

export function createJourneyStore(sequelize: Sequelize) {
  const journeys = bindJourneyModel(sequelize);
  const events = bindJourneyEventModel(sequelize);
  return {
    get: (scope: Scope, journeyId: JourneyId): Promise<JourneyRow | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await journeys.findByPk(journeyId, { transaction });
        return row && toJourneyRow(row);
      }),

    /** Throws `UnsupportedListError` for a filter, size or cursor that is not offered. */
    list: (scope: Scope, filter: JourneyFilter, page: PageRequest): Promise<Page<JourneyRow>> =>
      asList(() => {
        const { where, shape } = listOf(filter);
        const direction = shape.descending ? 'desc' : 'asc';
        const order: Order = shape.sort === 'id' ? [['id', direction]] : [[shape.sort, direction], ['id', direction]];
        const limit = pageSize(page.first) + 1;
        const after = afterCursor(page.after, shape);
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await journeys.findAll({ where: { [Op.and]: [where, after] }, order, limit, transaction });
          return pageOf(rows, page, toJourneyRow, (row) => [shape.sort === 'id' ? row.id : row.areaCode, row.id]);
        });
      }),

    /** A resident's journeys of one day at one site: what a scan leads to. */
    findOfResident: (scope: Scope, { residentId, siteId, day }: { residentId: ResidentId; siteId: SiteId; day: LocalDate }): Promise<JourneyRow[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await journeys.findAll({ where: { residentId, siteId, day }, order: [['id', 'asc']], limit: 20, transaction });
        return rows.map(toJourneyRow);
      }),

    /** The log in order; empty outside the scope. */
    timeline: (scope: Scope, journeyId: JourneyId): Promise<TimelineEntry[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await events.findAll({ where: { journeyId }, order: [['version', 'asc']], transaction });
        return rows.map(toTimelineEntry);
      }),
  };
}

function listOf(filter: JourneyFilter): { where: WhereOptions; shape: Shape } {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const shape = JOURNEY_LISTS[given.map(([name]) => name).sort().join('+')];
  if (!shape) throw new UnsupportedListError('this combination of filters is not offered');
  return { where: Object.fromEntries(given.map(([name, value]) => [name, name === 'areaCode' ? inArea(String(value)) : value])), shape };
}

function toJourneyRow(row: JourneyModel): JourneyRow {
  return {
    journeyId: toId(row.id),
    residentId: toId(row.residentId),
    siteId: toId(row.siteId),
    areaCode: toAreaCode(row.areaCode),
    channel: row.channel,
    day: toLocalDate(row.day),
    slotId: row.slotId === null ? null : toId(row.slotId),
    stage: row.stage as Stage,
    openCases: row.openCases,
    version: row.version,
    startedAt: toInstant(row.startedAt.getTime()),
    closedAt: row.closedAt && toInstant(row.closedAt.getTime()),
  };
}

function toTimelineEntry({ version, type, v, at, commandId, actor, station, data }: JourneyEventModel): TimelineEntry {
  const stored: StoredEvent = { type, v, at: toInstant(at.getTime()), commandId: toId(commandId), actor: actor as StoredEvent['actor'], station, data };
  return { ...upcast(stored), version };
}
