import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { identityView, type IdentityCheck, type IdentityEvent, type IdentityFinding } from '../domain/identity/check.js';
import { decideIdentity } from '../domain/identity/decide-check.js';
import type { CommandId, EvidenceId, ResidentId, SiteId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import { localDateOf, type Instant } from '../domain/time.js';
import { keptUntil } from './door/kept-texts.js';
import { toPerson, type EffectPerson, type PersonRow } from './effect-store.js';
import type { FieldCipher } from './field-cipher.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** One change that was decided on a locked check. `capture`: null takes the kept one away, absent leaves it. `evidence` is kept encrypted. */
export type IdentityChange = { event: IdentityEvent; after: IdentityCheck; capture?: string | null; evidence?: { id: EvidenceId; content: unknown } };
/** A process gets the view back and needs no news of what it found itself. */
export type IdentityChangeBy = { commandId: CommandId; actor: Actor };

export type SeenIdentity = { version: number; check: IdentityCheck | null; siteId: SiteId };

export type IdentityCheckStore = ReturnType<typeof createIdentityCheckStore>;
export type IdentityReader = ReturnType<typeof createIdentityReader>;

type Row = { state: IdentityCheck | null; area_code: string };

const placeOf = (residentId: ResidentId) => ({ table: 'identity_checks', column: 'capture_enc', rowId: residentId });

/** The real-name verification of each resident. */
export function createIdentityCheckStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  return {
    get: (scope: Scope, residentId: ResidentId): Promise<IdentityCheck | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const [row] = await sequelize.query<Row>('select state, area_code from identity_checks where resident_id = $1', { bind: [residentId], type: QueryTypes.SELECT, transaction });
        return row?.state ?? null;
      }),

    /**
     * Decides one change on the locked check and writes it with its log entry, audit row and news. Null outside the scope. Null from `decide`
     * leaves it as it is; what it throws takes everything back.
     */
    change: (scope: Scope & { site: SiteId }, residentId: ResidentId, by: IdentityChangeBy, decide: (before: IdentityCheck | null) => IdentityChange | null, outer?: Transaction): Promise<IdentityCheck | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const first = `insert into identity_checks (resident_id, site_id, area_code) select r.id, s.id, s.area_code from residents r, sites s where r.id = $1 and s.id = $2 on conflict do nothing`;
        await sequelize.query(first, { bind: [residentId, scope.site], transaction });
        const [row] = await sequelize.query<Row>('select state, area_code from identity_checks where resident_id = $1 for update', { bind: [residentId], type: QueryTypes.SELECT, transaction });
        if (!row) return null;
        const change = decide(row.state);
        if (!change) return row.state;
        await write({ sequelize, cipher, transaction }, scope.site, { row, by, change });
        return change.after;
      }, outer),
  };
}

/** What a process has found, at the site of the check; one that comes too late changes nothing. Returns the check as it then is. */
export function recordIdentityFinding(store: Pick<IdentityCheckStore, 'change'>, { siteId, residentId }: { siteId: SiteId; residentId: ResidentId }, finding: IdentityFinding, now: Instant): Promise<IdentityCheck | null> {
  return store.change({ site: siteId }, residentId, { commandId: newId(), actor: { kind: 'process' } }, (before) => {
    const decision = decideIdentity(residentId, before, finding, now);
    return decision.ok ? { event: decision.event, after: decision.after } : null;
  });
}

/** What the process reads, in one statement each and at the site of the check. */
export function createIdentityReader({ pool, cipher }: { pool: Pick<Statements, 'call'>; cipher: FieldCipher }) {
  const read = async (fn: string, residentId: ResidentId): Promise<SeenIdentity | null> => {
    const found = await pool.call<{ version: number; state: IdentityCheck | null; siteId: SiteId } | null>(fn, residentId);
    return found && { version: found.version, check: found.state, siteId: found.siteId };
  };
  return {
    /** Takes the news away: for the process's own reading alone. */
    readWithNews: (residentId: ResidentId) => read('read_identity_news_v1', residentId),
    read: (residentId: ResidentId) => read('read_identity_view_v1', residentId),

    /** In clear text, for the one question that is about to be put. Throws `FieldCipherError`. */
    async person(siteId: SiteId, residentId: ResidentId): Promise<EffectPerson | null> {
      const row = await pool.call<PersonRow | null>('registry_person_v2', { scope: { site: siteId }, residentId });
      return row && toPerson(residentId, row, cipher);
    },

    /** The token of the last capture, until its question is answered. */
    async capture(siteId: SiteId, residentId: ResidentId): Promise<string | null> {
      const sealed = await pool.call<string | null>('identity_capture_v1', { scope: { site: siteId }, residentId });
      return sealed === null ? null : cipher.decrypt(placeOf(residentId), Buffer.from(sealed, 'base64'));
    },
  };
}

type Writing = { sequelize: Sequelize; cipher: FieldCipher; transaction: Transaction };

async function write({ sequelize, cipher, transaction }: Writing, site: SiteId, { row, by, change }: { row: Row; by: IdentityChangeBy; change: IdentityChange }): Promise<void> {
  const { event, after, capture, evidence } = change;
  const { residentId, version } = after;
  const { over } = identityView(after);
  const run = (sql: string, bind: unknown[]) => sequelize.query(sql, { bind, transaction });
  await run(
    `update identity_checks c set version = $2, state = $3, process_over = $4, site_id = s.id, area_code = s.area_code,
       capture_enc = case when $6::boolean then $7::bytea else capture_enc end from sites s where c.resident_id = $1 and s.id = $5`,
    [residentId, version, JSON.stringify(after), over, site, capture !== undefined || over, capture && !over ? cipher.encrypt(placeOf(residentId), capture) : null],
  );
  await run('insert into identity_check_events (resident_id, version, type, at, command_id, actor, data) values ($1, $2, $3, from_ms($4), $5, $6, $7)', [
    residentId, version, event.type, event.at, by.commandId, JSON.stringify(by.actor), JSON.stringify(event.data),
  ]);
  if (evidence) {
    const sealed = cipher.encrypt({ table: 'evidence', column: 'content_enc', rowId: evidence.id }, JSON.stringify(evidence.content));
    await run('insert into evidence (id, resident_id, site_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, $4, $5, $6, $7)', [
      evidence.id, residentId, site, row.area_code, `identity-${event.type}`, sealed, keptUntil(event.at),
    ]);
  }
  const audit = { id: newId(), actor: by.actor, action: `identity.${event.type}`, objectKind: 'resident', objectId: residentId, outcome: 'done' };
  await run('select write_audit_v1($1)', [JSON.stringify(audit)]);
  if (by.actor.kind === 'process') return;
  await run('select put_news_v1($1)', [JSON.stringify({ process: 'identityCheck', id: residentId, version, day: localDateOf(event.at), sendAfterMs: 0 })]);
}
