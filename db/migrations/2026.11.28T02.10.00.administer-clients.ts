import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['show_client_v1(text)', 'api'],
  ['audit_client_v1(jsonb, text, jsonb)', 'guard'],
  ['take_client_v1(jsonb)', 'guard'],
  ['list_clients_v1(jsonb)', 'api'],
  ['register_client_v1(jsonb)', 'api'],
  ['change_client_v1(jsonb)', 'api'],
  ['keep_client_keys_v1(jsonb)', 'api'],
  ['revoke_client_v1(jsonb)', 'api'],
];

const grants = (status: string) => `
  create or replace function client_grants_v1(p_client text, p_scope jsonb) returns jsonb
  language plpgsql stable set search_path = public, pg_temp as $$ begin return (
    select jsonb_build_object('scopes', c.scopes, 'status', ${status}, 'reaches', case c.kind
      when 'site-client' then exists (select 1 from api_client_sites s where s.client_id = c.id and s.site_id = (p_scope->>'site')::uuid)
      when 'operator' then c.area_code = p_scope->>'area'
      else true end)
    from api_clients c where c.id = p_client); end $$;`;

/**
 * Administrators keep machine clients through these functions alone: each asks anew who acts, and writes its audit row in the same
 * transaction. A client may end by a date; one that has ended is to the door as one that was revoked.
 */
export const administerClients: Migration = {
  async up({ run }) {
    await run(`
      alter table api_clients
        add column valid_until timestamptz,
        add column key_log jsonb not null default '[]', -- when each key came and went; a key that went does not come back
        add column version int not null default 1,
        add column revoked_at timestamptz,
        add column revoked_for text;
      create index api_client_sites_by_site on api_client_sites (site_id, client_id);
      grant select, insert, update on api_clients to guard;
      grant select, insert, delete on api_client_sites to guard;
      grant select on browser_clients to guard;
      create policy api_clients_guard on api_clients to guard using (true);
      create policy api_client_sites_guard on api_client_sites to guard using (true);
      create policy browser_clients_guard on browser_clients for select to guard using (true);
      ${grants(`case when c.valid_until <= now() then 'revoked' else c.status end`)}

      create function show_client_v1(p_client text) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('clientId', c.id, 'name', c.name, 'kind', c.kind, 'areaCode', c.area_code, 'keys', c.jwks->'keys', 'keyLog', c.key_log, 'scopes', c.scopes, 'status', c.status,
            'siteIds', (select coalesce(jsonb_agg(s.site_id order by s.site_id), '[]') from api_client_sites s where s.client_id = c.id),
            'validUntil', to_ms(c.valid_until), 'createdAt', to_ms(c.created_at), 'revokedAt', to_ms(c.revoked_at), 'revokedFor', c.revoked_for, 'version', c.version)
          from api_clients c where c.id = p_client);
      end $$;

      create function audit_client_v1(req jsonb, p_action text, p_params jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', jsonb_build_object('kind', 'person', 'personId', req->>'actor'),
          'action', p_action, 'objectKind', 'client', 'objectId', req->>'clientId', 'outcome', 'done', 'params', p_params));
      end $$;

      -- Locks the client for one change. '{}' when it may be changed; else null, {revoked} or {moved}, and nothing may be.
      create function take_client_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_client api_clients;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, null);
        select * into v_client from api_clients where id = req->>'clientId' for no key update;
        if not found then return null; end if;
        if v_client.status = 'revoked' then return '{"revoked": true}'; end if;
        if v_client.version <> (req->>'version')::int then return jsonb_build_object('moved', v_client.version); end if;
        return '{}';
      end $$;

      -- In the order of ids. req: {after, first, siteId}
      create function list_clients_v1(req jsonb) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        v_site uuid := (req->>'siteId')::uuid;
      begin
        if v_site is null then
          return (select coalesce(jsonb_agg(show_client_v1(found.id) order by found.id), '[]')
            from (select id from api_clients where id > coalesce(req->>'after', '') order by id limit (req->>'first')::int) found);
        end if;
        return (select coalesce(jsonb_agg(show_client_v1(found.client_id) order by found.client_id), '[]')
          from (select client_id from api_client_sites where site_id = v_site and client_id > coalesce(req->>'after', '') order by client_id limit (req->>'first')::int) found);
      end $$;

      -- The pages that people sign in through are clients too, and an id is of one alone.
      create function register_client_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform require_administrator_v1((req->>'actor')::uuid, null);
        if exists (select 1 from browser_clients where id = req->>'clientId') then raise exception using errcode = '23505', constraint = 'api_clients_pkey', message = 'taken'; end if;
        insert into api_clients (id, name, kind, area_code, jwks, key_log, scopes, valid_until)
        values (req->>'clientId', req->>'name', req->>'kind', req->>'areaCode', jsonb_build_object('keys', req->'keys'), req->'keyLog', array(select jsonb_array_elements_text(req->'scopes')), from_ms((req->>'validUntil')::bigint));
        insert into api_client_sites (client_id, site_id) select req->>'clientId', value::uuid from jsonb_array_elements_text(req->'siteIds');
        perform audit_client_v1(req, 'client.register', jsonb_build_object('kind', req->'kind', 'areaCode', req->'areaCode', 'siteIds', req->'siteIds', 'scopes', req->'scopes', 'validUntil', req->'validUntil', 'keys', req->'keyLog'));
        return show_client_v1(req->>'clientId');
      end $$;

      create function change_client_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_end jsonb := take_client_v1(req);
        v_before jsonb := show_client_v1(req->>'clientId');
      begin
        if v_end is distinct from '{}' then return v_end; end if;
        update api_clients set name = req->>'name', area_code = req->>'areaCode', scopes = array(select jsonb_array_elements_text(req->'scopes')), valid_until = from_ms((req->>'validUntil')::bigint),
          version = version + 1 where id = req->>'clientId';
        delete from api_client_sites where client_id = req->>'clientId';
        insert into api_client_sites (client_id, site_id) select req->>'clientId', value::uuid from jsonb_array_elements_text(req->'siteIds');
        perform audit_client_v1(req, 'client.change', jsonb_build_object('name', req->'name', 'areaCode', req->'areaCode', 'siteIds', req->'siteIds', 'scopes', req->'scopes', 'validUntil', req->'validUntil',
          'before', v_before - array['clientId', 'kind', 'keys', 'keyLog', 'status', 'createdAt', 'revokedAt', 'revokedFor', 'version']));
        return show_client_v1(req->>'clientId');
      end $$;

      -- One key more or one less: {keys, keyLog} as they are to be, {action, key} for the audit.
      create function keep_client_keys_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_end jsonb := take_client_v1(req);
      begin
        if v_end is distinct from '{}' then return v_end; end if;
        update api_clients set jwks = jsonb_build_object('keys', req->'keys'), key_log = req->'keyLog', version = version + 1 where id = req->>'clientId';
        perform audit_client_v1(req, req->>'action', req->'key');
        return show_client_v1(req->>'clientId');
      end $$;

      -- For good: whoever was shut out comes back under another id.
      create function revoke_client_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_end jsonb := take_client_v1(req);
      begin
        if v_end is distinct from '{}' then return v_end; end if;
        update api_clients set status = 'revoked', revoked_at = now(), revoked_for = req->>'reason', version = version + 1 where id = req->>'clientId';
        perform audit_client_v1(req, 'client.revoke', jsonb_build_object('reason', req->'reason'));
        return show_client_v1(req->>'clientId');
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      ${grants('c.status')}
      drop policy browser_clients_guard on browser_clients;
      drop policy api_client_sites_guard on api_client_sites;
      drop policy api_clients_guard on api_clients;
      revoke select on browser_clients from guard;
      revoke select, insert, delete on api_client_sites from guard;
      revoke select, insert, update on api_clients from guard;
      drop index api_client_sites_by_site;
      alter table api_clients drop column revoked_for, drop column revoked_at, drop column version, drop column key_log, drop column valid_until;
    `);
  },
};
