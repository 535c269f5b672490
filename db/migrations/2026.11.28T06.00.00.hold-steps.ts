import { giveToGuard, type Migration } from '../migration.js';

const SITE_SCOPE = 'site_id = scope_site() or starts_with(area_code, scope_area())';
const AS_GUARD = [['keep_step_v2(uuid, text, int, text, bigint, text, text, bigint)', 'worker']] as const;

/**
 * People hold a step that is tried again, let it go on, or have its tries counted anew. The engine does it; where the step stands so is here, and so is
 * who did it and why, so that nobody has to ask the engine what waits.
 */
export const holdSteps: Migration = {
  async up({ run }) {
    await run(`
      alter table journey_steps add column run_id text, add column activity_id text, add column paused_at timestamptz;
      create index journey_steps_by_site on journey_steps (site_id, journey_id);
      create index journey_steps_by_area on journey_steps (area_code, journey_id);
      create index journey_steps_paused_by_site on journey_steps (site_id, journey_id) where paused_at is not null;
      create index journey_steps_paused_by_area on journey_steps (area_code, journey_id) where paused_at is not null;
      create policy journey_steps_hold on journey_steps for update to api using (${SITE_SCOPE});
      create policy journey_steps_drop on journey_steps for delete to api using (${SITE_SCOPE});
      grant update (paused_at, attempt, next_try_at), delete on journey_steps to api;

      create table journey_step_events (
        id uuid constraint journey_step_events_pkey primary key,
        journey_id uuid not null,
        step text not null,
        type text not null constraint journey_step_events_type_known check (type in ('paused', 'resumed', 'reset')),
        at timestamptz not null,
        command_id uuid not null,
        actor jsonb not null,
        note_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null
      );
      create index journey_step_events_by_journey on journey_step_events (journey_id);
      create policy journey_step_events_scope on journey_step_events to api using (${SITE_SCOPE});
      grant select, insert on journey_step_events to api;
      alter table journey_step_events enable row level security; alter table journey_step_events force row level security;

      /*
       * As v1, with which activity of which run it is. An attempt that began well after the pause shows that the engine does not hold it any more:
       * it was rebuilt, or somebody let it go on there. The half minute covers the attempt that was just beginning, and clocks that differ.
       */
      create function keep_step_v2(p_journey uuid, p_step text, p_attempt int, p_error text, p_next bigint, p_run text, p_activity text, p_began bigint) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        insert into journey_steps (journey_id, step, site_id, area_code, attempt, error_code, next_try_at, updated_at, run_id, activity_id)
        select p_journey, p_step, site_id, area_code, p_attempt, p_error, from_ms(p_next), now(), p_run, p_activity from journeys where id = p_journey
        on conflict (journey_id, step) do update
          set attempt = excluded.attempt, error_code = excluded.error_code, next_try_at = excluded.next_try_at, updated_at = excluded.updated_at,
              run_id = excluded.run_id, activity_id = excluded.activity_id,
              paused_at = case when journey_steps.run_id = excluded.run_id and journey_steps.activity_id = excluded.activity_id
                                    and from_ms(p_began) < journey_steps.paused_at + interval '30 seconds' then journey_steps.paused_at end;
      end $$;

      create function journey_steps_v2(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        perform set_scope(req->'scope');
        return (
          select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'attempt', s.attempt, 'errorCode', s.error_code,
                                                       'nextTryAt', to_ms(s.next_try_at), 'pausedAt', to_ms(s.paused_at)) order by s.step), '[]')
          from journey_steps s where s.journey_id = (req->>'journeyId')::uuid);
      end $$;
      revoke execute on function journey_steps_v2(jsonb) from public;
      grant execute on function journey_steps_v2(jsonb) to api;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    await run(`
      drop function journey_steps_v2(jsonb);
      drop function keep_step_v2(uuid, text, int, text, bigint, text, text, bigint);
      drop table journey_step_events;
      revoke update (paused_at, attempt, next_try_at), delete on journey_steps from api;
      drop policy journey_steps_drop on journey_steps; drop policy journey_steps_hold on journey_steps;
      drop index journey_steps_by_site; drop index journey_steps_by_area; drop index journey_steps_paused_by_site; drop index journey_steps_paused_by_area;
      alter table journey_steps drop column run_id, drop column activity_id, drop column paused_at;
    `);
  },
};
