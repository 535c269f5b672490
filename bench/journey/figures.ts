import type { CpuReading } from './cpu.js';
import type { HistoryCount } from './histories.js';
import type { Measured } from './measure.js';

/** In the order in which they are told. */
const NAMES = [
  'ratio1', 'ratio16', 'cpuRatio', 'commandP99Ratio', 'journeysPerSecond1', 'journeysPerSecond16', 'textbook1', 'textbook16',
  'eventsPerJourney', 'bytesPerJourney', 'workflowTasksPerJourney', 'statementsPerCommand',
] as const;
export type Figures = Partial<Record<(typeof NAMES)[number], number>>;

/** What a journey may cost; CI holds the same. */
export const LIMITS = { eventsPerJourney: 80, bytesPerJourney: 20_480, statementsPerCommand: 2 } as const;

export type Findings = { measured: readonly Measured[]; history: HistoryCount | undefined; statementsPerCommand: number | undefined };

/** Processes that both stand on, and each side's own. */
const SHARED = ['temporal', 'postgres', 'simulators'] as const;
const OWN = { ours: ['api', 'worker', 'login'], textbook: ['textbook'] } as const;

/** Medians over the alternations, and ratios of medians; a figure that could not be had is left out. */
export function toFigures({ measured, history, statementsPerCommand }: Findings): Figures {
  const of = (side: Measured['side'], clients: number) => measured.filter((one) => one.side === side && one.clients === clients);
  const rate = (side: Measured['side'], clients: number) => median(of(side, clients).map(({ journeysPerSecond }) => journeysPerSecond));
  const p99Ratio = (clients: number) => ratio(median(of('ours', clients).map(({ p99Ms }) => p99Ms)), median(of('textbook', clients).map(({ p99Ms }) => p99Ms)));
  const cpu = (side: Measured['side']) => median(of(side, 16).map(cpuOfSystem));
  const figures: Record<(typeof NAMES)[number], number | undefined> = {
    ratio1: ratio(rate('ours', 1), rate('textbook', 1)),
    ratio16: ratio(rate('ours', 16), rate('textbook', 16)),
    cpuRatio: ratio(cpu('ours'), cpu('textbook')),
    commandP99Ratio: worse(p99Ratio(1), p99Ratio(16)),
    journeysPerSecond1: rate('ours', 1),
    journeysPerSecond16: rate('ours', 16),
    textbook1: rate('textbook', 1),
    textbook16: rate('textbook', 16),
    eventsPerJourney: history?.events,
    bytesPerJourney: history?.bytes,
    workflowTasksPerJourney: history?.workflowTasks,
    statementsPerCommand,
  };
  return Object.fromEntries(NAMES.flatMap((name) => (figures[name] === undefined ? [] : [[name, rounded(figures[name])]])));
}

/** Everything was measured, no visit failed, and a journey costs no more than it may. Speed is reported and not judged. */
export function isComplete(figures: Figures, measured: readonly Measured[]): boolean {
  const whole = NAMES.every((name) => figures[name] !== undefined);
  const within = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).every((name) => (figures[name] ?? Infinity) <= LIMITS[name]);
  return whole && within && measured.every(({ failures, journeys }) => failures.length === 0 && journeys > 0);
}

/** ms for one visit of the system under test: without the program that plays the clients, and without the other side's processes. */
export function cpuOfSystem({ side, cpuPerJourney }: { side: Measured['side']; cpuPerJourney: CpuReading }): number | undefined {
  const parts = [...SHARED, ...OWN[side]].map((name) => cpuPerJourney[name]);
  return parts.some((ms) => ms === undefined) ? undefined : parts.reduce<number>((sum, ms = 0) => sum + ms, 0);
}

/** The middle one, or the mean of the two in the middle; undefined without any, or when one is missing. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const [low, high] = [known[Math.ceil(known.length / 2) - 1], known[Math.floor(known.length / 2)]];
  return known.length < values.length || low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function ratio(ours: number | undefined, textbooks: number | undefined): number | undefined {
  return ours === undefined || !textbooks ? undefined : ours / textbooks;
}

function worse(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.max(one, other);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
