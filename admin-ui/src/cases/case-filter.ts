/** The filter of the list: one site, an area or all that the reader may see, and what of it. `number`: what the id of the case begins with. */
export type CaseFilter = { siteId?: string; area?: string; kind?: string; queue?: string; need?: string; number?: string };

/** Where neither is named the API lists whatever is the reader's. */
export function toPlace({ siteId, area }: CaseFilter): Record<string, string> {
  return { ...(siteId ? { siteId } : {}), ...(area ? { area } : {}) };
}

export function toQuery({ kind, queue, need, number, ...place }: CaseFilter): Record<string, string> {
  return { ...toPlace(place), ...(kind ? { kind } : {}), ...(queue ? { queue } : {}), ...(need ? { need } : {}), ...(number ? { number } : {}) };
}

/** The filter with one part of it chosen anew; nothing chosen is everything. A site takes the place of an area. */
export function withChoice(filter: CaseFilter, part: keyof CaseFilter, chosen: string): CaseFilter {
  const gone: string[] = part === 'siteId' ? ['siteId', 'area'] : [part];
  const others = Object.fromEntries(Object.entries(filter).filter(([name]) => !gone.includes(name)));
  return chosen ? { ...others, [part]: chosen } : others;
}
