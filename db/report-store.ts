import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { toId, type JourneyId, type PlannedDoseId, type SiteId } from '../domain/ids.js';
import type { Grouping, Part } from '../domain/reports/reports.js';
import { toInstant, toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import { DatabaseError } from './database-error.js';
import { asList, decodeCursor, pageOf, pageSize, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import { beyond, countedRows, keyOf, OF_PART, type ReportFilter } from './report-query.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** `key` null: of all. `open`: what nothing can be said of yet. Times in ms, where the report is of times. */
export type ReportCount = { key: string | null; name: { zh: string; en: string } | null; numerator: number; denominator: number; open: number; p50Ms: number | null; p90Ms: number | null };

export type CountedItem = {
  journeyId: JourneyId;
  siteId: SiteId;
  day: LocalDate;
  born: number;
  plannedDoseId: PlannedDoseId | null;
  series: string | null;
  doseNumber: number | null;
  counts: boolean;
  openUntil: Instant | null;
  tookMs: number | null;
  reason: string | null;
};

/** More than can be read without keeping the desks from the database. */
export class ReportTooLargeError extends Error {
  override readonly name = 'ReportTooLargeError';
}

const CANCELLED = '57014'; // query_canceled
/** In the place of a day of birth. */
const UNTOLD = '-';
const TIMEOUT_MS = 5_000;

export type ReportStore = ReturnType<typeof createReportStore>;

/** Reads what the worker has counted, as the caller and under row-level security. Throws `ReportTooLargeError` after `timeoutMs`. */
export function createReportStore(sequelize: Sequelize, { timeoutMs = TIMEOUT_MS } = {}) {
  const within = <T>(scope: Scope, use: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withScope(sequelize, scope, async (transaction) => {
      await sequelize.query(`set local statement_timeout = ${timeoutMs}`, { transaction });
      return use(transaction);
    }).catch((error: unknown) => {
      throw error instanceof DatabaseError && error.code === CANCELLED ? new ReportTooLargeError('the report takes too long') : error;
    });

  return {
    /** A row for each group with something in it, and one of all. */
    count: (scope: Scope, filter: ReportFilter, grouping: Grouping): Promise<ReportCount[]> => {
      const { sql, values } = countedRows(filter);
      const counted = `
        select key, coalesce(s.name, a.name) as name, numerator, denominator, open, p50::int as "p50Ms", p90::int as "p90Ms" from (
          select key, grouping(key) as of_all, count(*) filter (where ${OF_PART.numerator})::int as numerator, count(*) filter (where ${OF_PART.denominator})::int as denominator,
                 count(*) filter (where ${OF_PART.open})::int as open,
                 percentile_disc(0.5) within group (order by took_ms) as p50, percentile_disc(0.9) within group (order by took_ms) as p90
          from (select ${keyOf(grouping, filter.place)} as key, counts, open_until, took_ms from (${sql}) rows) keyed group by grouping sets ((key), ())) grouped
        left join sites s on ${grouping === 'site' ? 's.id::text = key' : 'false'}
        left join areas a on ${grouping === 'area' ? 'a.code = key' : 'false'}
        where of_all = 1 or key is not null order by of_all, key`;
      return within(scope, (transaction) => sequelize.query<ReportCount>(counted, { bind: values, type: QueryTypes.SELECT, transaction }));
    },

    /** What a number of a report counts, one by one. Throws `UnsupportedListError` for a size or cursor that is not offered. */
    list: (scope: Scope, filter: ReportFilter, part: Part, page: PageRequest): Promise<Page<CountedItem>> =>
      asList(() => {
        const { sql, values } = countedRows(filter);
        const after = page.after === undefined ? 'true' : afterItem(page.after, filter, values);
        const listed = `
          select journey_id as "journeyId", item, n, site_id as "siteId", day::text as day, born, planned_dose_id as "plannedDoseId", series, dose_number as "doseNumber", counts,
                 to_ms(open_until)::float8 as "openUntil", took_ms::float8 as "tookMs", reason
          from (${sql}) rows where ${OF_PART[part]} and ${after} order by rows.day, rows.item, rows.n limit ${pageSize(page.first) + 1}`;
        return within(scope, async (transaction) => {
          const rows = await sequelize.query<ItemRow>(listed, { bind: values, type: QueryTypes.SELECT, transaction });
          return pageOf(rows, page, toItem, ({ day, item, n }) => [filter.report === 'coverage' ? UNTOLD : day, `${item}:${n}`]);
        });
      }),
  };
}

type ItemRow = { [K in keyof CountedItem]: CountedItem[K] extends string | null ? string : CountedItem[K] } & { item: string; n: number };

function afterItem(after: string, filter: ReportFilter, values: unknown[]): string {
  const [day, place] = decodeCursor(after);
  const [item, n] = place.split(':');
  if (item === undefined || n === undefined) throw new UnsupportedListError('no such cursor');
  return beyond(filter, { day, item, n }, values);
}

function toItem({ item: _item, n: _n, journeyId, siteId, day, plannedDoseId, openUntil, ...row }: ItemRow): CountedItem {
  return {
    ...row, journeyId: toId(journeyId), siteId: toId(siteId), day: toLocalDate(day), plannedDoseId: plannedDoseId === null ? null : toId(plannedDoseId),
    openUntil: openUntil === null ? null : toInstant(openUntil),
  };
}
