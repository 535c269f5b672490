import type { Random } from './random.js';
import { digits } from './taken.js';

const ADULT_AGE = 18;
const PARENTS_REMEMBERED = 50;
const WITHOUT_PHONE = 0.02;
const CHILD_WITH_PARENTS_PHONE = 0.7;
const MOBILE_PREFIXES = ['133', '135', '136', '137', '138', '139', '150', '158', '159', '180', '186', '189', '198'] as const;

export const drawMobile = (random: Random): string => random.pick(MOBILE_PREFIXES) + digits(random, 8);

/** A child mostly has the number of an adult drawn shortly before, which two children may share. */
export function drawPhone(random: Random, age: number, parentPhones: string[]): string | null {
  const own = drawMobile(random);
  const without = random.chance(WITHOUT_PHONE);
  if (age >= ADULT_AGE) {
    parentPhones.push(own);
    if (parentPhones.length > PARENTS_REMEMBERED) parentPhones.shift();
    return without ? null : own;
  }
  const shared = parentPhones.length > 0 && random.chance(CHILD_WITH_PARENTS_PHONE);
  if (without) return null;
  return shared ? random.pick(parentPhones) : own;
}
