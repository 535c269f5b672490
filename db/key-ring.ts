/** Keys by id. The first one writes; all of them read, so that a rotation needs no pause. */
export type KeyRing = { writing: string; keys: ReadonlyMap<string, Buffer> };

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/;
const KEY_BYTES = 32;

/** Builds a ring from `[id, 32 bytes]` pairs, the writing key first. Throws `TypeError` without naming any key material. */
export function createKeyRing(entries: readonly (readonly [id: string, key: Buffer])[]): KeyRing {
  const [first] = entries;
  if (!first) throw new TypeError('a key ring needs a key');
  for (const [id, key] of entries) {
    if (!KEY_ID.test(id)) throw new TypeError('a key id has 1 to 16 letters, digits, - or _');
    if (key.length !== KEY_BYTES) throw new TypeError(`key ${id} has not ${KEY_BYTES} bytes`);
  }
  const keys = new Map(entries);
  if (keys.size !== entries.length) throw new TypeError('a key id stands twice in the ring');
  return { writing: first[0], keys };
}
