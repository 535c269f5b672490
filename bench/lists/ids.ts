import { toId, type Id } from '../../domain/ids.js';
import type { Random } from '../../simulators/residents/random.js';

/** A UUIDv7 of that millisecond whose other bits are drawn, so that the same seed makes the same ids. */
export function idAt<K extends string>(random: Random, atMs: number): Id<K> {
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  const [low, middle, high] = [hex(random, 3), hex(random, 3), hex(random, 6) + hex(random, 6)];
  return toId<K>(`${time.slice(0, 8)}-${time.slice(8)}-7${low}-${'89ab'[random.int(4)]}${middle}-${high}`);
}

function hex(random: Random, digits: number): string {
  return random.int(16 ** digits).toString(16).padStart(digits, '0');
}
