import type { CommandId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { KeptAnswer } from './door/submission.js';
import type { Query, Statements } from './pool.js';

/** A committed command, as its sender may ask for it. */
export type CommittedCommand = { commandId: CommandId; at: Instant; answer: KeptAnswer };

export type KeyedWork = { owner: string; key: string; bodyHash: string; commandId: CommandId };

/** `other-body`: the key was used for another request. */
export type OnceResult<T> = { kind: 'done'; replayed: boolean; answer: T } | { kind: 'other-body' };

export type CommandStore = ReturnType<typeof createCommandStore>;

/** Idempotency keys: those of commands are written at the door, these are of writes that are no command of a journey. */
export function createCommandStore(pool: Statements) {
  return {
    find: (owner: string, commandId: CommandId): Promise<CommittedCommand | null> =>
      asOwner(pool, owner, async (query) => {
        const [row] = await query<{ answer: KeptAnswer; at: Date }>('find_command_v1', 'select answer, at from command_keys where command_id = $1', [commandId]);
        return row ? { commandId, at: toInstant(row.at.getTime()), answer: row.answer } : null;
      }),

    /**
     * Does `work` once for a key and keeps its answer for 35 days. Whoever is killed between the two repeats the work, which therefore has
     * to be harmless when repeated.
     */
    async once<T>({ owner, key, bodyHash, commandId }: KeyedWork, work: () => Promise<T>): Promise<OnceResult<T>> {
      const before = await asOwner(pool, owner, (query) => kept<T>(query, owner, key));
      if (before) return before.bodyHash === bodyHash ? { kind: 'done', replayed: true, answer: before.answer } : { kind: 'other-body' };
      const answer = await work();
      const first = await asOwner(pool, owner, async (query) => {
        await query(
          'keep_answer_v1',
          'insert into command_keys (owner, key, body_hash, answer, command_id, at) values ($1, $2, $3, $4, $5, now()) on conflict (owner, key) do nothing',
          [owner, key, bodyHash, { answer }, commandId],
        );
        return kept<T>(query, owner, key);
      });
      if (!first) throw new Error('the kept answer is gone');
      return first.bodyHash === bodyHash ? { kind: 'done', replayed: false, answer: first.answer } : { kind: 'other-body' };
    },
  };
}

function asOwner<T>(pool: Statements, owner: string, use: (query: Query) => Promise<T>): Promise<T> {
  return pool.transaction(async (query) => {
    await query('scope_to_owner_v1', `select set_scope('{}'::jsonb, $1)`, [owner]);
    return use(query);
  });
}

async function kept<T>(query: Query, owner: string, key: string): Promise<{ bodyHash: string; answer: T } | null> {
  const [row] = await query<{ body_hash: string; answer: { answer: T } }>('find_kept_v1', 'select body_hash, answer from command_keys where owner = $1 and key = $2', [owner, key]);
  return row ? { bodyHash: row.body_hash, answer: row.answer.answer } : null;
}
