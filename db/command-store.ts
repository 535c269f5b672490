import type { Sequelize, Transaction } from 'sequelize';
import type { CommandId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { KeptAnswer } from './door/submission.js';
import type { Query, Statements } from './pool.js';
import { withDatabaseErrors } from './database-error.js';

/** A committed command, as its sender may ask for it. */
export type CommittedCommand = { commandId: CommandId; at: Instant; answer: KeptAnswer };

export type KeyedWork = { owner: string; key: string; bodyHash: string; commandId: CommandId };

/** `other-body`: the key was used for another request. */
export type OnceResult<T> = { kind: 'done'; replayed: boolean; answer: T } | { kind: 'other-body' };

export type CommandStore = ReturnType<typeof createCommandStore>;

/** Another request under the same key was first; thrown to take back what this one has done. */
class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
}

/** Idempotency keys: those of commands are written at the door, these are of writes that are no command of a journey. */
export function createCommandStore({ pool, sequelize }: { pool: Statements; sequelize: Sequelize }) {
  const find = <T>(keyed: Omit<KeyedWork, 'commandId'>): Promise<OnceResult<T> | null> => asOwner(pool, keyed.owner, (query) => findKept<T>(query, keyed));
  return {
    find: (owner: string, commandId: CommandId): Promise<CommittedCommand | null> =>
      asOwner(pool, owner, async (query) => {
        const [row] = await query<{ answer: KeptAnswer; at: Date }>('find_command_v1', 'select answer, at from command_keys where command_id = $1', [commandId]);
        return row ? { commandId, at: toInstant(row.at.getTime()), answer: row.answer } : null;
      }),

    /** What a key has been answered already, or null when it is new. */
    findKept: find,

    /**
     * Does `work` once for a key, in one transaction with the answer that is kept for 35 days: whoever is killed has done neither or both.
     * Of two at once the second takes back its work and gets the first's answer.
     */
    async once<T>(keyed: KeyedWork, work: (transaction: Transaction) => Promise<T>): Promise<OnceResult<T>> {
      const before = await find<T>(keyed);
      if (before) return before;
      try {
        const answer = await withDatabaseErrors(() => sequelize.transaction(async (transaction) => keep(sequelize, keyed, await work(transaction), transaction)));
        return { kind: 'done', replayed: false, answer };
      } catch (error) {
        const first = await find<T>(keyed);
        if (first) return first;
        throw error;
      }
    },
  };
}

async function keep<T>(sequelize: Sequelize, { owner, key, bodyHash, commandId }: KeyedWork, answer: T, transaction: Transaction): Promise<T> {
  await sequelize.query(`select set_scope('{}'::jsonb, $1)`, { bind: [owner], transaction });
  const [kept] = await sequelize.query(
    'insert into command_keys (owner, key, body_hash, answer, command_id, at) values ($1, $2, $3, $4, $5, now()) on conflict (owner, key) do nothing returning key',
    { bind: [owner, key, bodyHash, JSON.stringify({ answer }), commandId], transaction },
  );
  if (kept.length === 0) throw new KeyTakenError('another request under this key was first');
  return answer;
}

function asOwner<T>(pool: Statements, owner: string, use: (query: Query) => Promise<T>): Promise<T> {
  return pool.transaction(async (query) => {
    await query('scope_to_owner_v1', `select set_scope('{}'::jsonb, $1)`, [owner]);
    return use(query);
  });
}

async function findKept<T>(query: Query, { owner, key, bodyHash }: Omit<KeyedWork, 'commandId'>): Promise<OnceResult<T> | null> {
  const [row] = await query<{ body_hash: string; answer: { answer: T } }>('find_kept_v1', 'select body_hash, answer from command_keys where owner = $1 and key = $2', [owner, key]);
  if (!row) return null;
  return row.body_hash === bodyHash ? { kind: 'done', replayed: true, answer: row.answer.answer } : { kind: 'other-body' };
}
