/** Dots that people and keyboards use for the one in minority and foreign names; the one we compare by is U+00B7 `·`. */
const NAME_DOTS = /[\u2022\u2027\u2219\u22c5\u30fb]/g;
const HAN_GAP = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/**
 * The form in which names are compared, never the one that is shown or stored: NFKC, one kind of dot, no invisible characters, no blanks
 * within Chinese text, one blank elsewhere, upper case. Traditional and variant characters stay distinct: they may be two people.
 */
export function normaliseName(raw: string): string {
  return raw
    .replace(/\p{Cf}/gu, '') // first: what they stood between may compose
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC') // capitals of some letters are letter and mark apart
    .replace(NAME_DOTS, '·')
    .replace(/\s*·\s*/g, '·')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(HAN_GAP, '');
}

/** 某某之子 and the like: what a newborn is called at the registry before it has a name of its own. */
export function isPlaceholderName(raw: string): boolean {
  return /之[子女婴]$/.test(normaliseName(raw));
}

/** True when both name the same; a missing name is the same as nothing, not even as another missing one. */
export function isSameName(a: string, b: string): boolean {
  const normal = normaliseName(a);
  return normal !== '' && normal === normaliseName(b);
}
