import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { toAreaCode, toId, type CommandId, type LotHoldId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import type { LotHold, LotHoldEventType, RecallProgress } from '../domain/stock/lot-hold.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { FieldCipher } from './field-cipher.js';
import type { LotKey } from './lot-store.js';
import { newId } from './new-id.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** One entry of what happened to a hold, its reason in the clear. */
export type LotHoldEntry = { version: number; type: LotHoldEventType; by: string; at: Instant; reason: string | null };

/** With how far its recipients are followed up, and its log, oldest first. */
export type ToldLotHold = LotHold & { progress: RecallProgress; log: LotHoldEntry[] };

/** `scope`: of whoever acts, which row-level security asks for; `by` as in the domain. */
export type LotHoldChangeBy = { scope: Scope; commandId: CommandId; actor: Actor; by: string; at: Instant };
export type LotHoldChange = { event: LotHoldEventType; after: LotHold; reason: string | null };

export type LotHoldStore = ReturnType<typeof createLotHoldStore>;

/** What stops lots. Every write settles the state of the lot in the same transaction, and is in the audit. */
export function createLotHoldStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const select = async (where: string, bind: unknown[], transaction: Transaction): Promise<LotHold[]> => {
    const rows = await sequelize.query<Row>(`${SELECT} where ${where} order by placed_at desc, id`, { bind, type: QueryTypes.SELECT, transaction });
    return rows.map(toHold);
  };
  return {
    /** Of a lot, the newest first. */
    ofLot: (scope: Scope, { productId, lot }: LotKey): Promise<ToldLotHold[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const holds = await select('product_id = $1 and lot = $2', [productId, lot], transaction);
        return holds.length === 0 ? [] : told(sequelize, cipher, holds, transaction);
      }),

    get: (scope: Scope, id: LotHoldId): Promise<LotHold | null> =>
      withScope(sequelize, scope, async (transaction) => (await select('id = $1', [id], transaction))[0] ?? null),

    /** Decides on the locked lot. False where it is not on record; what `decide` throws takes everything back. */
    place: ({ scope, transaction: outer, ...by }: LotHoldChangeBy & { transaction: Transaction }, key: LotKey, decide: (known: LotHold[]) => LotHoldChange): Promise<LotHold | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const bind = [key.productId, key.lot];
        const [locked] = await sequelize.query<{ there: boolean }>('select lock_lot_v1($1, $2) as there', { bind, type: QueryTypes.SELECT, transaction });
        if (!locked?.there) return null;
        const change = decide(await select('product_id = $1 and lot = $2', bind, transaction));
        const { id, productId, lot, kind, siteId, areaCode, since, placed } = change.after;
        await sequelize.query(
          'insert into lot_holds (id, product_id, lot, kind, site_id, area_code, since, placed_by, placed_at) values ($1, $2, $3, $4, $5, $6, from_ms($7), $8, from_ms($9))',
          { bind: [id, productId, lot, kind, siteId, areaCode, since, placed.by, placed.at], transaction },
        );
        await write(sequelize, cipher, by, change, transaction);
        return change.after;
      }, outer),

    /** Decides on the locked hold: whoever comes second decides on what the first has left. Null outside the scope. */
    change: ({ scope, transaction: outer, ...by }: LotHoldChangeBy & { transaction: Transaction }, id: LotHoldId, decide: (before: LotHold) => LotHoldChange): Promise<LotHold | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const [row] = await sequelize.query<Row>(`${SELECT} where id = $1 for update`, { bind: [id], type: QueryTypes.SELECT, transaction });
        if (!row) return null;
        const change = decide(toHold(row));
        const { status, asked, released, version } = change.after;
        await sequelize.query(
          'update lot_holds set status = $2, asked_by = $3, asked_at = from_ms($4), released_by = $5, released_at = from_ms($6), version = $7 where id = $1',
          { bind: [id, status, asked?.by ?? null, asked?.at ?? null, released?.by ?? null, released?.at ?? null, version], transaction },
        );
        await write(sequelize, cipher, by, change, transaction);
        return change.after;
      }, outer),
  };
}

type Row = {
  id: string; productId: string; lot: string; kind: string; siteId: string | null; areaCode: string; since: Date | null; status: string; version: number;
  placedBy: string; placedAt: Date; askedBy: string | null; askedAt: Date | null; releasedBy: string | null; releasedAt: Date | null;
};

const SELECT = `select id, product_id as "productId", lot, kind, site_id as "siteId", area_code as "areaCode", since, status, version, placed_by as "placedBy", placed_at as "placedAt",
  asked_by as "askedBy", asked_at as "askedAt", released_by as "releasedBy", released_at as "releasedAt" from lot_holds`;

const placeOf = (id: string, version: number) => ({ table: 'lot_hold_events', column: 'reason_enc', rowId: `${id}:${version}` });

type LogRow = Omit<LotHoldEntry, 'at' | 'reason'> & { holdId: string; at: Date; reasonEnc: Buffer | null };
type Counts = Record<'waiting' | 'open' | 'followed-up' | 'withdrawn', number>;

async function told(sequelize: Sequelize, cipher: FieldCipher, holds: LotHold[], transaction: Transaction): Promise<ToldLotHold[]> {
  const ids = holds.map(({ id }) => id);
  const log = await sequelize.query<LogRow>(
    'select hold_id as "holdId", version, type, at, by, reason_enc as "reasonEnc" from lot_hold_events where hold_id = any ($1::uuid[]) order by hold_id, version',
    { bind: [ids], type: QueryTypes.SELECT, transaction },
  );
  const [counted] = await sequelize.query<{ progress: Record<string, Counts> }>('select lot_recall_progress_v1($1::jsonb) as progress', { bind: [JSON.stringify(ids)], type: QueryTypes.SELECT, transaction });
  return holds.map((hold) => {
    const { waiting = 0, open = 0, 'followed-up': followedUp = 0, withdrawn = 0 } = counted?.progress[hold.id] ?? {};
    const entries = log.filter(({ holdId }) => holdId === hold.id);
    return {
      ...hold,
      progress: { waiting, open, followedUp, withdrawn },
      log: entries.map(({ holdId, at, reasonEnc, ...entry }) => ({ ...entry, at: toInstant(at.getTime()), reason: reasonEnc && cipher.decrypt(placeOf(holdId, entry.version), reasonEnc) })),
    };
  });
}

/** News where its process has something to do: it was placed, or is over. */
async function write(sequelize: Sequelize, cipher: FieldCipher, { commandId, actor, by, at }: Omit<LotHoldChangeBy, 'scope'>, { event, after, reason }: LotHoldChange, transaction: Transaction): Promise<void> {
  const { id, version, productId, lot, kind } = after;
  await sequelize.query('insert into lot_hold_events (hold_id, version, type, at, command_id, actor, by, reason_enc) values ($1, $2, $3, from_ms($4), $5, $6, $7, $8)', {
    bind: [id, version, event, at, commandId, JSON.stringify(actor), by, reason === null ? null : cipher.encrypt(placeOf(id, version), reason)],
    transaction,
  });
  const audit = { id: newId(), actor, action: `lot.${event}`, objectKind: 'lot-hold', objectId: id, outcome: 'done', params: { productId, lot, kind, version } };
  await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(audit)], transaction });
  if (event !== 'placed' && event !== 'released') return;
  await sequelize.query('select settle_lot_v1($1, $2)', { bind: [productId, lot], transaction });
  await sequelize.query('select put_lot_hold_news_v1($1)', { bind: [id], transaction });
}

function toHold(row: Row): LotHold {
  const done = (by: string | null, at: Date | null) => (by !== null && at ? { by, at: toInstant(at.getTime()) } : null);
  return {
    id: toId(row.id),
    productId: row.productId,
    lot: row.lot,
    kind: row.kind as LotHold['kind'], // of a closed list, by the table's own check, as is the status
    siteId: row.siteId === null ? null : toId(row.siteId),
    areaCode: toAreaCode(row.areaCode),
    since: row.since && toInstant(row.since.getTime()),
    status: row.status as LotHold['status'],
    placed: { by: row.placedBy, at: toInstant(row.placedAt.getTime()) },
    asked: done(row.askedBy, row.askedAt),
    released: done(row.releasedBy, row.releasedAt),
    version: row.version,
  };
}
