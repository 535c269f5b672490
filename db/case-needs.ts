import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { DUE_SOON_MS, CASE_NEEDS, type CaseNeed, type NeedsBy } from '../domain/cases/needs.js';
import { countUpTo, standings } from './case-queues.js';
import type { PlaceKey } from './place-key.js';

/** How many need somebody for this reason; `COUNT_STOPS_AT` of `domain/cases` means that many or more. */
export type NeedCount = { need: CaseNeed; count: number };

/** Needs that nothing has are left out. */
export async function countNeeds(sequelize: Sequelize, { column, value }: PlaceKey, to: NeedsBy, transaction: Transaction): Promise<NeedCount[]> {
  const counts = CASE_NEEDS.map((need) => `select '${need}' as need, n as count from (${countUpTo(column, needed(sequelize, need, to))}) counted where n > 0`);
  return sequelize.query<NeedCount>(counts.join(' union all '), { bind: [value], type: QueryTypes.SELECT, transaction });
}

/** `needsOf` of `domain/cases`, asked of rows of open cases: one of them holds, and no two for the same. Each is a range of an index that counts it without a look at the rows, but for what is seldom much. */
export function needed(sequelize: Sequelize, need: CaseNeed, { by, now }: NeedsBy): string[] {
  const me = by === null ? 'null' : sequelize.escape(by);
  const [at, soon] = [`from_ms(${Number(now)})`, `from_ms(${Number(now) + DUE_SOON_MS})`];
  switch (need) {
    // From the few journeys that wait, which have an index of their own; not from each case to its journey. Asked once, not of each row.
    case 'at-desk': return ['journey_id = any ((select waiting_journeys_v1())::uuid[])'];
    case 'mine': return [`claimed_by = ${me} and claimed_until > ${at}`];
    case 'for-approval': return standings('for-approval', now).map((standing) => `${standing} and proposal->>'by' is distinct from ${me}`);
    case 're-review': return standings('re-review', now);
    case 'overdue': return standings(undefined, now).map((standing) => `${standing} and due_at <= ${at}`);
    case 'due-soon': return standings(undefined, now).map((standing) => `${standing} and due_at > ${at} and due_at <= ${soon}`);
    case 'unclaimed': return standings('unclaimed', now);
  }
}
