/**
 * What is reported (Norms of 2023: 3.2.5 duplicates, 9.2.4 upload; schedule of 2021: coverage, timeliness). Each counts things of one kind;
 * what it leaves out is said where it is counted, in `tally.ts` and `coverage.ts`.
 */
export const REPORTS = ['coverage', 'timeliness', 'no-show', 'wait', 'upload', 'rejections', 'duplicates'] as const;
export type Report = (typeof REPORTS)[number];

/** What rows are of. `cohort`: the year of birth. */
export const GROUPINGS = ['area', 'site', 'day', 'cohort', 'reason'] as const;
export type Grouping = (typeof GROUPINGS)[number];

type ReportRule = {
  groupings: readonly Grouping[];
  /** Of what the range is: days of the visits, or of the residents' birth. */
  range: 'visit' | 'birth';
  mostDays: number;
  /** Whether it may be asked, or has to be, for one dose of one series. */
  dose: 'required' | 'optional' | 'none';
};

const OF_A_VISIT = { range: 'visit', mostDays: 92 } as const; // a quarter
const PLACES_AND_TIME = ['area', 'site', 'day', 'cohort'] as const;

export const REPORT_RULES = {
  coverage: { groupings: ['area', 'site', 'cohort'], range: 'birth', mostDays: 1_827, dose: 'required' }, // five cohorts
  timeliness: { ...OF_A_VISIT, groupings: PLACES_AND_TIME, dose: 'optional' },
  'no-show': { ...OF_A_VISIT, groupings: PLACES_AND_TIME, dose: 'none' },
  wait: { ...OF_A_VISIT, groupings: PLACES_AND_TIME, dose: 'none' },
  upload: { ...OF_A_VISIT, groupings: PLACES_AND_TIME, dose: 'none' },
  rejections: { ...OF_A_VISIT, groupings: GROUPINGS, dose: 'none' },
  duplicates: { ...OF_A_VISIT, groupings: GROUPINGS, dose: 'none' },
} as const satisfies Record<Report, ReportRule>;

/** Of what is counted: what the rate is of, the rest of it, what cannot be said yet, or everything that can. */
export const PARTS = ['numerator', 'denominator', 'open'] as const;
export type Part = (typeof PARTS)[number];

/** Share of `denominator`, null of nothing. */
export function shareOf({ numerator, denominator }: { numerator: number; denominator: number }): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
