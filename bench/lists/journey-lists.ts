import type { AreaCode, JourneyId, ResidentId, SiteId } from '../../domain/ids.js';
import { JOURNEY_FLAGS } from '../../domain/journey/flags.js';
import type { Stage } from '../../domain/journey/stages.js';
import type { LocalDate } from '../../domain/time.js';
import { pagesOf, TARGETS, type ListUnderTest, type Pager } from './list.js';
import { AREA_OF, placeOf, SIZES, type Size } from './sizes.js';
import type { Tables } from './table-under-test.js';

export type DrawnJourney = { id: JourneyId; siteId: SiteId; areaCode: AreaCode; residentId: ResidentId; day: LocalDate; stage: Stage };

/** Any of them is as likely as another, so large sites and full days come often. */
export const drawJourneys = (tables: Tables): Promise<DrawnJourney[]> =>
  tables.rows<DrawnJourney>(`select id, site_id as "siteId", area_code as "areaCode", resident_id as "residentId", day::text, stage from journeys order by md5(id::text) limit ${TARGETS}`);

/** Sites where somebody is observed now, before others. */
const drawObserved = (tables: Tables): Promise<Pick<DrawnJourney, 'siteId'>[]> =>
  tables.rows(`select site_id as "siteId" from journeys order by stage <> 'observing', md5(id::text) limit ${TARGETS}`);

type Listed = (tables: Tables, drawn: DrawnJourney) => Pager;

const each = (name: string, listed: Listed): ListUnderTest[] => pagesOf(name, async (tables) => (await drawJourneys(tables)).map((drawn) => listed(tables, drawn)));

export const JOURNEY_LISTS_UNDER_TEST: ListUnderTest[] = [
  ...each('journeys by day+site', ({ journeys }, { siteId, day }) => (page) => journeys.list({ site: siteId }, { siteId, day }, page)),
  ...each('journeys by site+stage', ({ journeys }, { siteId, stage }) => (page) => journeys.list({ site: siteId }, { siteId, stage }, page)),
  ...(['district', 'city', 'province'] as const).flatMap((size) => each(`journeys by area+day, ${size}`, ({ journeys }, { areaCode, day }) => {
    const area = AREA_OF[size](areaCode);
    return (page) => journeys.list({ area }, { areaCode: area, day }, page);
  })),
  ...(['city', 'province'] as const).flatMap((size) => each(`journeys by day, ${size}`, ({ journeys }, { areaCode, day }) => (page) => journeys.list({ area: AREA_OF[size](areaCode) }, { day }, page))),
  ...JOURNEY_FLAGS.flatMap((flag) => [
    ...each(`journeys by flag+site, ${flag}`, ({ journeys }, { siteId }) => (page) => journeys.list({ site: siteId }, { siteId, flag }, page)),
    ...each(`journeys by area+flag, ${flag}`, ({ journeys }, { areaCode }) => (page) => journeys.list({ area: AREA_OF.province(areaCode) }, { areaCode: AREA_OF.city(areaCode), flag }, page)),
    ...each(`journeys by flag, ${flag}`, ({ journeys }, { areaCode }) => (page) => journeys.list({ area: AREA_OF.province(areaCode) }, { flag }, page)),
  ]),
  ...pagesOf('under observation', async (tables) => (await drawObserved(tables)).map(({ siteId }) => (page) => tables.observation.list({ site: siteId }, siteId, page))),
  ...each('journeys by resident', ({ journeys }, { residentId }) => (page) => journeys.list({ resident: residentId }, { residentId }, page)),
  ...SIZES.map(counted),
  ...pagesOf('sites by area, city', async (tables) =>
    (await drawJourneys(tables)).map(({ areaCode }) => (page) => tables.sites.list({ open: true }, { areaCode: AREA_OF.city(areaCode), ...page }))),
];

/** Logs and what belongs to one journey or person: all of it at once. */
export const LOGS_UNDER_TEST: ListUnderTest[] = [
  logs('timeline of a journey', ({ journeys }, { id, siteId }) => journeys.timeline({ site: siteId }, id)),
  logs('timeline of a journey, resident', ({ journeys }, { id, residentId }) => journeys.timeline({ resident: residentId }, id)),
  logs('notices of a journey', ({ notices }, { id, siteId }) => notices.ofJourney({ site: siteId }, id)),
  logs('cases of a journey', ({ cases }, { id, siteId }) => cases.ofJourney({ site: siteId }, id)),
  logs('results of a resident, at a site', ({ doses }, { siteId, residentId }) => doses.ofResident({ site: siteId }, residentId)),
  logs('results of a resident, own', ({ doses }, { residentId }) => doses.ofResident({ resident: residentId }, residentId)),
];

function counted(size: Size): ListUnderTest {
  return {
    name: `counts of stages, ${size}`,
    asks: async (tables) => (await drawJourneys(tables)).map((drawn) => async () => {
      const { scope, place } = placeOf(drawn, size);
      return (await tables.journeys.count(scope, place, drawn.day)).length;
    }),
  };
}

function logs(name: string, read: (tables: Tables, drawn: DrawnJourney) => Promise<readonly unknown[]>): ListUnderTest {
  return { name, asks: async (tables) => (await drawJourneys(tables)).map((drawn) => async () => (await read(tables, drawn)).length) };
}

