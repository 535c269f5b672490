import type { Migration } from '../migration.js';

/**
 * The first round trip also says what the calling client may do now: its scopes, whether it was revoked, and whether it still reaches the
 * scope that it acts in. So who calls may be remembered for a while before the door, and a command needs no statement of its own for it.
 */
export const readTheCallersGrants: Migration = {
  async up({ run }) {
    await run(`
      create function client_grants_v1(p_client text, p_scope jsonb) returns jsonb language sql stable set search_path = public, pg_temp as $$
        select jsonb_build_object('scopes', c.scopes, 'status', c.status, 'reaches', case c.kind
          when 'site-client' then exists (select 1 from api_client_sites s where s.client_id = c.id and s.site_id = (p_scope->>'site')::uuid)
          when 'operator' then c.area_code = p_scope->>'area'
          else true end)
        from api_clients c where c.id = p_client
      $$;
      create function read_v2(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_scope jsonb := scope_of_v1(req);
      begin
        perform set_scope(v_scope, req->>'owner');
        return read_facts_v1((req || jsonb_build_object('scope', v_scope)) - 'clientId')
          || case when req ? 'clientId' then jsonb_build_object('client', client_grants_v1(req->>'clientId', v_scope)) else '{}' end;
      end $$;
      revoke execute on function client_grants_v1(text, jsonb), read_v2(jsonb) from public;
      grant execute on function client_grants_v1(text, jsonb), read_v2(jsonb) to api, worker;
    `);
  },
  async down({ run }) {
    await run('drop function read_v2(jsonb); drop function client_grants_v1(text, jsonb)');
  },
};
