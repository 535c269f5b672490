import { isAtRest, type Offenders, type OtherSide, type VisitRecord } from './invariants.js';
import { percentile } from './percentile.js';
import type { Visit } from './visit.js';

export type Played = { visit: Visit; record: VisitRecord };

export type DayFigures = Record<
  | 'residents' | 'closed' | 'lost' | 'doubled' | 'stalled' | 'noticesWithoutRecord' | 'auditBreaks' | 'casesOpened' | 'casesResolved'
  | 'dosesHere' | 'dosesAtRegistry' | 'journeysPerSecond' | 'p99Ms',
  number
>;

type Day = {
  residents: number;
  played: readonly Played[];
  other: OtherSide;
  offenders: Offenders;
  failures: readonly string[];
  auditHolds: boolean;
  latencies: ReadonlyMap<string, readonly number[]>;
  seconds: number;
};

/** A day in numbers. Doses are counted on either side by the journeys of the day alone. */
export function figuresOf({ residents, played, other, offenders, failures, auditHolds, latencies, seconds }: Day): DayFigures {
  const closed = played.filter(({ record }) => isAtRest(record.journey)).length;
  const journeys = new Set(played.map(({ visit }) => visit.journeyId));
  return {
    residents,
    closed,
    lost: offenders.lost.length,
    doubled: offenders.doubled.length,
    stalled: offenders.stalled.length + failures.length,
    noticesWithoutRecord: offenders.noticesWithoutRecord.length,
    auditBreaks: auditHolds ? 0 : 1,
    casesOpened: sum(casesByKind(played, 'caseOpened')),
    casesResolved: sum(casesByKind(played, 'caseResolved')),
    dosesHere: played.reduce((count, { record }) => count + record.journey.doses.filter(({ given }) => given !== null).length, 0),
    dosesAtRegistry: Object.entries(other.doses.byKey).reduce((count, [key, doses]) => (journeys.has(key.slice(0, key.indexOf(':'))) ? count + doses : count), 0),
    journeysPerSecond: round(closed / seconds),
    p99Ms: round(percentile([...latencies.values()].flat(), 0.99)),
  };
}

/** For whoever looks on: the figures, then what the archives said, what became cases, and how long each command took. */
export function describe(figures: DayFigures, { played, latencies }: Pick<Day, 'played' | 'latencies'>): void {
  for (const [name, value] of Object.entries(figures)) say(name, String(value));
  table('archive outcomes', countBy(played.map(({ record }) => record.journey.archive.outcome ?? 'unknown')));
  table('cases opened', casesByKind(played, 'caseOpened'));
  table('cases resolved', casesByKind(played, 'caseResolved'));
  console.error('\n  command                     count   p50 ms   p99 ms');
  for (const [command, times] of [...latencies].sort(([a], [b]) => a.localeCompare(b))) {
    console.error(`  ${command.padEnd(26)} ${[times.length, Math.round(percentile([...times], 0.5)), Math.round(percentile([...times], 0.99))].map((value) => String(value).padStart(6)).join('   ')}`);
  }
}

/** Whoever resolved them, a supervisor or the answer that came after all. */
function casesByKind(played: readonly Played[], type: 'caseOpened' | 'caseResolved'): Record<string, number> {
  return countBy(played.flatMap(({ record }) => record.timeline.filter((entry) => entry.type === type).map(({ data }) => String(data['kind']))));
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function table(title: string, counts: Record<string, number>): void {
  if (Object.keys(counts).length > 0) console.error(`\n  ${title}`);
  for (const [name, count] of Object.entries(counts).sort(([, a], [, b]) => b - a)) say(`  ${name}`, String(count));
}

function say(name: string, value: string): void {
  console.error(`  ${name.padEnd(32)} ${value}`);
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
