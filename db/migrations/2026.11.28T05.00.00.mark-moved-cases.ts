import type { Migration } from '../migration.js';

const AREAS = { site: 'site_id', province: 'province', city: 'city', district: 'area_code' };

/** Its queue but for the clock, as a column that the lists of cases are read by; to say it anew is to make it anew, and its indexes with it. */
const standing = (expression: string) => [
  `alter table cases drop column standing`,
  `alter table cases add column standing text collate "C" generated always as (case ${expression} end) stored`,
  ...Object.entries(AREAS).flatMap(([name, area]) => [
    `create index cases_by_${name} on cases (${area}, standing, due_at, id, claimed_until) where status = 'open'`,
    `create index cases_of_kind_by_${name} on cases (${area}, kind, standing, due_at, id, claimed_until) include (site_id, area_code, resident_id) where status = 'open'`,
  ]),
];

const ASKED_OR_PROPOSED = `when question is not null then 'asked' when proposal is not null then 'proposed'`;

/** What a case is about may change while it is open: whoever decides on what was there before is sent back, and a proposal made on it falls. */
export const markMovedCases: Migration = {
  async up({ run }) {
    await run(`
      alter table cases add column moved jsonb;

      create function move_cases_v1(req jsonb) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      declare
        m jsonb;
        v_case record;
      begin
        for m in select value from jsonb_array_elements(req->'movedCases') loop
          -- The row as it was says who had proposed; locked, so that nobody proposes in between.
          select id, version, proposal->>'by' as proposed_by, site_id, area_code into v_case
          from cases where id = (m->>'caseId')::uuid and status = 'open' for update;
          continue when not found;
          update cases set version = version + 1, proposal = null, xid = pg_current_xact_id(), moved = jsonb_build_object('at', (req->>'at')::bigint, 'what', m->'what') where id = v_case.id;
          insert into case_events (case_id, version, type, at, command_id, actor, data, site_id, area_code)
          values (v_case.id, v_case.version + 1, 'moved', from_ms((req->>'at')::bigint), (req->>'commandId')::uuid, req->'actor',
                  jsonb_build_object('what', m->'what', 'proposedBy', v_case.proposed_by), v_case.site_id, v_case.area_code);
        end loop;
      end $$;

      create function append_with_moved_cases_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_rest jsonb := req - 'movedCases';
        v_answer jsonb := case when req ? 'identifiers' then append_with_numbers_v1(v_rest) else append_with_cases_v1(v_rest) end;
      begin
        if v_answer ? 'ok' then perform move_cases_v1(req); end if;
        return v_answer;
      end $$;

      create function append_with_moved_cases_and_doses_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_answer jsonb := append_with_doses_v1(req - 'movedCases');
      begin
        if v_answer ? 'ok' then perform move_cases_v1(req); end if;
        return v_answer;
      end $$;
      revoke execute on function move_cases_v1(jsonb), append_with_moved_cases_v1(jsonb), append_with_moved_cases_and_doses_v1(jsonb) from public;
      grant execute on function move_cases_v1(jsonb), append_with_moved_cases_v1(jsonb), append_with_moved_cases_and_doses_v1(jsonb) to api, worker;
    `);
    for (const one of standing(`${ASKED_OR_PROPOSED}
      when claimed_until is not null then case when moved is null then 'held' else 'held-moved' end
      when moved is not null then 'moved' else 'free'`)) await run(one);
  },
  async down({ run }) {
    for (const one of standing(`${ASKED_OR_PROPOSED} when claimed_until is not null then 'held' else 'free'`)) await run(one);
    await run(`
      drop function append_with_moved_cases_and_doses_v1(jsonb); drop function append_with_moved_cases_v1(jsonb); drop function move_cases_v1(jsonb);
      alter table cases drop column moved;
    `);
  },
};
