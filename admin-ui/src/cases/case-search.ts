import { caseNumberOf } from '../../../domain/cases/search-text.js';

/** What a text in the search field may mean: a part of the filter, and its value. */
export type Meant = { part: 'number' | 'kind' | 'siteId'; value: string; name: string };

type Place = { id: string; name: string; nameEn: string | null; areaCode: string };

/** Kinds by their name in the page's language, sites by name in either or by area, and the number of a case. Nothing about anybody. */
export function meaningsOf(text: string, kinds: readonly (readonly [kind: string, name: string])[], sites: readonly Place[]): Meant[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const number = caseNumberOf(text);
  const has = (...names: (string | null)[]) => names.some((name) => name?.toLowerCase().includes(wanted));
  return [
    ...(number === null ? [] : [{ part: 'number' as const, value: number, name: number }]),
    ...kinds.filter(([, name]) => has(name)).map(([value, name]) => ({ part: 'kind' as const, value, name })),
    ...sites.filter(({ name, nameEn, areaCode }) => has(name, nameEn) || areaCode.startsWith(wanted)).map(({ id, name }) => ({ part: 'siteId' as const, value: id, name })),
  ];
}
