import { randomInt } from 'node:crypto';

/** Neither 0 nor o, 1, i or l: it is read from a screen and typed by somebody else. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUP = 4;

/** Nearly 80 bits of chance in four groups that can be read aloud. */
export function newReadableSecret(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
}
