import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in ms since each process began, with its children that have no name of their own; empty where there is no /proc. */
export type CpuReading = Record<string, number>;

/** Linux counts in hundredths of a second, on every machine that Node runs on. */
const MS_PER_TICK = 10;

type Stat = { parent: number; ticks: number };

export function readCpu(pids: Record<string, number>): CpuReading {
  const named = new Set(Object.values(pids));
  const all = readAll();
  const children = new Map<number, number[]>();
  for (const [pid, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const sum = (pid: number): number => (all.get(pid)?.ticks ?? 0) + (children.get(pid) ?? []).filter((child) => !named.has(child)).reduce((total, child) => total + sum(child), 0);
  return Object.fromEntries(Object.entries(pids).flatMap(([name, pid]) => (all.has(pid) ? [[name, sum(pid) * MS_PER_TICK]] : [])));
}

export function usedBetween(before: CpuReading, after: CpuReading): CpuReading {
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));
}

function readAll(): Map<number, Stat> {
  const pids = listProcesses();
  return new Map(pids.flatMap((pid) => readStat(pid).map((stat): [number, Stat] => [pid, stat])));
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return []; // no such folder on other systems: CPU is then not reported
  }
}

function readStat(pid: number): Stat[] {
  try {
    return [parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
  } catch {
    return []; // ended in between
  }
}

/**
 * Of proc_pid_stat(5): ppid, and utime, stime, cutime and cstime together, so that a child that has ended still counts in its parent.
 * The program's name stands in brackets and may hold anything, a bracket too.
 */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return { parent: fields[1] ?? 0, ticks: utime + stime + cutime + cstime };
}
