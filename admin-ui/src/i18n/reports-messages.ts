import type { Grouping, Report } from '../../../domain/reports/reports.js';

/** What the page of reports says. */
export type ReportsMessages = {
  resources: { reports: { name: string; fields: Record<'visit' | 'day' | 'site' | 'born' | 'dose' | 'took' | 'reason' | 'openUntil' | 'counts', string> } };
  reports: Record<
    | 'choices' | 'report' | 'by' | 'dose' | 'every_dose' | 'choose_dose' | 'dose_of' | 'from_visit' | 'to_visit' | 'from_birth' | 'to_birth' | 'most_days' | 'wrong_order' | 'count' | 'download' | 'downloading'
    | 'empty' | 'as_of' | 'total' | 'open' | 'share' | 'median' | 'p90' | 'minutes' | 'back' | 'gone' | 'open_visit',
    string
  > & {
    names: Record<Report, string>;
    /** What is counted of what, and what is left out. */
    about: Record<Report, string>;
    groupings: Record<Grouping, string>;
    numbers: Record<Report, Record<'numerator' | 'denominator', string>>;
  };
  words: { series: Record<string, string> };
};
