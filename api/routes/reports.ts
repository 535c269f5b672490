import type { IRouter, RequestHandler } from 'express';
import { exportReport, getReport, listCounted, REPORT_PLACES, type ReportAnswer, type ReportRow } from '../../contracts/reports.js';
import { ReportTooLargeError, type ReportCount } from '../../db/report-store.js';
import { reportedDoses } from '../../domain/reports/coverage.js';
import { shareOf, type Grouping, type Report } from '../../domain/reports/reports.js';
import { localDateOf } from '../../domain/time.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { checkGrouping, listOf, toReportFilter } from '../report-ask.js';
import { toReportCsv } from '../report-csv.js';
import { serve, serveFile } from '../serve.js';
import { optionalTime, rfc3339 } from './journey-view.js';

type Asked = Parameters<typeof toReportFilter>[3] & { by: Grouping };

/** Figures are of nobody and leave no row in the audit; the lists that they count and the files that leave do. */
export function reportRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getReport, ({ principal, params, query }) => report(principal, params.name, query));

  serveFile(router, gate, exportReport, async ({ principal, params: { name }, query, request, response }) => {
    const answer = await report(principal, name, query);
    const asked = Object.fromEntries(Object.entries(query).filter((given): given is [string, string | number] => given[1] !== undefined));
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'report.export', objectKind: 'report', objectId: name, outcome: 'done', params: { ...asked, rows: answer.data.length } }); // before anything leaves
    const language = request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
    response.status(200).type('text/csv').set({ 'Content-Disposition': `attachment; filename="${name}-${query.from}-${query.to}.csv"`, 'Content-Language': language, Vary: 'Accept-Language' });
    response.send(toReportCsv(answer, language));
  });

  serve(router, gate, listCounted, async ({ principal, params: { name }, query: { first, after, part, ...asked } }) => {
    const { scope, filter } = toReportFilter(principal, await dosesNow(), name, asked);
    const { items, pageInfo } = await offered(bounded(ctx.reports.list(scope, filter, part, { first, after })), REPORT_PLACES);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'report.list', objectKind: 'report', objectId: name, outcome: 'done', ids: items.map((item) => item.journeyId) });
    // Of whom a year of birth is told anyway, the day is nobody's business.
    const data = items.map(({ openUntil, day, ...item }) => ({ ...item, day: name === 'coverage' ? null : day, openUntil: name === 'coverage' ? null : optionalTime(openUntil) }));
    return { data, pageInfo };
  });

  async function report(principal: Principal, name: Report, { by, ...asked }: Asked): Promise<ReportAnswer> {
    checkGrouping(name, by);
    const doses = await dosesNow();
    const { scope, filter } = toReportFilter(principal, doses, name, asked);
    const counts = await bounded(ctx.reports.count(scope, filter, by));
    const total = counts.find(({ key }) => key === null);
    if (!total) throw new Error('a report has a row of all'); // grouping by nothing gives one also of nothing
    const show = ({ p50Ms, p90Ms, ...count }: ReportCount): ReportRow => {
      // A reason is one of those for which something was refused, so its share is of everything.
      const { numerator, denominator } = by === 'reason' ? { numerator: count.numerator, denominator: total.denominator } : count;
      return { ...count, denominator, value: name === 'wait' ? p50Ms : shareOf({ numerator, denominator }), p90Ms, list: listOf(filter, by, count.key) };
    };
    return { name, by, asOf: rfc3339(ctx.now()), data: counts.filter(({ key }) => key !== null).map(show), total: show(total), doses: doses.map(({ dueMonths: _, ...dose }) => dose) };
  }

  const dosesNow = async () => reportedDoses((await ctx.policies.inForce()).policies, localDateOf(ctx.now()));
}

async function bounded<T>(read: Promise<T>): Promise<T> {
  return read.catch((error: unknown) => {
    throw error instanceof ReportTooLargeError ? problemOf('report-too-large') : error;
  });
}
