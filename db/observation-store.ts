import { QueryTypes, type Sequelize } from 'sequelize';
import { toId, type JourneyId, type SiteId } from '../domain/ids.js';
import type { Stage } from '../domain/journey/stages.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { FieldCipher } from './field-cipher.js';
import { afterCursor, asList, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** One who is observed, with the name in clear text: whoever shows it masks it. Null where the site does not know the resident any more. */
export type ObservedRow = { journeyId: JourneyId; stage: Stage; state: JourneyState; name: string | null };

type Row = { id: string; stage: string; state: JourneyState; observeUntil: string; residentId: string; nameEnc: Buffer | null };

/** What a state that an older release stored does not say; the board reads it as it lies there. */
const NOT_SAID_BEFORE = { leftUnreleased: false, reaction: null };

const SORT = { sort: 'observe_until', descending: false };

export type ObservationStore = ReturnType<typeof createObservationStore>;

/** Who is under observation at a site, in the order in which they may leave. */
export function createObservationStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const toItem = ({ id, stage, state, residentId, nameEnc }: Row): ObservedRow => ({
    journeyId: toId(id), stage: stage as Stage,
    state: { ...NOT_SAID_BEFORE, ...state },
    name: nameEnc && cipher.decrypt({ table: 'residents', column: 'name_enc', rowId: residentId }, nameEnc),
  });
  return {
    /** Throws `UnsupportedListError` for a size or cursor that is not offered. */
    list: (scope: Scope, siteId: SiteId, page: PageRequest): Promise<Page<ObservedRow>> =>
      asList(() => {
        const limit = pageSize(page.first) + 1;
        const after = page.after === undefined ? '' : `and ${(afterCursor(sequelize, page.after, SORT) as { val: string }).val}`;
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await sequelize.query<Row>(
            `select j.id, j.stage, j.state, j.observe_until as "observeUntil", j.resident_id as "residentId", r.name_enc as "nameEnc"
             from (select * from journeys where site_id = $1 and observe_until is not null ${after} order by observe_until, id limit ${limit}) j
             left join residents r on r.id = j.resident_id order by j.observe_until, j.id`,
            { bind: [siteId], type: QueryTypes.SELECT, transaction },
          );
          return pageOf(rows, page, toItem, (row) => [row.observeUntil, row.id]);
        });
      }),
  };
}
