import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { CommandId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import { running, type PauseEventType, type SystemPause } from '../domain/systems/pause.js';
import type { SystemId } from '../domain/systems/systems.js';
import { toInstant, type Instant } from '../domain/time.js';
import { withDatabaseErrors } from './database-error.js';
import type { FieldCipher } from './field-cipher.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** By system, since when each that is paused is so. */
export type PausedSystems = ReadonlyMap<string, Instant>;
export type ReadPaused = () => Promise<PausedSystems>;

/** For whoever only asks what is paused: one statement over as many rows as there are systems. */
export function createPausedReader(pool: Statements): ReadPaused {
  return async () => {
    const rows = await pool.query<{ system: string; since: number }>('paused_systems_v1', `select system, to_ms(paused_at)::float8 as since from system_pauses where status = 'paused'`);
    return new Map(rows.map(({ system, since }) => [system, toInstant(since)]));
  };
}

/** A pause with the reason that whoever proposed it gave; null where nothing is proposed. */
export type ReasonedPause = SystemPause & { reason: string | null };
export type PauseChange = { event: PauseEventType; after: SystemPause; reason: string | null };
export type PauseChangeBy = { commandId: CommandId; actor: Actor; by: string; at: Instant };

export type PauseStore = ReturnType<typeof createPauseStore>;

export function createPauseStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  return {
    /** Of every system that was ever paused; the others run. */
    list: (): Promise<ReasonedPause[]> =>
      withDatabaseErrors(async () => {
        const rows = await sequelize.query<PauseRow & { reasonVersion: number | null; reasonEnc: Buffer | null }>(LIST, { type: QueryTypes.SELECT });
        return rows.map(({ reasonVersion, reasonEnc, ...row }) => ({ ...toPause(row), reason: reasonVersion === null || reasonEnc === null ? null : cipher.decrypt(placeOf(row.system, reasonVersion), reasonEnc) }));
      }),

    /**
     * Decides one change on the locked row and writes it with its event, audit row and breaker, in this transaction: whoever comes second
     * decides on what the first has left. What `decide` throws takes everything back.
     */
    change: (system: SystemId, by: PauseChangeBy, decide: (before: SystemPause) => PauseChange, transaction: Transaction): Promise<SystemPause> =>
      withDatabaseErrors(async () => {
        await sequelize.query('insert into system_pauses (system) values ($1) on conflict (system) do nothing', { bind: [system], transaction });
        const [row] = await sequelize.query<PauseRow>(`${SELECT} where system = $1 for update`, { bind: [system], type: QueryTypes.SELECT, transaction });
        const change = decide(row ? toPause(row) : running(system));
        await write(sequelize, cipher, by, change, transaction);
        return change.after;
      }),
  };
}

type PauseRow = { system: string; version: number; status: string; proposedBy: string | null; proposedAt: Date | null; approvedBy: string | null; pausedAt: Date | null };

const COLUMNS = 'system, version, status, proposed_by as "proposedBy", proposed_at as "proposedAt", approved_by as "approvedBy", paused_at as "pausedAt"';
const SELECT = `select ${COLUMNS} from system_pauses`;
const LIST = `
  select p.*, e.version as "reasonVersion", e.reason_enc as "reasonEnc" from (${SELECT}) p
  left join lateral (select version, reason_enc from system_events where system = p.system and type = 'pauseProposed' and p.status <> 'running' order by version desc limit 1) e on true
  order by p.system`;

const placeOf = (system: string, version: number) => ({ table: 'system_events', column: 'reason_enc', rowId: `${system}:${version}` });

async function write(sequelize: Sequelize, cipher: FieldCipher, { commandId, actor, by, at }: PauseChangeBy, { event, after, reason }: PauseChange, transaction: Transaction): Promise<void> {
  const { system, version, status, proposal, approval } = after;
  await sequelize.query(
    'update system_pauses set version = $2, status = $3, proposed_by = $4, proposed_at = from_ms($5), approved_by = $6, paused_at = from_ms($7) where system = $1',
    { bind: [system, version, status, proposal?.by ?? null, proposal?.at ?? null, approval?.by ?? null, approval?.at ?? null], transaction },
  );
  await sequelize.query('insert into system_events (system, version, type, at, command_id, actor, by, reason_enc) values ($1, $2, $3, from_ms($4), $5, $6, $7, $8)', {
    bind: [system, version, event, at, commandId, JSON.stringify(actor), by, reason === null ? null : cipher.encrypt(placeOf(system, version), reason)],
    transaction,
  });
  const audit = { id: newId(), actor, action: `system.${event}`, objectKind: 'system', objectId: system, outcome: 'done', params: { version } };
  await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(audit)], transaction });
  const breaker = event === 'pauseApproved' ? 'paused' : event === 'resumed' ? 'closed' : null; // whether it is well, the next attempt finds out
  if (breaker === null) return;
  await sequelize.query(
    `insert into breakers (system, state, until, failures) values ($1, $2, null, 0)
     on conflict (system) do update set state = excluded.state, until = null, failures = 0, updated_at = now()`,
    { bind: [system, breaker], transaction },
  );
}

function toPause({ system, version, status, proposedBy, proposedAt, approvedBy, pausedAt }: PauseRow): SystemPause {
  return {
    system: system as SystemId, // a newer release may know more; whoever lists them names those of this one
    version,
    status: status as SystemPause['status'],
    proposal: proposedBy !== null && proposedAt ? { by: proposedBy, at: toInstant(proposedAt.getTime()) } : null,
    approval: approvedBy !== null && pausedAt ? { by: approvedBy, at: toInstant(pausedAt.getTime()) } : null,
  };
}
