import { z } from 'zod';
import { GROUPINGS, PARTS, REPORTS } from '../domain/reports/reports.js';
import { areaCode, code, day, EXAMPLE, id, instant, pageOf, pageQuery } from './fields.js';
import { defineOperation } from './operation.js';

const readers = { tag: 'reports', scope: [], kinds: ['person'], status: 200 } as const;
const params = z.strictObject({ name: z.enum(REPORTS) });

/** Where reports are read: of one site, of one area, or of what is the caller's own. */
export const REPORT_PLACES = ['siteId', 'area'] as const;

/** What is counted, without how it is grouped. */
const counted = {
  from: day.meta({ description: 'first day of the visits; of coverage the first day of birth' }),
  to: day.meta({ description: 'last day that is in it; at most 92 days, of coverage five years' }),
  siteId: id('site').optional(),
  area: areaCode.optional(),
  series: code.optional().meta({ description: 'with `doseNumber`: one dose of a series. Coverage needs it, timeliness takes it' }),
  doseNumber: z.coerce.number().int().min(1).max(20).optional(),
};
const grouped = { ...counted, by: z.enum(GROUPINGS) };
const narrowed = { born: z.coerce.number().int().min(1850).max(2200).optional(), reason: code.optional() };

/** The query of the list that a number counts, without its part. */
const ListQuery = z
  .strictObject({ from: day, to: day, siteId: id('site').optional(), area: areaCode.optional(), series: z.string().optional(), doseNumber: z.int().optional(), born: z.int().optional(), reason: z.string().optional() })
  .meta({ id: 'ReportListQuery' });
export type ReportListQuery = z.infer<typeof ListQuery>;

const ReportRow = z
  .strictObject({
    key: z.string().nullable().meta({ description: 'code of the area, id of the site, day, year of birth or reason; null: of all' }),
    name: z.strictObject({ zh: z.string(), en: z.string() }).nullable().meta({ description: 'of an area or a site' }),
    numerator: z.int().min(0),
    denominator: z.int().min(0),
    open: z.int().min(0).meta({ description: 'of which nothing can be said yet: in neither of the two' }),
    value: z.number().nullable().meta({ description: 'share of the denominator, 0 to 1; of the wait its median in ms. null of nothing' }),
    p90Ms: z.number().nullable().meta({ description: 'of the wait: nine of ten waited no longer' }),
    list: ListQuery.meta({ description: 'what the numbers count, with `part` = the name of the number' }),
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

const ReportAnswer = z
  .strictObject({
    name: z.enum(REPORTS), by: z.enum(GROUPINGS), asOf: instant, data: z.array(ReportRow), total: ReportRow,
    doses: z.array(z.strictObject({ series: z.string(), doseNumber: z.int() })).meta({ description: 'of the schedule, which coverage and timeliness may be asked of' }),
  })
  .meta({ id: 'Report' });
export type ReportAnswer = z.infer<typeof ReportAnswer>;

const range = { from: EXAMPLE.day, to: EXAMPLE.day };
const row: ReportRow = { key: EXAMPLE.day, name: null, numerator: 3, denominator: 40, open: 0, value: 0.075, p90Ms: null, list: { ...range, area: '440100' } };

export const getReport = defineOperation({
  id: 'getReport', method: 'get', path: '/v1/reports/{name}', summary: 'Figures by area, site, day, year of birth or reason, each with the list that it counts; nothing of a person', ...readers, params,
  query: z.strictObject(grouped), answer: ReportAnswer, problems: [404],
  examples: { params: { name: 'no-show' }, query: { ...range, by: 'day' }, answer: { name: 'no-show', by: 'day', asOf: EXAMPLE.at, data: [row], total: { ...row, key: null }, doses: [{ series: 'MMR', doseNumber: 1 }] } },
});

export const exportReport = defineOperation({
  id: 'exportReport', method: 'get', path: '/v1/reports/{name}/file', summary: 'The same as a file for a spreadsheet, headings in Chinese or English by Accept-Language; kept in the audit', ...readers, params, files: ['text/csv'],
  query: z.strictObject(grouped), answer: z.string().meta({ description: 'CSV (RFC 4180) in UTF-8 with a byte order mark: what a spreadsheet would take for a formula begins with an apostrophe' }), problems: [404],
  examples: { params: { name: 'no-show' }, query: { ...range, by: 'day' }, answer: '\ufeffday,name,no-shows,booked and due,not yet due,share\r\n' },
});

const CountedItem = z
  .strictObject({
    journeyId: id('journey'),
    siteId: id('site'),
    day: day.nullable().meta({ description: 'of the visit, the dose or the answer; null of coverage' }),
    born: z.int().meta({ description: 'year of birth' }),
    plannedDoseId: id('planned dose').nullable(),
    series: z.string().nullable(),
    doseNumber: z.int().nullable(),
    counts: z.boolean().meta({ description: 'in the numerator, once nothing is open' }),
    openUntil: instant.nullable().meta({ description: 'until then nothing can be said' }),
    tookMs: z.number().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'CountedItem' });
export type CountedItem = z.infer<typeof CountedItem>;

export const listCounted = defineOperation({
  id: 'listCounted', method: 'get', path: '/v1/reports/{name}/counted', summary: 'What a number of a report counts, one by one, each with its journey; as many as the number says', ...readers, params,
  query: z.strictObject({ ...counted, ...narrowed, part: z.enum(PARTS), ...pageQuery }), answer: pageOf(CountedItem).meta({ id: 'CountedPage' }), problems: [404],
  examples: {
    params: { name: 'upload' }, query: { ...range, part: 'numerator' },
    answer: {
      data: [{ journeyId: EXAMPLE.journey, siteId: EXAMPLE.site, day: EXAMPLE.day, born: 2024, plannedDoseId: EXAMPLE.plannedDose, series: 'MMR', doseNumber: 1, counts: true, openUntil: EXAMPLE.at, tookMs: null, reason: null }],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  },
});
