import { REPORT_PLACES, type ReportListQuery } from '../contracts/reports.js';
import type { ReportFilter, ReportPlace } from '../db/report-query.js';
import type { Scope } from '../db/scope.js';
import type { ReportedDose } from '../domain/reports/coverage.js';
import { REPORT_RULES, type Grouping, type Report } from '../domain/reports/reports.js';
import { daysBetween, toLocalDate } from '../domain/time.js';
import type { Principal } from './auth/principal.js';
import { problemOf } from './error-handler.js';
import { listNotOffered } from './offered-lists.js';
import { placeOf } from './place.js';

type Asked = { from: string; to: string; siteId?: string | undefined; area?: string | undefined; series?: string | undefined; doseNumber?: number | undefined; born?: number | undefined; reason?: string | undefined };

/** What a report is asked about, as the caller may see it. Throws 404 for a foreign site, 422 `list-not-offered` and `invalid-request`. */
export function toReportFilter(principal: Principal, doses: readonly ReportedDose[], report: Report, asked: Asked): { scope: Scope; filter: ReportFilter } {
  const { scope, place } = placeOf(principal, asked, REPORT_PLACES);
  const [from, to] = [toLocalDate(asked.from), toLocalDate(asked.to)];
  if (from > to) throw wrong('?to', 'not before from');
  const { mostDays } = REPORT_RULES[report];
  if (daysBetween(from, to) >= mostDays) throw wrong('?to', `at most ${mostDays} days`);
  return { scope, filter: { report, place: onePlace(place), from, to, dose: doseOf(doses, report, asked), born: asked.born, reason: asked.reason } };
}

export function checkGrouping(report: Report, by: Grouping): void {
  const { groupings }: { groupings: readonly Grouping[] } = REPORT_RULES[report];
  if (!groupings.includes(by)) throw wrong('?by', `one of ${groupings.join(', ')}`);
}

/** The query of the list that the numbers of one row count. */
export function listOf({ place, from, to, dose }: ReportFilter, by: Grouping, key: string | null): ReportListQuery {
  const whole: ReportListQuery = { from, to, ...('siteId' in place ? { siteId: place.siteId } : { area: place.areaCode }), ...(dose && { series: dose.series, doseNumber: dose.doseNumber }) };
  if (key === null) return whole;
  const { siteId: _site, area: _area, ...anywhere } = whole;
  switch (by) {
    case 'site': return { ...anywhere, siteId: key };
    case 'area': return 'siteId' in place ? whole : { ...anywhere, area: key };
    case 'day': return { ...whole, from: key, to: key };
    case 'cohort': return { ...whole, born: Number(key) };
    case 'reason': return { ...whole, reason: key };
  }
}

function onePlace({ siteId, areaCode }: ReturnType<typeof placeOf>['place']): ReportPlace {
  if (siteId !== undefined && areaCode === undefined) return { siteId };
  if (areaCode !== undefined && siteId === undefined) return { areaCode };
  throw listNotOffered(REPORT_PLACES);
}

function doseOf(doses: readonly ReportedDose[], report: Report, { series, doseNumber }: Asked): ReportedDose | null {
  const { dose } = REPORT_RULES[report];
  if (series === undefined && doseNumber === undefined) {
    if (dose === 'required') throw wrong('?series', 'needed by this report');
    return null;
  }
  if (dose === 'none') throw wrong('?series', 'not of this report');
  if (series === undefined || doseNumber === undefined) throw wrong(series === undefined ? '?series' : '?doseNumber', 'the one with the other');
  const reported = doses.find((one) => one.series === series && one.doseNumber === doseNumber);
  if (!reported) throw wrong('?series', 'a dose of the schedule');
  return reported;
}

const wrong = (field: string, rule: string) => problemOf('invalid-request', { fields: [{ field, rule }] });
