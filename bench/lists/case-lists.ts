import type { CaseKind } from '../../domain/cases/kinds.js';
import { CASE_NEEDS, type CaseNeed } from '../../domain/cases/needs.js';
import { OPEN_QUEUES, type OpenQueue } from '../../domain/cases/queue.js';
import type { AreaCode, CaseId, SiteId } from '../../domain/ids.js';
import { toInstant } from '../../domain/time.js';
import { pagesOf, TARGETS, type ListUnderTest } from './list.js';
import { AREA_OF, placeOf, SIZES, type Size } from './sizes.js';
import type { Tables } from './table-under-test.js';

type DrawnCase = { id: CaseId; siteId: SiteId; areaCode: AreaCode; kind: CaseKind; by: string };

/** In Guangzhou first, the one city whose districts the schema knows, so that the four sizes are four. */
const drawCases = (tables: Tables): Promise<DrawnCase[]> =>
  tables.rows<DrawnCase>(`select id, site_id as "siteId", area_code as "areaCode", kind, coalesce(claimed_by, 'S-1') as by from cases where status = 'open' order by left(area_code, 4) <> '4401', md5(id::text) limit ${TARGETS}`);

export const CASE_LISTS_UNDER_TEST: ListUnderTest[] = SIZES.flatMap((size) => [
  ...listed(size),
  ...listed(size, { byKind: true }),
  ...OPEN_QUEUES.flatMap((queue) => [...listed(size, { queue }), ...listed(size, { byKind: true, queue })]),
  ...CASE_NEEDS.flatMap((need) => listed(size, { need })),
  ...listed(size, { byNumber: true }),
  { name: `counts of needs, ${size}`, asks: async (tables) => (await drawCases(tables)).map((drawn) => async () => (await needsCountedAt(tables, drawn, size)).length) },
  { name: `counts of cases, ${size}`, asks: async (tables) => (await drawCases(tables)).map((drawn) => async () => (await countedAt(tables, drawn, size)).length) },
]);

/** As a city's supervisor asks for the province: what is not theirs must not cost them anything. */
export const WIDER_THAN_SCOPE: ListUnderTest[] = pagesOf('cases, province as a city sees it', async (tables) =>
  (await drawCases(tables)).map(({ areaCode }) => (page) => tables.cases.list({ area: AREA_OF.city(areaCode) }, { areaCode: AREA_OF.province(areaCode) }, page, toInstant(tables.nowMs))));

export const CASE_LOG_UNDER_TEST: ListUnderTest = {
  name: 'log of a case',
  asks: async (tables) => (await drawCases(tables)).map(({ id, siteId }) => async () => (await tables.cases.log({ site: siteId }, id)).length),
};

function listed(size: Size, { byKind = false, byNumber = false, queue, need }: { byKind?: boolean; byNumber?: boolean; queue?: OpenQueue; need?: CaseNeed } = {}): ListUnderTest[] {
  const name = ['cases', size, ...(byKind ? ['kind'] : []), ...(queue ? [queue] : []), ...(need ? [`need ${need}`] : []), ...(byNumber ? ['number'] : [])].join(', ');
  return pagesOf(name, async (tables) =>
    (await drawCases(tables)).map((drawn) => {
      const { scope, place } = placeOf(drawn, size);
      return (page) => tables.cases.list(scope, { ...place, kind: byKind ? drawn.kind : undefined, queue, need, number: byNumber ? drawn.id.slice(0, 8) : undefined, by: drawn.by }, page, toInstant(tables.nowMs));
    }));
}

function countedAt(tables: Tables, drawn: DrawnCase, size: Size) {
  const { scope, place } = placeOf(drawn, size);
  return tables.cases.count(scope, place, toInstant(tables.nowMs));
}

function needsCountedAt(tables: Tables, drawn: DrawnCase, size: Size) {
  const { scope, place } = placeOf(drawn, size);
  return tables.cases.countNeeds(scope, place, { by: drawn.by, now: toInstant(tables.nowMs) });
}
