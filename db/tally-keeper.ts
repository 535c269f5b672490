import { validDoses, type KnownDose } from '../domain/reports/coverage.js';
import { TALLIED_EVENTS, tallyVisit } from '../domain/reports/tally.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import type { ResidentHistory } from '../domain/journey/facts.js';
import { rowsByDay, type Edition } from '../domain/schedule/edition.js';
import type { LocalDate } from '../domain/time.js';
import type { Statements } from './pool.js';

type Untallied = {
  upto: string;
  more: boolean;
  visits: { journeyId: string; birthDate: LocalDate; events: (StoredEvent & { version: number })[] }[];
  residents: ({ residentId: string; doses: KnownDose[] } & Pick<ResidentHistory, 'birthDate' | 'sex'>)[];
};

export type TallyKeeper = {
  /** Counts what has been logged since, some thousand events at most; true when there is more, false also while another worker counts. */
  keep(): Promise<boolean>;
};

/** Of one turn: two statements, whatever they hold. */
const EVENTS_A_TURN = 2_000;

/** Brings what reports count up to the log, exactly once: what was read and what is kept commit together. */
export function createTallyKeeper(pool: Pick<Statements, 'transaction'>, readSchedule: () => Promise<Edition[]>): TallyKeeper {
  return {
    async keep() {
      const rows = rowsByDay(await readSchedule());
      return pool.transaction(async (query) => {
        const [row] = await query<{ read: Untallied | null }>('untallied_v2', 'select untallied_v2($1, $2) as read', [`{${TALLIED_EVENTS.join(',')}}`, EVENTS_A_TURN]);
        if (!row?.read) return false;
        const { upto, more, visits, residents } = row.read;
        const tallied = visits.map(({ journeyId, birthDate, events }) => ({
          journeyId,
          born: Number(birthDate.slice(0, 4)),
          tallies: tallyVisit(events.map(({ version, ...event }) => ({ ...upcast(event), version })), birthDate, rows),
        }));
        const covered = residents.map(({ residentId, doses, ...person }) => ({ residentId, birthDate: person.birthDate, validDoses: validDoses(doses, person, rows) }));
        await query('keep_tallies_v1', 'select keep_tallies_v1($1::xid8, $2, $3)', [upto, tallied, covered]);
        return more;
      });
    },
  };
}
