const MINUTE_MS = 60_000;

/** How far a due time is away, in the largest two units that matter; a text for each stands in `cases`. */
export type Distance = { unit: 'moment' | 'minutes' | 'hours' | 'days'; days: number; hours: number; minutes: number };
export type Due = Distance & { overdue: boolean };

export function dueIn(dueAt: string, now: number): Due {
  const left = Date.parse(dueAt) - now;
  const minutes = Math.floor(Math.abs(left) / MINUTE_MS);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const unit = days > 0 ? 'days' : hours > 0 ? 'hours' : minutes > 0 ? 'minutes' : 'moment';
  return { overdue: left <= 0, unit, days, hours, minutes: minutes % 60 };
}
