import { areaPrefix } from '../domain/area.js';
import type { AreaCode, SiteId } from '../domain/ids.js';
import { doseKey, type ReportedDose } from '../domain/reports/coverage.js';
import type { Grouping, Part, Report } from '../domain/reports/reports.js';
import { toLocalDate, type LocalDate } from '../domain/time.js';

/** One site or one area. */
export type ReportPlace = { siteId: SiteId } | { areaCode: AreaCode };

/** What is counted: `from` to `to`, both in it, are days of visits, of coverage days of birth. `born`: a year. */
export type ReportFilter = { report: Report; place: ReportPlace; from: LocalDate; to: LocalDate; dose: ReportedDose | null; born?: number | undefined; reason?: string | undefined };

export type Bound = { sql: string; values: unknown[] };

/** Rows that are counted, one each, whatever they are of: (day, item, n) is their order. Every place and range is read by an index. */
export function countedRows({ place, ...filter }: ReportFilter): Bound {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = placeOf(place, bind);
  return { sql: filter.report === 'coverage' ? ofResidents(filter, where, bind) : ofVisits(filter, where, bind), values };
}

type Bind = (value: unknown) => string;
type Unplaced = Omit<ReportFilter, 'place'>;

function ofVisits({ report, from, to, dose, born, reason }: Unplaced, where: string[], bind: Bind): string {
  const conditions = [...where, `report = ${bind(report)}`, `day between ${bind(from)} and ${bind(to)}`];
  if (dose) conditions.push(`series = ${bind(dose.series)}`, `dose_number = ${bind(dose.doseNumber)}`);
  if (born !== undefined) conditions.push(`born = ${bind(born)}`);
  if (reason !== undefined) conditions.push(`reason = ${bind(reason)}`);
  return `select journey_id, journey_id as item, n, day, site_id, area_code, city, born, planned_dose_id, series, dose_number, counts, open_until, took_ms, reason from tallies where ${conditions.join(' and ')}`;
}

/** Nothing is said of a resident before the least age for the dose, counted in calendar months from 0:00 in Asia/Shanghai. */
function ofResidents({ from, to, dose, born }: Unplaced, where: string[], bind: Bind): string {
  if (!dose) throw new TypeError('coverage is of a dose');
  const [first, last] = born === undefined ? [from, to] : [laterOf(from, toLocalDate(`${born}-01-01`)), earlierOf(to, toLocalDate(`${born}-12-31`))];
  return `
    select journey_id, resident_id as item, 0 as n, born_on as day, site_id, area_code, city, extract(year from born_on)::int as born, null::uuid as planned_dose_id,
           ${bind(dose.series)}::text as series, ${bind(dose.doseNumber)}::int as dose_number, ${bind(doseKey(dose.series, dose.doseNumber))} = any(valid_doses) as counts,
           (born_on + make_interval(months => ${bind(dose.dueMonths)}::int)) at time zone 'Asia/Shanghai' as open_until, null::bigint as took_ms, null::text as reason
    from cohort_members where ${[...where, `born_on between ${bind(first)} and ${bind(last)}`].join(' and ')}`;
}

/** Each by the column that an index begins with. */
function placeOf(place: ReportPlace, bind: Bind): string[] {
  if ('siteId' in place) return [`site_id = ${bind(place.siteId)}`];
  const prefix = areaPrefix(place.areaCode);
  if (prefix.length === 6) return [`area_code = ${bind(prefix)}`];
  return prefix.length === 4 ? [`city = ${bind(prefix)}`] : [`starts_with(area_code, ${bind(prefix)})`];
}

/** A cursor tells no day of birth, so that of coverage it is looked up. */
export function beyond({ report }: ReportFilter, { day, item, n }: { day: string; item: string; n: string }, values: unknown[]): string {
  values.push(item, n);
  const [itemAt, nAt] = [`$${values.length - 1}::uuid`, `$${values.length}::int`];
  const dayAt = report === 'coverage' ? `(select born_on from cohort_members where resident_id = ${itemAt})` : `$${values.push(day)}::date`;
  return `(day, item, n) > (${dayAt}, ${itemAt}, ${nAt})`;
}

/** Areas are those right below the one that is asked about. */
export function keyOf(grouping: Grouping, place: ReportPlace): string {
  switch (grouping) {
    case 'area': return 'areaCode' in place && areaPrefix(place.areaCode).length === 2 ? `city || '00'` : 'area_code';
    case 'site': return 'site_id::text';
    case 'day': return 'day::text';
    case 'cohort': return 'born::text';
    case 'reason': return 'reason';
  }
}

const SETTLED = 'coalesce(open_until <= now(), true)';

export const OF_PART: Record<Part, string> = { numerator: `${SETTLED} and counts`, denominator: SETTLED, open: `not ${SETTLED}` };

const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlierOf = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
