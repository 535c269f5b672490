import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['require_administrator_v1(uuid, uuid)', 'guard'],
  ['show_person_v1(uuid)', 'guard'],
  ['audit_person_v1(jsonb, text, jsonb)', 'guard'],
  ['list_people_v1(jsonb)', 'api'],
  ['read_person_v1(uuid)', 'api'],
  ['register_person_v1(jsonb)', 'api'],
  ['change_person_v1(jsonb)', 'api'],
  ['set_password_v1(jsonb)', 'api'],
];

/** Administrators keep people through these functions alone: each asks anew who acts, and writes its audit row in the same transaction. */
export const administerPeople: Migration = {
  async up({ run }) {
    await run(`
      grant insert, update on people to guard;
      grant insert, delete on people_sites to guard;
      grant select, insert, update on login_accounts to guard;
      create policy login_accounts_guard on login_accounts to guard using (true);
      grant insert on audit_rows to guard;
      create policy audit_rows_guard on audit_rows for insert to guard with check (true);
      grant execute on function write_audit_v1(jsonb) to guard;
      create index people_sites_by_site on people_sites (site_id, person_id);

      -- MC010: nobody changes what they themselves may. 42501: whoever acts is no administrator now.
      create function require_administrator_v1(p_actor uuid, p_person uuid) returns void
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        if p_actor = p_person then raise exception using errcode = 'MC010', message = 'on oneself'; end if;
        perform 1 from people where id = p_actor and 'administrator' = any(roles) and status = 'active' and valid_from <= now() and (valid_until is null or now() < valid_until);
        if not found then raise exception using errcode = '42501', message = 'not an administrator'; end if;
      end $$;

      create function show_person_v1(p_person uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('personId', p.id, 'name', p.name, 'roles', p.roles, 'areaCode', p.area_code, 'status', p.status,
            'siteIds', (select coalesce(jsonb_agg(s.site_id order by s.site_id), '[]') from people_sites s where s.person_id = p.id),
            'validFrom', to_ms(p.valid_from), 'validUntil', to_ms(p.valid_until), 'issuer', p.issuer, 'subject', p.subject,
            'username', (select a.username from login_accounts a where a.subject = p.subject))
          from people p where p.id = p_person);
      end $$;

      -- What somebody may, as ids and codes; never a name.
      create function audit_person_v1(req jsonb, p_action text, p_params jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', jsonb_build_object('kind', 'person', 'personId', req->>'actor'),
          'action', p_action, 'objectKind', 'person', 'objectId', req->>'personId', 'outcome', 'done', 'params', p_params));
      end $$;

      -- In the order of ids, the newest first. req: {after, first, siteId}
      create function list_people_v1(req jsonb) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        v_after uuid := coalesce((req->>'after')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
        v_site uuid := (req->>'siteId')::uuid;
      begin
        if v_site is null then
          return (select coalesce(jsonb_agg(show_person_v1(found.id) order by found.id desc), '[]')
            from (select id from people where id < v_after order by id desc limit (req->>'first')::int) found);
        end if;
        return (select coalesce(jsonb_agg(show_person_v1(found.person_id) order by found.person_id desc), '[]')
          from (select person_id from people_sites where site_id = v_site and person_id < v_after order by person_id desc limit (req->>'first')::int) found);
      end $$;

      create function read_person_v1(p_person uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return show_person_v1(p_person);
      end $$;

      create function register_person_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, v_person);
        insert into people (id, issuer, subject, name, roles, area_code, valid_from, valid_until)
        values (v_person, req->>'issuer', req->>'subject', req->>'name', array(select jsonb_array_elements_text(req->'roles')), req->>'areaCode',
                coalesce(from_ms((req->>'validFrom')::bigint), now()), from_ms((req->>'validUntil')::bigint));
        insert into people_sites (person_id, site_id) select v_person, value::uuid from jsonb_array_elements_text(req->'siteIds');
        if req ? 'username' then
          insert into login_accounts (subject, username, password_hash) values (req->>'subject', req->>'username', req->>'passwordHash');
        end if;
        perform audit_person_v1(req, 'person.register', jsonb_build_object('roles', req->'roles', 'areaCode', req->'areaCode', 'siteIds', req->'siteIds', 'account', req ? 'username'));
        return show_person_v1(v_person);
      end $$;

      -- What is changed counts at once: whatever the person had open ends. Null where there is nobody.
      create function change_person_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
        v_before jsonb;
        v_ended int;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, v_person);
        perform 1 from people where id = v_person for update;
        if not found then return null; end if;
        v_before := show_person_v1(v_person);
        update people set name = req->>'name', roles = array(select jsonb_array_elements_text(req->'roles')), area_code = req->>'areaCode', status = req->>'status',
          valid_from = from_ms((req->>'validFrom')::bigint), valid_until = from_ms((req->>'validUntil')::bigint) where id = v_person;
        delete from people_sites where person_id = v_person;
        insert into people_sites (person_id, site_id) select v_person, value::uuid from jsonb_array_elements_text(req->'siteIds');
        update login_accounts set status = req->>'status' where subject = v_before->>'subject' and v_before->>'issuer' = req->>'issuer';
        v_ended := end_sessions_of_v1(v_person);
        perform audit_person_v1(req, case when req->>'status' = 'revoked' then 'person.revoke' else 'person.change' end, jsonb_build_object(
          'before', v_before - array['name', 'username', 'subject', 'issuer', 'personId'], 'roles', req->'roles', 'areaCode', req->'areaCode', 'siteIds', req->'siteIds',
          'status', req->'status', 'renamed', v_before->>'name' <> req->>'name', 'sessionsEnded', v_ended));
        return show_person_v1(v_person);
      end $$;

      -- A new password for somebody whom our own login provider knows, or their first. Null where there is nobody.
      create function set_password_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
        v_subject text;
        v_ended int;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, v_person);
        select subject into v_subject from people where id = v_person and issuer = req->>'issuer' for update;
        if not found then return null; end if;
        update login_accounts set password_hash = req->>'passwordHash' where subject = v_subject;
        if not found then return null; end if;
        v_ended := end_sessions_of_v1(v_person);
        perform audit_person_v1(req, 'person.set-password', jsonb_build_object('sessionsEnded', v_ended));
        return show_person_v1(v_person);
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      drop index people_sites_by_site;
      revoke execute on function write_audit_v1(jsonb) from guard;
      drop policy audit_rows_guard on audit_rows;
      revoke insert on audit_rows from guard;
      drop policy login_accounts_guard on login_accounts;
      revoke select, insert, update on login_accounts from guard;
      revoke insert, delete on people_sites from guard;
      revoke insert, update on people from guard;
    `);
  },
};
