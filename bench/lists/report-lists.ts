import type { ReportFilter, ReportPlace } from '../../db/report-query.js';
import { REPORT_RULES, type Part, type Report } from '../../domain/reports/reports.js';
import { addDays, localDateOf, toInstant } from '../../domain/time.js';
import { drawJourneys } from './journey-lists.js';
import { pagesOf, type ListUnderTest } from './list.js';
import { placeOf, SIZES } from './sizes.js';
import type { Tables } from './table-under-test.js';

/** Of those whose rows are filled; `open` is what nothing can be said of, and empty for old days. */
const LISTED = [['no-show', 'denominator'], ['no-show', 'numerator'], ['upload', 'denominator'], ['upload', 'numerator'], ['rejections', 'numerator'], ['coverage', 'denominator'], ['coverage', 'numerator']] as const satisfies readonly (readonly [Report, Part])[];

/** What stands behind a number of a report, over the longest range that may be asked for. */
export const REPORT_LISTS_UNDER_TEST: ListUnderTest[] = SIZES.flatMap((size) =>
  LISTED.flatMap(([report, part]) => pagesOf(`counted by ${report}, ${size}, ${part}`, async (tables) =>
    (await drawJourneys(tables)).map((drawn) => {
      const { scope, place } = placeOf(drawn, size);
      return (page) => tables.reports.list(scope, filterOf(tables, report, place), part, page);
    }))));

function filterOf({ nowMs }: Tables, report: Report, place: ReportPlace): ReportFilter {
  const to = localDateOf(toInstant(nowMs));
  const dose = report === 'coverage' ? { series: 'HepB', doseNumber: 1, dueMonths: 0 } : null;
  return { report, place, from: addDays(to, 1 - REPORT_RULES[report].mostDays), to, dose };
}
