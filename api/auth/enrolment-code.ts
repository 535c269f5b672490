import { createHash } from 'node:crypto';
import type { HashedCode } from '../../db/device-register.js';

/** Long enough to walk to the device, short enough that a note of it is worth nothing the next day. */
export const CODE_SECONDS = 900;
/** A device is looked at by somebody of its site twice a year. */
export const DEVICE_SECONDS = 180 * 86_400;

const HANDLE_LENGTH = 4;

/** As it was shown, however somebody spaced or capitalised it. 59 bits stay unknown to whoever knows the first group. */
export function hashCode(code: string): HashedCode {
  const letters = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return { handle: letters.slice(0, HANDLE_LENGTH), hash: createHash('sha256').update(letters).digest() };
}
