import { Op, type Order, type Sequelize, type WhereOptions } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type JourneyId, type ResidentId, type SiteId, type SlotId } from '../domain/ids.js';
import type { JourneyEvent } from '../domain/journey/events.js';
import type { JourneyFlag } from '../domain/journey/flags.js';
import type { RetriedStep } from '../domain/journey/held-steps.js';
import type { Stage } from '../domain/journey/stages.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import { toInstant, toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import { afterCursor, asList, EMPTY_PAGE, inArea, pageOf, pageSize, seenOf, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import { flagsOf, hasFlag, stepsIn, withSteps, type FlaggedPlace } from './journey-flags.js';
import { bindJourneyEventModel, type JourneyEventModel } from './models/journey-event-model.js';
import { bindJourneyModel, type JourneyModel } from './models/journey-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';
import { countStages, type StageCount, type StagePlace } from './stage-counts.js';

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

/** With what marks it, and what of it is tried again. */
export type FlaggedRow = JourneyRow & { flags: JourneyFlag[]; retrying: RetriedStep[] };

export type JourneyFilter = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined; day?: LocalDate | undefined; stage?: Stage | undefined; flag?: JourneyFlag | undefined; residentId?: ResidentId | undefined };

/** What happened, with its place in the log. */
export type TimelineEntry = JourneyEvent & { version: number };

type Shape = { sort: 'id' | 'area_code'; descending: boolean };

/** Each filter that is offered with its one order; an index serves exactly that. Everything else is 422. */
export const JOURNEY_LISTS: Record<string, Shape> = {
  'day+siteId': { sort: 'id', descending: true },
  'siteId+stage': { sort: 'id', descending: true },
  'flag+siteId': { sort: 'id', descending: true },
  'areaCode+day': { sort: 'area_code', descending: false },
  'areaCode+flag': { sort: 'area_code', descending: false },
  day: { sort: 'area_code', descending: false },
  flag: { sort: 'area_code', descending: false },
  residentId: { sort: 'id', descending: true },
};

const MEDICAL_PAST_VISITS = 50;

export type JourneyStore = ReturnType<typeof createJourneyStore>;

export function createJourneyStore(sequelize: Sequelize) {
  const journeys = bindJourneyModel(sequelize);
  const events = bindJourneyEventModel(sequelize);
  const attributes = withSteps(sequelize);
  return {
    get: (scope: Scope, journeyId: JourneyId): Promise<JourneyRow | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await journeys.findByPk(journeyId, { transaction });
        return row && toJourneyRow(row);
      }),

    /** Throws `UnsupportedListError` for a filter, size or cursor that is not offered. */
    list: (scope: Scope, filter: JourneyFilter, page: PageRequest): Promise<Page<FlaggedRow>> =>
      asList(() => {
        const { where, shape, flagged } = listOf(scope, filter);
        const direction = shape.descending ? 'desc' : 'asc';
        const order: Order = shape.sort === 'id' ? [['id', direction]] : [['areaCode', direction], ['id', direction]];
        const limit = pageSize(page.first) + 1;
        const after = afterCursor(sequelize, page.after, shape);
        if (where === null) return Promise.resolve(EMPTY_PAGE);
        return withScope(sequelize, scope, async (transaction) => {
          const marked = flagged ? [hasFlag(sequelize, flagged.flag, flagged.place, { after: page.after, limit })] : [];
          const rows = await journeys.findAll({ attributes, where: { [Op.and]: [where, ...marked, after] }, order, limit, transaction });
          return pageOf(rows, page, toFlaggedRow, (row) => [shape.sort === 'id' ? row.id : row.areaCode, row.id]);
        });
      }),

    /** How many journeys of a day stand in each stage. Throws `UnsupportedListError`. */
    count: (scope: Scope, place: StagePlace, day: LocalDate): Promise<StageCount[]> => withScope(sequelize, scope, (transaction) => countStages(sequelize, place, day, transaction)),

    /** A resident's journeys of one day at one site: what a scan leads to. */
    findOfResident: (scope: Scope, { residentId, siteId, day }: { residentId: ResidentId; siteId: SiteId; day: LocalDate }): Promise<JourneyRow[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await journeys.findAll({ where: { residentId, siteId, day }, order: [['id', 'asc']], limit: 20, transaction });
        return rows.map(toJourneyRow);
      }),

    /** Reactions and pre-checks of a resident's newest visits within the scope, the newest first. */
    medicalPast: (scope: Scope, residentId: ResidentId): Promise<{ journeyId: JourneyId; entry: TimelineEntry }[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const visits = await journeys.findAll({ attributes: ['id'], where: { residentId }, order: [['id', 'desc']], limit: MEDICAL_PAST_VISITS, transaction });
        const rows = await events.findAll({ where: { journeyId: visits.map(({ id }) => id), type: ['reactionReported', 'precheckRecorded'] }, order: [['at', 'desc'], ['version', 'desc']], transaction });
        return rows.map((row) => ({ journeyId: toId(row.journeyId), entry: toTimelineEntry(row) }));
      }),

    /** The log in order; empty outside the scope. */
    timeline: (scope: Scope, journeyId: JourneyId): Promise<TimelineEntry[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await events.findAll({ where: { journeyId }, order: [['version', 'asc']], transaction });
        return rows.map(toTimelineEntry);
      }),
  };
}

/** `where` is null when nothing of the area is the caller's to see. */
function listOf(scope: Scope, filter: JourneyFilter): { where: WhereOptions | null; shape: Shape; flagged: { flag: JourneyFlag; place: FlaggedPlace } | null } {
  const { areaCode, flag, ...given } = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as JourneyFilter;
  const shape = JOURNEY_LISTS[[...Object.keys(given), ...(areaCode ? ['areaCode'] : []), ...(flag ? ['flag'] : [])].sort().join('+')];
  if (!shape) throw new UnsupportedListError('this combination of filters is not offered');
  if (shape.sort === 'id') return { where: { ...given }, shape, flagged: flag && given.siteId ? { flag, place: { siteId: given.siteId } } : null };
  const seen = seenOf(scope, areaCode);
  return { where: seen === null ? null : { ...given, ...(seen && { areaCode: inArea(seen) }) }, shape, flagged: flag && seen !== null ? { flag, place: { areaCode: seen } } : null };
}

function toFlaggedRow(row: JourneyModel): FlaggedRow {
  const retrying = stepsIn(row);
  return { ...toJourneyRow(row), flags: flagsOf(row, retrying), retrying };
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
