import type { LocalDate } from '../time.js';

/** What a station is for, in the order in which a resident passes them (domain: glossary, `station`; architecture: stations are data). */
export const STATION_KINDS = ['kiosk', 'registration', 'precheck', 'cashier', 'vaccination', 'observation'] as const;
export type StationKind = (typeof STATION_KINDS)[number];

/** One desk. At a small site one station is for everything, without kiosk and cashier. */
export type Station = { code: string; kinds: readonly StationKind[] };

/** `weekday` of ISO 8601, 1 is Monday; `HH:MM` in Asia/Shanghai, up to 23:59. */
export type OpenHours = { weekday: number; opensAt: string; closesAt: string };

/** Sites switch on one by one, dated (Notice of 2022, G2). On from `switchedOnOn` on, off again from `switchedOffOn` on; null: not yet, or without an end. */
export type SwitchDates = { switchedOnOn: LocalDate | null; switchedOffOn: LocalDate | null };

export type SitePlan = SwitchDates & { stations: readonly Station[]; hours: readonly OpenHours[] };

/** What of a plan does not go with the rest. */
export type SitePlanFault = { field: 'stations' | 'hours' | 'switchedOffOn'; rule: 'twice' | 'step-without-station' | 'closes-before-opening' | 'overlap' | 'not-before-switched-on' };

/** No resident gets past these: who they are, whether they may, the dose, and the half hour after it. */
const NEEDED: readonly StationKind[] = ['registration', 'precheck', 'vaccination', 'observation'];

/** Why a plan cannot be, or null. A site that is to be switched on has a station for each step that no visit goes without. */
export function sitePlanFault({ stations, hours, switchedOnOn, switchedOffOn }: SitePlan): SitePlanFault | null {
  if (new Set(stations.map(({ code }) => code)).size < stations.length) return { field: 'stations', rule: 'twice' };
  const kinds = stations.flatMap((station) => station.kinds);
  if (switchedOnOn !== null && NEEDED.some((kind) => !kinds.includes(kind))) return { field: 'stations', rule: 'step-without-station' };
  if (hours.some(({ opensAt, closesAt }) => closesAt <= opensAt)) return { field: 'hours', rule: 'closes-before-opening' };
  if (inOrder(hours).some((one, n, all) => all[n - 1]?.weekday === one.weekday && one.opensAt < (all[n - 1]?.closesAt ?? ''))) return { field: 'hours', rule: 'overlap' };
  if (switchedOffOn !== null && (switchedOnOn === null || switchedOffOn < switchedOnOn)) return { field: 'switchedOffOn', rule: 'not-before-switched-on' };
  return null;
}

/** From Monday on, each day from its first opening. */
export function inOrder(hours: readonly OpenHours[]): OpenHours[] {
  return hours.toSorted((a, b) => a.weekday - b.weekday || a.opensAt.localeCompare(b.opensAt));
}

export function isSwitchedOn({ switchedOnOn, switchedOffOn }: SwitchDates, day: LocalDate): boolean {
  return switchedOnOn !== null && switchedOnOn <= day && (switchedOffOn === null || day < switchedOffOn);
}
