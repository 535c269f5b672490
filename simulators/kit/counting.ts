/** How many of `items` share each name. */
export function countBy<T>(items: T[], nameOf: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Which items are the same thing twice: the ids of each group of two or more, without saying what they share. */
export function findDoubles<T>(items: T[], nameOf: (item: T) => string, idOf: (item: T) => string): string[][] {
  const groups = new Map<string, string[]>();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), idOf(item)]);
  return [...groups.values()].filter((ids) => ids.length > 1);
}
