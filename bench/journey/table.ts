import { percentile } from '../../dev/clinic/percentile.js';
import { cpuOfSystem, median } from './figures.js';
import type { HistoryCount } from './histories.js';
import type { Measured } from './measure.js';

/** Rows for a person: speed and latency, CPU by process, latency by command. */
export function toTable(measured: readonly Measured[], histories: Record<Measured['side'], HistoryCount | undefined>): string {
  const nameOf = ({ side, clients }: Measured) => `${side} ${clients}`;
  const groups = [...new Set(measured.map(nameOf))].map((name): Group => [name, measured.filter((one) => nameOf(one) === name)]);
  return [
    row('', 'visits/s', 'lowest', 'highest', 'p50 ms', 'p99 ms', 'CPU ms/visit'),
    ...groups.map(([name, ones]) => speed(name, ones)),
    '',
    'CPU ms/visit by process (medians; the driver plays the clients and counts for neither)',
    ...cpuRows(groups),
    '',
    'command p50 / p99 ms',
    ...commandRows(groups),
    '',
    row('history', 'events', 'bytes', 'tasks'),
    ...Object.entries(histories).map(([side, count]) => row(side, fixed(count?.events), fixed(count?.bytes), fixed(count?.workflowTasks))),
  ].join('\n');
}

type Group = [string, Measured[]];

function speed(name: string, ones: readonly Measured[]): string {
  const rates = ones.map(({ journeysPerSecond }) => journeysPerSecond);
  const of = (pick: (one: Measured) => number | undefined) => fixed(median(ones.map(pick)));
  return row(name, fixed(median(rates)), fixed(Math.min(...rates)), fixed(Math.max(...rates)), of(({ p50Ms }) => p50Ms), of(({ p99Ms }) => p99Ms), of(cpuOfSystem));
}

function cpuRows(groups: readonly Group[]): string[] {
  const processes = [...new Set(groups.flatMap(([, ones]) => ones.flatMap(({ cpuPerJourney }) => Object.keys(cpuPerJourney))))];
  return [
    row('', ...groups.map(([name]) => name)),
    ...processes.map((process) => row(process, ...groups.map(([, ones]) => fixed(median(ones.map(({ cpuPerJourney }) => cpuPerJourney[process])))))),
  ];
}

function commandRows(groups: readonly Group[]): string[] {
  const commands = [...new Set(groups.flatMap(([, ones]) => ones.flatMap(({ latencies }) => [...latencies.keys()])))];
  const cell = (ones: readonly Measured[], command: string) => {
    const all = ones.flatMap(({ latencies }) => latencies.get(command) ?? []);
    return `${fixed(percentile(all, 0.5))} / ${fixed(percentile(all, 0.99))}`;
  };
  return [row('', ...groups.map(([name]) => name)), ...commands.map((command) => row(command, ...groups.map(([, ones]) => cell(ones, command))))];
}

function row(name: string, ...cells: string[]): string {
  return [name.padEnd(16), ...cells.map((cell) => cell.padStart(14))].join(' ').trimEnd();
}

function fixed(value: number | undefined): string {
  if (value === undefined) return '-';
  return value >= 1_000 ? String(Math.round(value)) : value.toFixed(1);
}
