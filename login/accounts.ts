import { createHash } from 'node:crypto';
import { newId } from '../db/new-id.js';
import { checkPassword } from '../db/password.js';
import type { Queryable } from './postgres-adapter.js';

/** `waitSeconds`: too many attempts under this name. The others look alike to whoever tries. */
export type SignInResult = { ok: true; subject: string } | { ok: false; why: 'wrong' } | { ok: false; why: 'too-many'; waitSeconds: number };

const FREE_ATTEMPTS = 5;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;
const MAX_NAME_LENGTH = 100;

/**
 * A name and password, against the account. The attempt is counted before the password is looked at, so that many at once are counted too;
 * five are free, then each waits twice as long as the one before, at most 15 minutes. A name that nobody has is treated alike.
 */
export async function signIn(db: Queryable, username: string, password: string): Promise<SignInResult> {
  const name = normalizeUsername(username);
  const nameHash = createHash('sha256').update(name).digest();
  const waitSeconds = await countAttempt(db, nameHash);
  if (waitSeconds > 0) {
    await audit(db, null, 'too-many-attempts');
    return { ok: false, why: 'too-many', waitSeconds };
  }
  const { rows } = await db.query<{ subject: string; password_hash: string }>(`select subject, password_hash from login_accounts where username = $1 and status = 'active'`, [name]);
  const [account] = rows;
  const subject = account?.subject ?? null;
  if (!(await checkPassword(password, account?.password_hash ?? null)) || subject === null) {
    await audit(db, subject, 'wrong-password');
    return { ok: false, why: 'wrong' };
  }
  await db.query('delete from login_attempts where name_hash = $1', [nameHash]);
  await audit(db, subject, null);
  return { ok: true, subject };
}

/** As it stands in `login_accounts`. What no account can be called becomes the empty name, which nobody has. */
export function normalizeUsername(username: string): string {
  const name = username.normalize('NFKC').trim().toLowerCase();
  return name.length > MAX_NAME_LENGTH || name.includes('\0') ? '' : name;
}

/** Whether somebody may still sign in whose account was found before. */
export async function hasAccount(db: Queryable, subject: string): Promise<boolean> {
  const { rows } = await db.query(`select 1 from login_accounts where subject = $1 and status = 'active'`, [subject]);
  return rows.length > 0;
}

const COUNT = `
  insert into login_attempts as known (name_hash, attempts, last_at, next_at) values ($1, 1, now(), now())
  on conflict (name_hash) do update set
    attempts = case when known.last_at < now() - $4 * interval '1 second' then 1 else known.attempts + 1 end,
    last_at = now(),
    next_at = case
      when known.last_at < now() - $4 * interval '1 second' or known.attempts + 1 < $2 then now()
      else now() + least($4, $3 * power(2, least(known.attempts + 1 - $2, 10))) * interval '1 second' end
  where known.next_at <= now()`;

/** Seconds until the next attempt under this name is looked at; 0 when this one is. */
async function countAttempt(db: Queryable, nameHash: Buffer): Promise<number> {
  const { rowCount } = await db.query(COUNT, [nameHash, FREE_ATTEMPTS, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS]);
  if (rowCount !== 0) return 0;
  const { rows } = await db.query<{ seconds: number }>('select greatest(1, ceil(extract(epoch from next_at - now())))::int as seconds from login_attempts where name_hash = $1', [nameHash]);
  return rows[0]?.seconds ?? 1;
}

/** Attempts that no longer make anybody wait. */
export async function purgeAttempts(db: Queryable, limit = 1000): Promise<number> {
  const { rowCount } = await db.query(
    `delete from login_attempts where name_hash in (select name_hash from login_attempts where last_at < now() - $1 * interval '1 second' limit $2)`,
    [LONGEST_WAIT_SECONDS, limit],
  );
  return rowCount ?? 0;
}

/** Under the subject, never under what was typed: people type passwords where names belong. */
async function audit(db: Queryable, subject: string | null, refusedBy: string | null): Promise<void> {
  const end = refusedBy === null ? { outcome: 'done' } : { outcome: 'refused', code: refusedBy };
  await db.query('select write_audit_v1($1)', [JSON.stringify({ id: newId(), actor: { kind: 'process' }, action: 'account.sign-in', objectKind: 'account', ...(subject !== null && { objectId: subject }), ...end })]);
}
