import type { Random } from './random.js';

/** What people drawn before have, and nobody gets again; and the phones that children may share. */
export type Taken = { numbers: Set<string>; archiveNos: Set<string>; parentPhones: string[] };

export const nothingTaken = (): Taken => ({ numbers: new Set(), archiveNos: new Set(), parentPhones: [] });

/** Draws until the text is new. A city has 500 numbers a day and sex, so this ends soon for any count a machine can hold. */
export function unused(taken: Set<string>, draw: () => string): string {
  let text = draw();
  while (taken.has(text)) text = draw();
  taken.add(text);
  return text;
}

export function digits(random: Random, length: number): string {
  return String(random.int(10 ** length)).padStart(length, '0');
}
