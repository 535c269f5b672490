/** A text in three parts, of which the middle one is what the other text does not say the same. */
export type Marked = { before: string; differs: string; after: string };

/** Both texts with what differs between their common beginning and end; by characters as people see them. */
export function markDifference(one: string, other: string): [Marked, Marked] {
  const [a, b] = [[...one], [...other]];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [partsOf(a, start, end), partsOf(b, start, end)];
}

function partsOf(characters: string[], start: number, end: number): Marked {
  const to = characters.length - end;
  return { before: characters.slice(0, start).join(''), differs: characters.slice(start, to).join(''), after: characters.slice(to).join('') };
}
