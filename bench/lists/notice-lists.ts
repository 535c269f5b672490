import type { NoticeState } from '../../domain/notices/delivery.js';
import type { NoticeFilter } from '../../db/notice-lists.js';
import { drawJourneys, type DrawnJourney } from './journey-lists.js';
import { pagesOf, type ListUnderTest } from './list.js';
import { placeOf, SIZES, type Size } from './sizes.js';

/** Many, few at any time, and all. */
const STATES: readonly (NoticeState | undefined)[] = [undefined, 'delivered', 'waiting', 'failed'];

export const NOTICE_LISTS_UNDER_TEST: ListUnderTest[] = SIZES.flatMap((size) => [
  ...STATES.flatMap((state) => listed(size, state ?? 'all', () => ({ state }))),
  ...listed(size, 'of a day', ({ day }) => ({ day })),
  ...listed(size, 'failed by sms', () => ({ state: 'failed', channel: 'sms', template: 'result' })),
]);

function listed(size: Size, name: string, filterOf: (drawn: DrawnJourney) => NoticeFilter): ListUnderTest[] {
  return pagesOf(`notices, ${size}, ${name}`, async (tables) =>
    (await drawJourneys(tables)).map((drawn) => {
      const { scope, place } = placeOf(drawn, size);
      return (page) => tables.notices.list(scope, place, filterOf(drawn), page);
    }));
}
