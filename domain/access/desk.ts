import type { DeviceId, SiteId } from '../ids.js';
import type { StationKind } from '../sites/site-plan.js';

/** What is done at a shared device; `one-desk` where a small site does all of it at one. A kiosk is nobody's desk: nobody comes to it by PIN, and residents check in there by themselves. */
export const DESK_STATIONS = ['kiosk', 'registration', 'precheck', 'cashier', 'vaccination', 'observation', 'one-desk'] as const satisfies readonly (StationKind | 'one-desk')[];
export type DeskStation = (typeof DESK_STATIONS)[number];

export const DEVICE_REVOKE_REASONS = ['lost', 'stolen', 'misused', 'replaced', 'out-of-use'] as const;
export type DeviceRevokeReason = (typeof DEVICE_REVOKE_REASONS)[number];

export const DEVICE_STATUSES = ['awaiting', 'enrolled', 'expired', 'revoked'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];

/** The device under which somebody acts. */
export type DeskDevice = { deviceId: DeviceId; siteId: SiteId; name: string; station: DeskStation };

export const MIN_PIN_DIGITS = 6;
export const MAX_PIN_DIGITS = 12;

/**
 * A device looks at no PIN any more once so many of its tries have opened nothing within the time, whosever they were: five wrong ones lock one
 * name, this keeps a few of each of many from being tried. It goes on when the time is over, or enrolled anew.
 */
export const DEVICE_TRIES = { most: 20, seconds: 3_600 };

/**
 * Why a PIN is not to be had, or null: too short or no digits, what is tried first (one step from digit to digit, also with each doubled; one
 * to three digits over and over; fewer than three different ones), or what everybody reads beside the desk: the name.
 */
export function pinFault(pin: string, name: string): 'digits' | 'too-simple' | 'is-the-name' | null {
  if (!new RegExp(`^\\d{${MIN_PIN_DIGITS},${MAX_PIN_DIGITS}}$`).test(pin)) return 'digits';
  if (hasOneStep(pin) || /^(\d{1,3})\1+$/.test(pin) || new Set(pin).size < 3) return 'too-simple';
  return name.replace(/\D/g, '').includes(pin) ? 'is-the-name' : null;
}

function hasOneStep(pin: string): boolean {
  const digits = [...pin.replace(/(\d)\1/g, '$1')].map(Number);
  const steps = digits.slice(1).map((digit, n) => (digit - (digits[n] ?? 0) + 10) % 10);
  return new Set(steps).size <= 1;
}
