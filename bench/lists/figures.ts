import type { Measured } from './measure.js';

/** No list may cost more when the tables are a hundred times larger; a half more is what measuring itself varies by. */
export const LIMITS = { worstRatio: 1.5, worstP99Ms: 50 } as const;

export type Figures = { worstRatio: number; worstP99Ms: number; lists: number };

export function toFigures(measured: readonly Measured[]): Figures {
  return {
    worstRatio: rounded(Math.max(...measured.map(({ ratio }) => ratio))),
    worstP99Ms: rounded(Math.max(...measured.map(({ p99Ms }) => p99Ms))),
    lists: measured.length,
  };
}

export function isWithin({ worstRatio, worstP99Ms, lists }: Figures): boolean {
  return lists > 0 && worstRatio <= LIMITS.worstRatio && worstP99Ms <= LIMITS.worstP99Ms;
}

/** Rows for a person; what is beyond a limit has a mark. */
export function toTable(measured: readonly Measured[]): string {
  const line = (name: string, ...cells: string[]) => `${name.padEnd(48)}${cells.map((cell) => cell.padStart(10)).join('')}`.trimEnd();
  return [
    line('', 'rows', 'small p50', 'p50 ms', 'p99 ms', 'ratio'),
    ...measured.map(({ name, rows, smallP50Ms, p50Ms, p99Ms, ratio }) => {
      const mark = ratio > LIMITS.worstRatio || p99Ms > LIMITS.worstP99Ms ? '  <<' : '';
      return `${line(name, String(rows), smallP50Ms.toFixed(2), p50Ms.toFixed(2), p99Ms.toFixed(2), ratio.toFixed(2))}${mark}`;
    }),
  ].join('\n');
}

/** For the result: as rounded as the table. */
export function toRounded({ name, rows, ...times }: Measured) {
  return { name, rows, ...Object.fromEntries(Object.entries(times).map(([key, value]) => [key, rounded(value)])) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
