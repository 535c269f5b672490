import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { AreaCode, CommandId, JourneyId, ResidentId, SiteId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import type { RetriedStep, StepEvent } from '../domain/journey/held-steps.js';
import type { Instant } from '../domain/time.js';
import { keptUntil } from './door/kept-texts.js';
import type { FieldCipher } from './field-cipher.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** An attempt that has failed, with the activity that it was of. Instants in ms since 1970. */
export type FailedAttempt = { journeyId: JourneyId; step: string; attempt: number; errorCode: string; nextTryAt: number; runId: string; activityId: string; beganAt: number };

/** The worker's side: it writes without a scope of its own, the row takes the site of its journey. */
export function createStepRecorder(pool: Statements) {
  return {
    keep: async ({ journeyId, step, attempt, errorCode, nextTryAt, runId, activityId, beganAt }: FailedAttempt): Promise<void> => {
      await pool.call('keep_step_v2', journeyId, step, attempt, errorCode, Math.round(nextTryAt), runId, activityId, Math.round(beganAt));
    },
    /** It succeeded or is no longer wanted. */
    forget: async (journeyId: JourneyId, step: string): Promise<void> => {
      await pool.call('keep_step_v1', journeyId, step, null, null, null);
    },
  };
}
export type StepRecorder = ReturnType<typeof createStepRecorder>;

/** A step of a journey, by name. */
export type StepOfJourney = { journeyId: JourneyId; step: string };
/** The activity behind a step, as the engine knows it. */
export type StepActivity = { runId: string; activityId: string };
/** A row of a release that did not keep the activity has none. */
type HeldRow = RetriedStep & { runId: string | null; activityId: string | null };
export type StepChangeBy = { commandId: CommandId; actor: Actor; at: Instant; reason: string; of: { residentId: ResidentId; siteId: SiteId; areaCode: AreaCode } };

export type LoggedStep = { id: string; step: string; type: StepEvent; at: Instant; actor: Actor };

export type StepStore = ReturnType<typeof createStepStore>;

/** The desk's side: visible without asking the engine. */
export function createStepStore({ pool, sequelize, cipher }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize; cipher: FieldCipher }) {
  return {
    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<RetriedStep[]> => pool.call('journey_steps_v2', { scope, journeyId }),

    /** What people did with steps of a journey, in order; why stands encrypted in their notes. */
    log: (scope: Scope, journeyId: JourneyId): Promise<LoggedStep[]> =>
      withScope(sequelize, scope, (transaction) => sequelize.query<LoggedStep>(LOG, { bind: [journeyId], type: QueryTypes.SELECT, transaction })),

    /** Decides one change on the locked row and writes it, in a transaction of its own. What `decide` throws leaves the row as it is. */
    change: <T extends { after: RetriedStep }>(scope: Scope, of: StepOfJourney, decide: (before: HeldRow | null) => Promise<T>): Promise<T> =>
      withScope(sequelize, scope, async (transaction) => {
        const [row] = await sequelize.query<HeldRow>(SELECT, { bind: [of.journeyId, of.step], type: QueryTypes.SELECT, transaction });
        const change = await decide(row ?? null);
        await write(sequelize, of, change.after, transaction);
        return change;
      }),

    /** The engine did not take the pause. */
    takeBackPause: (scope: Scope, { journeyId, step }: StepOfJourney): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        await sequelize.query('update journey_steps set paused_at = null where journey_id = $1 and step = $2', { bind: [journeyId, step], transaction });
      }),

    /** The engine has no such activity any more. */
    drop: (scope: Scope, { journeyId, step }: StepOfJourney, { activityId, runId }: StepActivity): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        await sequelize.query('delete from journey_steps where journey_id = $1 and step = $2 and activity_id = $3 and run_id = $4', { bind: [journeyId, step, activityId, runId], transaction });
      }),

    /** Who did it and why, with its audit row, in the transaction of its key. */
    record: (scope: Scope, { journeyId, step }: StepOfJourney, event: StepEvent, { commandId, actor, at, reason, of }: StepChangeBy, outer: Transaction): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        const [id, noteId] = [newId(), newId<'note'>()];
        await sequelize.query(
          `insert into journey_step_events (id, journey_id, step, type, at, command_id, actor, note_id, site_id, area_code) values ($1, $2, $3, $4, from_ms($5), $6, $7, $8, $9, $10)`,
          { bind: [id, journeyId, step, event, at, commandId, JSON.stringify(actor), noteId, of.siteId, of.areaCode], transaction },
        );
        await sequelize.query('insert into notes (id, resident_id, site_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, $4, $5, $6, $7)', {
          bind: [noteId, of.residentId, of.siteId, of.areaCode, `step-${event}`, cipher.encrypt({ table: 'notes', column: 'content_enc', rowId: noteId }, reason), keptUntil(at)],
          transaction,
        });
        const audit = { id: newId(), actor, action: `step.${event}`, objectKind: 'journey', objectId: journeyId, outcome: 'done', params: { step } };
        await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(audit)], transaction });
      }, outer),
  };
}

const LOG = `select id, step, type, to_ms(at)::float8 as at, actor from journey_step_events where journey_id = $1 order by journey_step_events.at, id`;

const SELECT = `
  select step, attempt, error_code as "errorCode", to_ms(next_try_at)::float8 as "nextTryAt", to_ms(paused_at)::float8 as "pausedAt", run_id as "runId", activity_id as "activityId"
  from journey_steps where journey_id = $1 and step = $2 for update`;

async function write(sequelize: Sequelize, { journeyId, step }: StepOfJourney, { attempt, nextTryAt, pausedAt }: RetriedStep, transaction: Transaction): Promise<void> {
  await sequelize.query('update journey_steps set attempt = $3, next_try_at = from_ms($4), paused_at = from_ms($5) where journey_id = $1 and step = $2', {
    bind: [journeyId, step, attempt, nextTryAt, pausedAt],
    transaction,
  });
}
