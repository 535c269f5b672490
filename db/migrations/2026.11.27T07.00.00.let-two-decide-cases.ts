import type { Migration } from '../migration.js';

/** The codes of a province, a city and a district begin alike (GB/T 2260), so each size of area has its own index: lists come in order from one. */
const AREAS = ['site_id', 'left(area_code, 2)', 'left(area_code, 4)', 'area_code'];
const NAMES = ['site', 'province', 'city', 'district'];

/** What one person would decide until another approves it, and what the desk has been asked. */
export const letTwoDecideCases: Migration = {
  async up({ run }) {
    await run(`
      alter table cases
        add column proposal jsonb,
        add column question jsonb;

      create function read_with_case_v2(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        return read_v2(req) || jsonb_build_object('supervisorCase', (
          select jsonb_build_object('caseId', c.id, 'version', c.version, 'proposal', c.proposal,
                                    'claim', case when c.claimed_by is not null then jsonb_build_object('by', c.claimed_by, 'until', to_ms(c.claimed_until)) end)
          from cases c where c.id = (req->'ask'->>'caseId')::uuid and c.journey_id = (req->>'journeyId')::uuid));
      end $$;
      revoke execute on function read_with_case_v2(jsonb) from public;
      grant execute on function read_with_case_v2(jsonb) to api, worker;

      drop index cases_by_site; drop index cases_by_area;
    `);
    for (const [n, area] of AREAS.entries()) {
      await run(`create index cases_due_by_${NAMES[n]} on cases ((${area}), due_at, id) where status = 'open'`);
      await run(`create index cases_of_kind_by_${NAMES[n]} on cases ((${area}), kind, due_at, id) where status = 'open'`);
    }
  },
  async down({ run }) {
    for (const name of NAMES) await run(`drop index cases_due_by_${name}; drop index cases_of_kind_by_${name};`);
    await run(`
      create index cases_by_site on cases (site_id, status, due_at, id);
      create index cases_by_area on cases (area_code, status, due_at, id);
      drop function read_with_case_v2(jsonb);
      alter table cases drop column question, drop column proposal;
    `);
  },
};
