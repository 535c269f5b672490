import type { Migration } from '../migration.js';

const GRANTS = `
  select jsonb_build_object('scopes', c.scopes, 'status', c.status, 'reaches', case c.kind
    when 'site-client' then exists (select 1 from api_client_sites s where s.client_id = c.id and s.site_id = (p_scope->>'site')::uuid)
    when 'operator' then c.area_code = p_scope->>'area'
    else true end)
  from api_clients c where c.id = p_client`;
const TRACE_CODE = 'select trace_code from trace_code_uses where planned_dose_id = p_dose and journey_id = p_journey';

const grants = (language: string, body: string) => `
  create or replace function client_grants_v1(p_client text, p_scope jsonb) returns jsonb
  language ${language} stable set search_path = public, pg_temp as $$${body}$$;`;
/** It runs as the guard, who owns it, so it is made anew and given back. */
const traceCode = (language: string, body: string) => `
  drop function dose_trace_code_v1(uuid, uuid);
  create function dose_trace_code_v1(p_journey uuid, p_dose uuid) returns text
  language ${language} stable security definer set search_path = public, pg_temp as $$${body}$$;
  revoke execute on function dose_trace_code_v1(uuid, uuid) from public;
  grant execute on function dose_trace_code_v1(uuid, uuid) to worker;
  grant create on schema public to guard;
  alter function dose_trace_code_v1(uuid, uuid) owner to guard;
  revoke create on schema public from guard;`;

/** In plpgsql, whose plans are kept: a function in SQL that cannot be inlined is planned at every call. */
export const keepPlansOfFacts: Migration = {
  async up({ run }) {
    await run(grants('plpgsql', ` begin return (${GRANTS}); end `));
    await run(traceCode('plpgsql', ` begin return (${TRACE_CODE}); end `));
    await run('alter function upload_facts_v1(jsonb) set plan_cache_mode = force_generic_plan; alter function registry_person_v1(jsonb) set plan_cache_mode = force_generic_plan;');
  },
  async down({ run }) {
    await run('alter function registry_person_v1(jsonb) reset plan_cache_mode; alter function upload_facts_v1(jsonb) reset plan_cache_mode;');
    await run(traceCode('sql', TRACE_CODE));
    await run(grants('sql', GRANTS));
  },
};
