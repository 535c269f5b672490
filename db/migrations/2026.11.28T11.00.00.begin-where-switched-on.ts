import type { Migration } from '../migration.js';

/** What begins a visit is decided with the dates of its site, read in the same round trip; every other command does not pay for it. */
export const beginWhereSwitchedOn: Migration = {
  async up({ run }) {
    await run(`
      create function read_with_site_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_answer jsonb := read_v2(req);
      begin
        return v_answer || jsonb_build_object('switched', (
          select jsonb_build_object('switchedOnOn', s.switched_on_on, 'switchedOffOn', s.switched_off_on) from sites s where s.id = (v_answer->'site'->>'siteId')::uuid));
      end $$;
      revoke execute on function read_with_site_v1(jsonb) from public;
      grant execute on function read_with_site_v1(jsonb) to api, worker;
    `);
  },
  async down({ run }) {
    await run('drop function read_with_site_v1(jsonb)');
  },
};
