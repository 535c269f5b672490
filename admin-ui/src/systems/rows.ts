import type { HealthPoint as ApiPoint, System } from '../../../contracts/systems.js';

export type { System };
/** Its id is the instant at which its step begins. */
export type HealthPoint = ApiPoint & { id: string };

/** How far back the charts look, by the name that the page has for it; all hours. */
export const RANGES = { hour: 1, six_hours: 6, day: 24, fortnight: 14 * 24 } as const;
export type Range = keyof typeof RANGES;
