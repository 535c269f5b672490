import type { Migration } from '../migration.js';

/** What a desk looks at between two commands, and what a phone shows there: each in one statement that sets its scope itself, as at the door. */
export const readScreensInOneStatement: Migration = {
  async up({ run }) {
    await run(`
      create function archive_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        perform set_scope(req->'scope');
        return (
          select jsonb_build_object('residentId', a.resident_id, 'registry', a.registry, 'archiveNoEnc', encode(a.archive_no_enc, 'base64'), 'version', a.version,
                                    'registryVersion', a.registry_version, 'state', a.state)
          from archives a where a.resident_id = (req->>'residentId')::uuid);
      end $$;

      create function journey_steps_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        perform set_scope(req->'scope');
        return (
          select coalesce(jsonb_agg(jsonb_build_object('journeyId', s.journey_id, 'step', s.step, 'attempt', s.attempt, 'errorCode', s.error_code,
                                                       'nextTryAt', to_ms(s.next_try_at)) order by s.step), '[]')
          from journey_steps s where s.journey_id = (req->>'journeyId')::uuid);
      end $$;

      create function health_code_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        perform set_scope(req->'scope');
        return (
          select jsonb_build_object('healthCodeId', c.id, 'residentId', c.resident_id, 'status', c.status, 'version', c.version)
          from health_codes c where c.id = (req->>'healthCodeId')::uuid);
      end $$;

      revoke execute on function archive_v1(jsonb), journey_steps_v1(jsonb), health_code_v1(jsonb) from public;
      grant execute on function archive_v1(jsonb), journey_steps_v1(jsonb), health_code_v1(jsonb) to api;
    `);
  },
  async down({ run }) {
    await run('drop function health_code_v1(jsonb); drop function journey_steps_v1(jsonb); drop function archive_v1(jsonb)');
  },
};
