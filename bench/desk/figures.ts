import { percentile } from '../../dev/clinic/percentile.js';
import type { Latencies, Measured } from './measure.js';
import { PARALLEL, USUAL } from './options.js';
import { TIMED, type Timed } from './visits.js';

type Parallel = (typeof PARALLEL)[number];

/** `down`: what is down, with the desk no longer waiting for it; `unnoticed`: a registry that has fallen silent and is still waited for. */
export type Results = {
  ours: Record<Parallel, Measured>;
  bare: Record<Parallel, Measured>;
  down: Record<'refusing' | 'blackholed' | 'engine', Measured>;
  unnoticed: Measured;
  walkIn: Measured;
};

export type Figures = {
  identifyP99Ms: number;
  verifyP99Ms: number;
  doseP99Ms: number;
  /** The worst of all three commands at each number of journeys. */
  ratioToBareUpdate: number;
  /** The worst p50 of all three commands, ÷ the same while all is well. */
  registriesDownRatio: number;
  engineDownRatio: number;
  /** What the p50 of `identify` costs more before it is noticed. */
  unnoticedExtraMs: number;
  walkInIdentifyP99Ms: number;
};

export const LIMITS = { ratioToBareUpdate: 0.5, registriesDownRatio: 1.2, engineDownRatio: 1.2, unnoticedExtraMs: 350 } as const satisfies Partial<Figures>;

export function toFigures({ ours, bare, down, unnoticed, walkIn }: Results): Figures {
  const usual = ours[USUAL].latencies;
  const p99 = (command: Timed) => rounded(percentile(usual[command], 0.99));
  const ratios = (share: number, some: Latencies, others: (command: Timed) => number[]) => TIMED.map((command) => percentile(some[command], share) / percentile(others(command), share));
  const toUsual = ({ latencies }: Measured) => ratios(0.5, latencies, (command) => usual[command]);
  return {
    identifyP99Ms: p99('identify'),
    verifyP99Ms: p99('verify'),
    doseP99Ms: p99('recordDose'),
    ratioToBareUpdate: rounded(Math.max(...PARALLEL.flatMap((count) => ratios(0.99, ours[count].latencies, () => Object.values(bare[count].latencies).flat())))),
    registriesDownRatio: rounded(Math.max(...toUsual(down.refusing), ...toUsual(down.blackholed))),
    engineDownRatio: rounded(Math.max(...toUsual(down.engine))),
    unnoticedExtraMs: rounded(percentile(unnoticed.latencies.identify, 0.5) - percentile(usual.identify, 0.5)),
    walkInIdentifyP99Ms: rounded(percentile(walkIn.latencies.identify, 0.99)),
  };
}

/** Everything was measured, and no journey failed. Speed is reported and never judged. */
export function isComplete(figures: Figures, { ours, bare, down, unnoticed, walkIn }: Results): boolean {
  const measured = [...Object.values(ours), ...Object.values(bare), ...Object.values(down), unnoticed, walkIn];
  return Object.values(figures).every(Number.isFinite) && measured.every(({ latencies, failures }) => failures.length === 0 && Object.values(latencies).every((all) => all.length > 0));
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** A line for each measurement: p50 and p99 ms of each command. */
export function toTable({ ours, bare, down, unnoticed, walkIn }: Results): string {
  const rows = [
    ...PARALLEL.map((count): [string, Measured] => [`ours, ${count}`, ours[count]]),
    ...PARALLEL.map((count): [string, Measured] => [`bare Update, ${count}`, bare[count]]),
    ['walk-ins', walkIn] as [string, Measured],
    ...Object.entries(down).map(([name, measured]): [string, Measured] => [name, measured]),
    ['silent, unnoticed', unnoticed] as [string, Measured],
  ];
  const cell = (values: number[]) => `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.99).toFixed(1)}`.padStart(16);
  const head = ['p50 / p99 ms'.padEnd(20), ...TIMED.map((command) => command.padStart(16)), 'asked'.padStart(8)].join('');
  return [head, ...rows.map(([name, { latencies }]) => [name.padEnd(20), ...TIMED.map((command) => cell(latencies[command])), String(latencies.identify.length).padStart(8)].join(''))].join('\n');
}
