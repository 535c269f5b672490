/** One place where two documents differ: JSON texts, null where one of them has nothing there. */
export type Difference = { path: string; before: string | null; after: string | null };

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What an entry of a list is known by, so that one that was put in between does not make all others differ. */
const KEYS = ['id', 'productId', 'edition', 'name', 'effectiveFrom', 'from'] as const;

/** Every place where `after` differs from `before`, in the order of the document. The order of keys means nothing, that of lists of plain values does. */
export function differenceOf(before: unknown, after: unknown): Difference[] {
  return compare('', before as Json, after as Json);
}

function compare(path: string, before: Json | undefined, after: Json | undefined): Difference[] {
  if (before !== undefined && after !== undefined) {
    const [left, right] = [partsOf(before, after), partsOf(after, before)];
    if (left && right) {
      const names = [...new Set([...left.keys(), ...right.keys()])];
      return names.flatMap((name) => compare(path === '' ? name : `${path}.${name}`, left.get(name), right.get(name)));
    }
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
  }
  return [{ path, before: textOf(before), after: textOf(after) }];
}

const textOf = (value: Json | undefined) => (value === undefined ? null : JSON.stringify(value));
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !isList(value);

/** What a value is made of, by name; null for a plain one, and where the two are not of one kind. */
function partsOf(value: Json, other: Json): Map<string, Json> | null {
  if (isObject(value)) return isObject(other) ? new Map(Object.entries(value)) : null;
  if (!isList(value) || !isList(other) || ![...value, ...other].every(isObject)) return null;
  const key = KEYS.find((candidate) => [value, other].every((list) => isKeyed(list, candidate)) && isInOneOrder(value, other, candidate));
  return new Map(value.map((entry, n) => [key === undefined ? String(n) : String((entry as Record<string, Json>)[key]), entry]));
}

const keysOf = (list: readonly Json[], key: string) => list.map((entry) => (isObject(entry) ? entry[key] : undefined));

/** Entries that changed places differ: the first of a list may be the one that is used. */
function isInOneOrder(one: readonly Json[], other: readonly Json[], key: string): boolean {
  const [mine, theirs] = [keysOf(one, key), keysOf(other, key)];
  return JSON.stringify(mine.filter((name) => theirs.includes(name))) === JSON.stringify(theirs.filter((name) => mine.includes(name)));
}

function isKeyed(list: readonly Json[], key: string): boolean {
  const found = keysOf(list, key);
  return found.every((value) => typeof value === 'string') && new Set(found).size === found.length;
}
