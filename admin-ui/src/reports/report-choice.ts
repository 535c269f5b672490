import type { ReportListQuery, ReportRow } from '../../../contracts/reports.js';
import { REPORT_RULES, type Grouping, type Part, type Report } from '../../../domain/reports/reports.js';
import { addDays, isLocalDate, type LocalDate } from '../../../domain/time.js';

/** What is to be shown. `siteId` and `dose` are empty for all that the reader may see; `dose` is `MMR-1`. */
export type ReportChoice = { name: Report; by: Grouping; from: string; to: string; siteId: string; dose: string };

/** A number whose list is looked at: of which row, and the query of the list without its part. */
export type OpenedNumber = { row: Pick<ReportRow, 'key' | 'name'>; part: Part; list: ReportListQuery };

const FIRST_DAYS = 7;

export function firstChoice(today: LocalDate, siteId = ''): ReportChoice {
  return { name: 'no-show', by: 'day', ...rangeFor('no-show', today), siteId, dose: '' };
}

/** Another report keeps what it takes of the choice: a range of births says nothing about visits. */
export function choose(choice: ReportChoice, name: Report, today: LocalDate): ReportChoice {
  const { groupings, range, dose } = rulesOf(name);
  const kept = range === rulesOf(choice.name).range ? choice : { ...choice, ...rangeFor(name, today) };
  return { ...kept, name, by: groupings.includes(choice.by) ? choice.by : (groupings[0] ?? 'site'), dose: dose === 'none' ? '' : choice.dose };
}

/** A date that is being typed, or coverage of nothing, is no question yet. */
export function isWhole({ name, from, to, dose }: ReportChoice): boolean {
  return isLocalDate(from) && isLocalDate(to) && from <= to && (dose !== '' || rulesOf(name).dose !== 'required');
}

export function toQuery({ by, from, to, siteId, dose }: ReportChoice): Record<string, string> {
  const [, series = '', doseNumber = ''] = /^(.+)-(\d+)$/.exec(dose) ?? [];
  return { by, from, to, ...(siteId && { siteId }), ...(dose && { series, doseNumber }) };
}

export function toListQuery({ list, part }: Pick<OpenedNumber, 'list' | 'part'>): Record<string, string> {
  const given = Object.entries(list).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given.map(([key, value]) => [key, String(value)])), part };
}

export function rulesOf(name: Report): { groupings: readonly Grouping[]; range: 'visit' | 'birth'; mostDays: number; dose: 'required' | 'optional' | 'none' } {
  return REPORT_RULES[name];
}

function rangeFor(name: Report, today: LocalDate): { from: string; to: string } {
  const { range, mostDays } = rulesOf(name);
  return { from: addDays(today, 1 - (range === 'birth' ? mostDays : FIRST_DAYS)), to: today };
}
