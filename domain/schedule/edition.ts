import type { LocalDate } from '../time.js';
import type { Span } from './span.js';

/** National programme 免疫规划: free, with an age by which each dose is to be given. Self-paid 非免疫规划: offered, never overdue. */
export const PROGRAMMES = ['national', 'self-paid'] as const;
export type Programme = (typeof PROGRAMMES)[number];

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

/** Whom a row is for; what is null does not narrow it. */
export type Who = {
  sex: Sex | null;
  bornFrom: LocalDate | null;
  birthWeightBelowGrams: number | null;
  /** An unknown weight passes. */
  birthWeightFromGrams: number | null;
  /** Age at the first dose that counted, or, before it, on the day asked about. */
  firstDoseFromAge: Span | null;
  firstDoseBelowAge: Span | null;
};

/**
 * At least `span` after: the last dose that counts towards the row (`previous`), its first valid one (`first`), or the last dose of a vaccine.
 * `ofDoses`: only where exactly so many doses of that vaccine are valid.
 */
export type Interval = { after: 'previous' | 'first' | { vaccine: string }; span: Span; ofDoses: number | null };

export type Step = {
  /** Null: that of the dose before. */
  minAge: Span | null;
  /** The minimum age is not asked where every dose up to this one is of that vaccine. */
  minAgeUnlessAllOf: string | null;
  /** The dose is recommended before this age, and overdue from it on. */
  finishBefore: Span | null;
  intervals: Interval[];
};

/** The doses of one vaccine, or of vaccines that finish each other's series, with all that is asked of each. */
export type Row = {
  /** Of its own in an edition; a row of a later edition takes the place of the one with its name. */
  name: string;
  /** Rows of one series are alternatives: it is complete as soon as one of them is. */
  series: string;
  /** Doses are numbered within it, as in the table of the 2021 edition: DTaP 1-4 and DT 5, MPSV-A 1-2 and MPSV-AC 3-4. */
  disease: string;
  edition: string;
  programme: Programme;
  validFrom: LocalDate;
  validTo: LocalDate | null;
  source: string;
  /** The official text is still to be compared. */
  confirm: boolean;
  note: string | null;
  /** What may be given, the usual one first. */
  vaccines: string[];
  /** What counts towards it besides them. */
  alsoCounts: string[];
  /** Norms 4.1.3 speaks of injected live vaccines only; BCG is one, bOPV is none. */
  injectedLive: boolean;
  who: Who;
  tooOldFrom: Span | null;
  vaccineMinAge: Record<string, Span>;
  /** So many doses are to be of that vaccine before the usual one follows (polio: IPV first). */
  firstDoses: { vaccine: string; doses: number } | null;
  steps: Step[];
  /** Complete with fewer doses than steps where one of them is of that vaccine. */
  completeWith: { doses: number; vaccine: string } | null;
  /** Follows on that row; `catchUpOnly`: only where that one can no longer be finished. */
  follows: { row: string; catchUpOnly: boolean } | null;
  /** No dose so long after immunoglobulin, and no immunoglobulin so long after a dose. */
  immunoglobulin: { before: Span; after: Span | null } | null;
  /** What a person has to find first, from that age on. */
  condition: { fromAge: Span; code: string } | null;
  /** Given anew each season, which begins on that month and day; `firstEver`: doses of whoever never had one and is younger. */
  season: { from: string; firstEver: { belowAge: Span; doses: number } } | null;
  /** Begins with an exposure: walk-in at any hour, stopped by no booking and no contraindication; each dose is overdue so long after its day. */
  afterExposure: { overdueAfter: Span } | null;
};

export type Edition = {
  edition: string;
  programme: Programme;
  /** Rows that are not named anew are those of that edition. */
  basedOn: string | null;
  validFrom: LocalDate;
  source: string;
  /** Between two injected live vaccines that are not given on one day (Norms ch. 5, 4.1.3). */
  liveInterval: Span;
  rows: Row[];
};

/** What is judged by: of one edition, or of all that are in force on a day. */
export type RowsInForce = { liveInterval: Span; rows: Row[] };

/** The whole of one edition, whatever the day. Null: there is no such edition. */
export function rowsOfEdition(editions: readonly Edition[], name: string): RowsInForce | null {
  const edition = editions.find((one) => one.edition === name);
  return edition ? { liveInterval: edition.liveInterval, rows: inheritedRows(editions, edition) } : null;
}

/**
 * What is in force on a day: the latest edition of each programme, and of its rows those whose own days include it. Before the first
 * edition the first one is taken: an older dose is judged by the oldest text that there is.
 */
export function rowsOn(editions: readonly Edition[], day: LocalDate): RowsInForce {
  const inForce = PROGRAMMES.flatMap((programme) => latest(editions.filter((one) => one.programme === programme), day) ?? []);
  const rows = inForce.flatMap((edition) => inheritedRows(editions, edition).filter((row) => row.validFrom <= day || row.validFrom === first(editions, row.programme)?.validFrom));
  return { liveInterval: inForce[0]?.liveInterval ?? { months: 0, days: 0 }, rows };
}

/** The row by which a vaccine is reported, whoever it is for: the programme's before one that is paid for. */
export function rowFor({ rows }: RowsInForce, vaccine: string): Row | undefined {
  return rows.find(({ vaccines }) => vaccines.includes(vaccine));
}

const byDay = new WeakMap<readonly Edition[], (day: LocalDate) => RowsInForce>();

/** What is in force on each day asked about, worked out once for all days between two changes; editions are never changed once they are read. */
export function rowsByDay(editions: readonly Edition[]): (day: LocalDate) => RowsInForce {
  const known = byDay.get(editions);
  if (known) return known;
  const changes = [...new Set(editions.flatMap(({ validFrom, rows }) => [validFrom, ...rows.map((row) => row.validFrom)]))].sort();
  const inForce = new Map<LocalDate | undefined, RowsInForce>();
  const find = (day: LocalDate): RowsInForce => {
    const since = changes.findLast((change) => change <= day);
    const rows = inForce.get(since) ?? rowsOn(editions, day);
    inForce.set(since, rows);
    return rows;
  };
  byDay.set(editions, find);
  return find;
}

function inheritedRows(editions: readonly Edition[], { basedOn, rows }: Edition): Row[] {
  const base = editions.find((one) => one.edition === basedOn);
  const inherited = base ? inheritedRows(editions, base) : [];
  return [...inherited.filter(({ name }) => !rows.some((row) => row.name === name)), ...rows];
}

function latest(editions: readonly Edition[], day: LocalDate): Edition | undefined {
  return editions.filter(({ validFrom }) => validFrom <= day).sort(inOrder).at(-1) ?? [...editions].sort(inOrder)[0];
}

function first(editions: readonly Edition[], programme: Programme): Edition | undefined {
  return editions.filter((one) => one.programme === programme).sort(inOrder)[0];
}

const inOrder = (one: Edition, other: Edition) => (one.validFrom < other.validFrom ? -1 : 1);
