import { v7 } from 'uuid';
import { toId, type Id } from '../domain/ids.js';

/** A fresh UUIDv7: its first 48 bits are the millisecond, so ids sort by age and find their monthly partition. */
export function newId<K extends string>(): Id<K> {
  return toId<K>(v7());
}
