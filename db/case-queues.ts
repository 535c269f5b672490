import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { CASE_KINDS, type CaseKind } from '../domain/cases/kinds.js';
import type { CaseNeed } from '../domain/cases/needs.js';
import { COUNT_STOPS_AT, OPEN_QUEUES, type OpenQueue } from '../domain/cases/queue.js';
import type { Instant } from '../domain/time.js';
import { decodeCursor } from './keyset.js';
import type { CaseModel } from './models/case-model.js';
import type { Place, PlaceKey } from './place-key.js';

/** `need`: of what somebody is needed for; `by` is who asks, where that makes a difference. `number`: what the id begins with, eight characters at least. */
export type CaseFilter = Place & { kind?: CaseKind | undefined; queue?: OpenQueue | undefined; need?: CaseNeed | undefined; by?: string | null | undefined; number?: string | undefined };

/** How many of a kind stand in a queue; `COUNT_STOPS_AT` means that many or more. */
export type CaseCount = { kind: CaseKind; queue: OpenQueue; count: number };

/** `needed`: one of them holds, of which no two hold for the same. */
export type CasesWanted = PlaceKey & Pick<CaseFilter, 'kind' | 'queue' | 'number'> & { needed: readonly string[] | null; after: string | undefined; limit: number; now: Instant };

/** The most urgent first, each with the stage of its journey: a page from each standing that is asked for, each in the order of an index, brought together. Throws `UnsupportedListError`. */
export function findCases(cases: typeof CaseModel, sequelize: Sequelize, { column, value, kind, queue, number, needed, after, limit, now }: CasesWanted, transaction: Transaction): Promise<CaseModel[]> {
  const bind: (string | number)[] = [];
  const given = (one: string | number) => `$${bind.push(one)}`;
  const where = [`status = 'open'`, `${column} = ${given(value)}`, ...(kind ? [`kind = ${given(kind)}`] : []), ...(number === undefined ? [] : [beginsWith(number, given)]), ...(after === undefined ? [] : [beyond(after, given)])].join(' and ');
  const columns = Object.values(cases.getAttributes()).map(({ field }) => field).filter((field) => field !== 'stage').join(', ');
  const inOrder = `order by due_at, id limit ${given(limit)}`;
  const asked = needed === null ? standings(queue, now) : queue === undefined ? needed : standings(queue, now).map((standing) => `${standing} and ${anyOf(needed)}`);
  // Few ids begin alike: they are read by id and put in order, not looked for in the order of each standing.
  const pages = (number === undefined ? asked : [anyOf(asked)]).map((one) => `(select ${columns} from cases where ${where} and ${one} ${inOrder})`);
  const page = pages.length === 1 ? pages.join() : `(${pages.join(' union all ')} ${inOrder})`;
  return sequelize.query(`select page.*, stage_of_v1(journey_id) as stage from ${page} page order by due_at, id`, { bind, model: cases, mapToModel: true, transaction });
}

const anyOf = (conditions: readonly string[]) => `(${conditions.map((condition) => `(${condition})`).join(' or ')})`;

function beginsWith(number: string, given: (one: string) => string): string {
  const digits = number.replaceAll('-', '');
  return `id between ${given(digits.padEnd(32, '0'))}::uuid and ${given(digits.padEnd(32, 'f'))}::uuid`;
}

function beyond(after: string, given: (one: string) => string): string {
  const [dueAt, id] = decodeCursor(after);
  return `(due_at, id) > (${given(dueAt)}::timestamptz, ${given(id)}::uuid)`;
}

/** Kinds and queues with nothing in them are left out. What a site or a district has is counted in the index, what a city or the province has is kept. */
export function countCases(sequelize: Sequelize, { column, value }: PlaceKey, now: Instant, transaction: Transaction): Promise<CaseCount[]> {
  const sql = column === 'city' || column === 'province' ? keptCounts(column, now) : OPEN_QUEUES.map((queue) => countsIn(queue, column, now)).join(' union all ');
  return sequelize.query<CaseCount>(sql, { bind: [value, [...CASE_KINDS]], type: QueryTypes.SELECT, transaction });
}

function countsIn(queue: OpenQueue, column: PlaceKey['column'], now: Instant): string {
  return `
    select kinds.kind, '${queue}' as queue, counted.n as count
    from unnest($2::text[]) as kinds (kind) cross join lateral (${countUpTo(column, standings(queue, now).map((standing) => `cases.kind = kinds.kind and ${standing}`))}) counted
    where counted.n > 0`;
}

/** A statement that counts, as `n`, the open cases of $1 for which one of these holds, of which no two hold for the same. */
export function countUpTo(column: PlaceKey['column'], conditions: readonly string[]): string {
  // In the order of the index, so that no other one is taken for the lack of an order.
  const few = conditions.map((condition) => `(select 1 from cases where status = 'open' and ${column} = $1 and ${condition} order by due_at, id limit ${COUNT_STOPS_AT})`);
  return `select count(*)::int as n from (select 1 from (${few.join(' union all ')}) all_of_them limit ${COUNT_STOPS_AT}) few`;
}

/** A claim runs out without a change of its row: what is held and not in hand any more stands where it would unclaimed. */
function keptCounts(column: 'city' | 'province', now: Instant): string {
  const unclaimed = `case when standing in ('moved', 'held-moved') then 're-review' else 'unclaimed' end`;
  return `
    with kept as (select kind, standing, sum(change)::int as n from case_counts where area = $1 and kind = any ($2::text[]) group by kind, standing),
    in_hand as (
      select kind, standing, count(*)::int as n from cases
      where status = 'open' and standing in ('held', 'held-moved') and claimed_by is not null and claimed_until > from_ms(${Number(now)}) and ${column} = $1 group by kind, standing),
    standing_in (kind, queue, n) as (
      select kind, case standing when 'asked' then 'for-information' when 'proposed' then 'for-approval' else ${unclaimed} end, n from kept
      union all select kind, 'in-hand', n from in_hand
      union all select kind, ${unclaimed}, -n from in_hand)
    select kind, queue, least(sum(n), ${COUNT_STOPS_AT})::int as count from standing_in group by kind, queue having sum(n) > 0`;
}

/** `queueOf` of `domain/cases`, asked of rows: each is a range of an index. `now` is a number, so nothing of a request gets into the statement. */
export function standings(queue: OpenQueue | undefined, now: Instant): string[] {
  const at = `from_ms(${Number(now)})`;
  switch (queue) {
    case 'for-information': return [`standing = 'asked'`];
    case 'for-approval': return [`standing = 'proposed'`];
    case 'in-hand': return ['held', 'held-moved'].map((standing) => `standing = '${standing}' and claimed_until > ${at}`);
    case 're-review': return [`standing = 'moved'`, `standing = 'held-moved' and claimed_until <= ${at}`];
    case 'unclaimed': return [`standing = 'free'`, `standing = 'held' and claimed_until <= ${at}`];
    case undefined: return ['asked', 'proposed', 'held', 'held-moved', 'moved', 'free'].map((standing) => `standing = '${standing}'`);
  }
}
