import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['audit_pin_v1(jsonb, jsonb, text, jsonb)', 'guard'],
  ['end_desk_sessions_of_v1(uuid)', 'guard'],
  ['show_pin_v1(uuid)', 'api, guard'],
  ['set_pin_v1(jsonb)', 'api'],
  ['clear_pin_v1(jsonb)', 'api'],
  ['try_pin_v1(jsonb)', 'api'],
  ['begin_desk_session_v1(jsonb)', 'api'],
  ['begin_session_v2(jsonb)', 'api'],
  ['use_session_v2(bytea, int, int, bytea)', 'api'],
  ['end_session_v2(bytea)', 'api'],
];

/** PINs of those who work at desks, and sessions of theirs that belong to a device. */
export const switchByPin: Migration = {
  async up({ run }) {
    await run(`
      create table desk_pins (
        person_id uuid constraint desk_pins_pkey primary key constraint desk_pins_person_fkey references people (id),
        -- What is typed as the name: that of the account, or a badge where another login provider keeps the account.
        name text not null constraint desk_pins_name unique,
        pin_hash text not null,
        wrong int not null default 0,
        set_at timestamptz not null default now()
      );
      alter table desk_pins enable row level security; alter table desk_pins force row level security;
      create policy desk_pins_guard on desk_pins to guard using (true);
      create policy desk_pins_keep on desk_pins to migrator using (true);
      grant select, insert, update, delete on desk_pins to guard;

      create function audit_pin_v1(req jsonb, p_actor jsonb, p_action text, p_params jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', p_actor, 'action', p_action, 'objectKind', 'person', 'objectId', req->>'personId', 'outcome', 'done', 'params', p_params));
      end $$;

      create function end_desk_sessions_of_v1(p_person uuid) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
      begin
        update browser_sessions set ended_at = now() where person_id = p_person and device_id is not null and ended_at is null and now() < ends_at;
        get diagnostics v_count = row_count;
        return v_count;
      end $$;

      -- By what name somebody comes to a desk, and whether their PIN opens it; a name without a PIN where the account has one already.
      create function show_pin_v1(p_person uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('name', coalesce(d.name, a.username), 'chosen', a.username is null, 'set', d.person_id is not null, 'locked', coalesce(d.wrong >= 5, false))
          from people p left join desk_pins d on d.person_id = p.id left join login_accounts a on a.subject = p.subject where p.id = p_person);
      end $$;

      -- Null where a badge is needed and none was named. 23505 desk_pins_name: it is somebody else's, as a badge or as an account.
      create function set_pin_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
        v_shown jsonb := show_pin_v1(v_person);
        v_name text := case when (v_shown->>'chosen')::boolean then req->>'name' else v_shown->>'name' end;
        v_ended int;
      begin
        if v_name is null then return null; end if;
        perform 1 from login_accounts a join people p on p.subject = a.subject where a.username = v_name and p.id <> v_person;
        if found then raise exception using errcode = '23505', constraint = 'desk_pins_name', message = 'the name of an account'; end if;
        insert into desk_pins (person_id, name, pin_hash) values (v_person, v_name, req->>'pinHash')
        on conflict (person_id) do update set name = excluded.name, pin_hash = excluded.pin_hash, wrong = 0, set_at = now();
        v_ended := end_desk_sessions_of_v1(v_person);
        perform audit_pin_v1(req, jsonb_build_object('kind', 'person', 'personId', v_person), 'pin.set', jsonb_build_object('sessionsEnded', v_ended));
        return show_pin_v1(v_person);
      end $$;

      -- Whether there was one. MC010 and 42501 as for every change of a person.
      create function clear_pin_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
        v_ended int;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, v_person);
        delete from desk_pins where person_id = v_person;
        if not found then return false; end if;
        v_ended := end_desk_sessions_of_v1(v_person);
        perform audit_pin_v1(req, jsonb_build_object('kind', 'person', 'personId', req->>'actor'), 'pin.clear', jsonb_build_object('sessionsEnded', v_ended));
        return true;
      end $$;

      -- An attempt is counted before the PIN is looked at, so that many at once are counted too. The hash is null once five were wrong.
      create function try_pin_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_found jsonb;
      begin
        update desk_pins set wrong = wrong + 1 where name = req->>'name' and wrong < 5
          returning jsonb_build_object('personId', person_id, 'pinHash', pin_hash, 'attempt', wrong) into v_found;
        if found then return v_found; end if;
        return (select jsonb_build_object('personId', person_id, 'pinHash', null, 'attempt', wrong) from desk_pins where name = req->>'name');
      end $$;

      -- After a PIN that was right: whoever was at the device is out, and this person in, if they work at this site in one of these roles and nothing
      -- changed meanwhile. Null otherwise. req: {deviceHash, personId, pinHash, roles, tokenHash, previousHash, seconds, auditId}
      create function begin_desk_session_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
        v_device devices;
        v_ended int;
      begin
        select * into v_device from devices where token_hash = decode(req->>'deviceHash', 'hex') and revoked_at is null and now() < ends_at for update;
        if not found then return false; end if;
        perform 1 from people p join people_sites s on s.person_id = p.id and s.site_id = v_device.site_id
          where p.id = v_person and p.status = 'active' and p.valid_from <= now() and (p.valid_until is null or now() < p.valid_until)
            and p.roles && array(select jsonb_array_elements_text(req->'roles'));
        if not found then return false; end if;
        update desk_pins set wrong = 0 where person_id = v_person and pin_hash = req->>'pinHash';
        if not found then return false; end if;
        update browser_sessions set ended_at = now()
          where ended_at is null and (device_id = v_device.id or token_hash = decode(req->>'previousHash', 'hex'));
        get diagnostics v_ended = row_count;
        insert into browser_sessions (token_hash, person_id, device_id, ends_at)
        values (decode(req->>'tokenHash', 'hex'), v_person, v_device.id, now() + (req->>'seconds')::int * interval '1 second');
        perform audit_pin_v1(req, jsonb_build_object('kind', 'person', 'personId', v_person, 'deviceId', v_device.id), 'desk.switch', jsonb_build_object('sessionsEnded', v_ended));
        return true;
      end $$;

      -- As begin_session_v1; whoever signed in in full may come to desks again. Whether a PIN had been locked.
      create function begin_session_v2(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_unlocked boolean;
      begin
        perform begin_session_v1(req);
        select wrong >= 5 into v_unlocked from desk_pins where person_id = (req->>'personId')::uuid for update;
        update desk_pins set wrong = 0 where person_id = (req->>'personId')::uuid and wrong > 0;
        return coalesce(v_unlocked, false);
      end $$;

      -- As use_session_v1. What began on a device goes on there alone, while the device is enrolled, and is idle for less long.
      create function use_session_v2(p_hash bytea, p_idle_seconds int, p_desk_idle_seconds int, p_device_hash bytea) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_found record;
        v_idle interval;
      begin
        select s.used_at, s.ends_at, s.acr, s.device_id, d.site_id, d.name, d.station, p.issuer, p.subject into v_found
          from browser_sessions s join people p on p.id = s.person_id left join devices d on d.id = s.device_id
          where s.token_hash = p_hash and s.ended_at is null and now() < s.ends_at
            and (s.device_id is null or (d.token_hash = p_device_hash and d.revoked_at is null and now() < d.ends_at));
        if not found then return null; end if;
        v_idle := case when v_found.device_id is null then p_idle_seconds else p_desk_idle_seconds end * interval '1 second';
        if now() >= v_found.used_at + v_idle then return null; end if;
        if v_found.used_at < now() - least(interval '1 minute', v_idle / 4) then
          update browser_sessions set used_at = now() where token_hash = p_hash;
        end if;
        return find_person_v1(v_found.issuer, v_found.subject) || jsonb_build_object('acr', v_found.acr, 'endsAt', to_ms(v_found.ends_at),
          'device', case when v_found.device_id is not null then jsonb_build_object('deviceId', v_found.device_id, 'siteId', v_found.site_id, 'name', v_found.name, 'station', v_found.station) end);
      end $$;

      -- Whose session ended just now and at which device; null where there was none.
      create function end_session_v2(p_hash bytea) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_ended jsonb;
      begin
        update browser_sessions set ended_at = now() where token_hash = p_hash and ended_at is null returning jsonb_build_object('personId', person_id, 'deviceId', device_id) into v_ended;
        return v_ended;
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run('drop table desk_pins');
  },
};
