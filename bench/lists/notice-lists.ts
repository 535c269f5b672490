import { NOTICE_STATES, type NoticeState } from '../../domain/notices/delivery.js';
import type { NoticeFilter } from '../../db/notice-lists.js';
import type { Place } from '../../db/place-key.js';
import type { Scope } from '../../db/scope.js';
import { AREA_OF, drawJourneys, type DrawnJourney } from './journey-lists.js';
import { pagesOf, type ListUnderTest } from './list.js';

type Sized = (drawn: DrawnJourney) => { scope: Scope; place: Place };

const AT: Record<string, Sized> = {
  site: ({ siteId }) => ({ scope: { site: siteId }, place: { siteId } }),
  ...Object.fromEntries((['district', 'city', 'province'] as const).map((size): [string, Sized] => [size, ({ areaCode }) => {
    const area = AREA_OF[size](areaCode);
    return { scope: { area }, place: { areaCode: area } };
  }])),
};
/** Many, few at any time, and all. */
const STATES: readonly (NoticeState | undefined)[] = [undefined, 'delivered', ...NOTICE_STATES.filter((state) => state === 'waiting' || state === 'failed')];

export const NOTICE_LISTS_UNDER_TEST: ListUnderTest[] = Object.entries(AT).flatMap(([size, sized]) => [
  ...STATES.flatMap((state) => listed(size, sized, state ?? 'all', () => ({ state }))),
  ...listed(size, sized, 'of a day', ({ day }) => ({ day })),
  ...listed(size, sized, 'failed by sms', () => ({ state: 'failed', channel: 'sms', template: 'result' })),
]);

function listed(size: string, sized: Sized, name: string, filterOf: (drawn: DrawnJourney) => NoticeFilter): ListUnderTest[] {
  return pagesOf(`notices, ${size}, ${name}`, async (tables) =>
    (await drawJourneys(tables)).map((drawn) => {
      const { scope, place } = sized(drawn);
      return (page) => tables.notices.list(scope, place, filterOf(drawn), page);
    }));
}
