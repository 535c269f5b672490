import type { Page, PageRequest } from '../../db/keyset.js';
import type { Tables } from './table-under-test.js';

/** One page of one list, as the API asks for it. */
export type Pager = (page: PageRequest) => Promise<Page<unknown>>;
/** Asks once, for so many rows, and says how many came. */
export type Ask = (first: number) => Promise<number>;

/** A list, filter and order; `asks` are for several sites, days or people, drawn by how much is there. */
export type ListUnderTest = { name: string; asks: (tables: Tables) => Promise<Ask[]> };

export const TARGETS = 12;
const WALK = 200;
const DEEP = 1_000;

/** Its first page, and one far behind: after a thousand rows, or half-way through a shorter list. */
export function pagesOf(name: string, pagers: (tables: Tables) => Promise<Pager[]>): ListUnderTest[] {
  return [
    { name, asks: async (tables) => (await pagers(tables)).map((pager) => after(pager, undefined)) },
    { name: `${name}, deep`, asks: async (tables) => Promise.all((await pagers(tables)).map(async (pager) => after(pager, await deepCursor(pager)))) },
  ];
}

const after = (pager: Pager, cursor: string | undefined): Ask => async (first) => (await pager({ first, after: cursor })).items.length;

async function deepCursor(pager: Pager): Promise<string | undefined> {
  let cursor: string | undefined;
  let passed = 0;
  for (;;) {
    const { items, pageInfo } = await pager({ first: WALK, after: cursor });
    passed += items.length;
    if (passed >= DEEP) return pageInfo.endCursor ?? undefined;
    if (!pageInfo.hasNextPage) return middle(pager, passed);
    cursor = pageInfo.endCursor ?? undefined;
  }
}

async function middle(pager: Pager, length: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let left = Math.floor(length / 2); left > 0; left -= WALK) cursor = (await pager({ first: Math.min(left, WALK), after: cursor })).pageInfo.endCursor ?? undefined;
  return cursor;
}
