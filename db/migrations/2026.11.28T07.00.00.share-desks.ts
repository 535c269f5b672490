import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['show_device_v1(uuid)', 'guard'],
  ['require_device_keeper_v1(uuid, uuid)', 'guard'],
  ['audit_device_v1(jsonb, jsonb, text, uuid, jsonb)', 'guard'],
  ['list_devices_v1(jsonb)', 'api'],
  ['register_device_v1(jsonb)', 'api'],
  ['revoke_device_v1(jsonb)', 'api'],
  ['enrol_device_v1(jsonb)', 'api'],
  ['find_device_v1(bytea)', 'api, guard'],
];

/** Devices of shared desks, as administrators and site leads keep them and as they enrol themselves with a code. */
export const shareDesks: Migration = {
  async up({ run }) {
    await run(`
      create table devices (
        id uuid constraint devices_pkey primary key,
        site_id uuid not null constraint devices_site_fkey references sites (id),
        name text not null,
        station text not null constraint devices_station_known check (station in ('registration', 'precheck', 'cashier', 'vaccination', 'observation', 'one-desk')),
        -- The first part of a code says whose it is, of the rest only a hash is here; a code that was used is gone.
        code_handle text constraint devices_code_handle unique,
        code_hash bytea constraint devices_code_sha256 check (length(code_hash) = 32),
        code_until timestamptz,
        code_wrong int not null default 0,
        token_hash bytea constraint devices_token unique constraint devices_token_sha256 check (length(token_hash) = 32),
        enrolled_at timestamptz,
        ends_at timestamptz,
        used_at timestamptz,
        revoked_at timestamptz,
        revoked_for text constraint devices_reason_known check (revoked_for in ('lost', 'stolen', 'misused', 'replaced', 'out-of-use')),
        constraint devices_enrolled check ((token_hash is null) = (enrolled_at is null) and (token_hash is null) = (ends_at is null)),
        constraint devices_revoked check ((revoked_at is null) = (revoked_for is null))
      );
      create index devices_by_site on devices (site_id, id);
      alter table devices enable row level security; alter table devices force row level security;
      create policy devices_guard on devices to guard using (true);
      create policy devices_keep on devices to migrator using (true);
      grant select, insert, update on devices to guard;

      -- Whoever is at a shared desk is so on this device alone.
      alter table browser_sessions add column device_id uuid constraint browser_sessions_device_fkey references devices (id);
      create index browser_sessions_by_device on browser_sessions (device_id) where device_id is not null;

      create function show_device_v1(p_device uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('deviceId', d.id, 'siteId', d.site_id, 'name', d.name, 'station', d.station,
            'status', case when d.revoked_at is not null then 'revoked' when now() < d.ends_at then 'enrolled'
                           when d.token_hash is null and now() < d.code_until and d.code_wrong < 5 then 'awaiting' else 'expired' end,
            'codeUntil', to_ms(d.code_until), 'enrolledAt', to_ms(d.enrolled_at), 'endsAt', to_ms(d.ends_at), 'usedAt', to_ms(d.used_at),
            'revokedAt', to_ms(d.revoked_at), 'revokedFor', d.revoked_for)
          from devices d where d.id = p_device);
      end $$;

      -- 42501: whoever acts is now neither an administrator nor a lead of this site.
      create function require_device_keeper_v1(p_actor uuid, p_site uuid) returns void
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        perform 1 from people p where p.id = p_actor and p.status = 'active' and p.valid_from <= now() and (p.valid_until is null or now() < p.valid_until)
          and ('administrator' = any(p.roles) or ('site-lead' = any(p.roles) and exists (select 1 from people_sites s where s.person_id = p_actor and s.site_id = p_site)));
        if not found then raise exception using errcode = '42501', message = 'keeps no devices here'; end if;
      end $$;

      create function audit_device_v1(req jsonb, p_actor jsonb, p_action text, p_device uuid, p_end jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_strip_nulls(jsonb_build_object('id', req->>'auditId', 'actor', p_actor, 'action', p_action, 'objectKind', 'device', 'objectId', p_device)) || p_end);
      end $$;

      -- In the order of ids, the newest first. req: {after, first, siteId}
      create function list_devices_v1(req jsonb) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        v_after uuid := coalesce((req->>'after')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
        v_site uuid := (req->>'siteId')::uuid;
      begin
        if v_site is null then
          return (select coalesce(jsonb_agg(show_device_v1(found.id) order by found.id desc), '[]')
            from (select id from devices where id < v_after order by id desc limit (req->>'first')::int) found);
        end if;
        return (select coalesce(jsonb_agg(show_device_v1(found.id) order by found.id desc), '[]')
          from (select id from devices where site_id = v_site and id < v_after order by id desc limit (req->>'first')::int) found);
      end $$;

      create function register_device_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_device uuid := (req->>'deviceId')::uuid;
      begin
        perform require_device_keeper_v1((req->>'actor')::uuid, (req->>'siteId')::uuid);
        insert into devices (id, site_id, name, station, code_handle, code_hash, code_until)
        values (v_device, (req->>'siteId')::uuid, req->>'name', req->>'station', req->>'codeHandle', decode(req->>'codeHash', 'hex'), now() + (req->>'codeSeconds')::int * interval '1 second');
        perform audit_device_v1(req, jsonb_build_object('kind', 'person', 'personId', req->>'actor'), 'device.register', v_device,
          jsonb_build_object('outcome', 'done', 'params', jsonb_build_object('siteId', req->'siteId', 'station', req->'station')));
        return show_device_v1(v_device);
      end $$;

      -- It counts at the next request: whoever is at the device is out. Null where there is none, or one of another's site; a second time changes nothing.
      create function revoke_device_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_device uuid := (req->>'deviceId')::uuid;
        v_site uuid;
        v_revoked_at timestamptz;
        v_ended int;
      begin
        select site_id, revoked_at into v_site, v_revoked_at from devices where id = v_device for update;
        if not found then return null; end if;
        begin
          perform require_device_keeper_v1((req->>'actor')::uuid, v_site);
        exception when insufficient_privilege then return null;
        end;
        if v_revoked_at is not null then return show_device_v1(v_device); end if;
        update devices set revoked_at = now(), revoked_for = req->>'reason', code_handle = null, code_hash = null where id = v_device;
        update browser_sessions set ended_at = now() where device_id = v_device and ended_at is null and now() < ends_at;
        get diagnostics v_ended = row_count;
        perform audit_device_v1(req, jsonb_build_object('kind', 'person', 'personId', req->>'actor'), 'device.revoke', v_device,
          jsonb_build_object('outcome', 'done', 'params', jsonb_build_object('reason', req->'reason', 'sessionsEnded', v_ended)));
        return show_device_v1(v_device);
      end $$;

      -- Once, in time, and after at most four wrong ones of the same first part; a wrong one is counted under the lock of its row. Null when it is not good.
      create function enrol_device_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_device record;
        v_why text;
      begin
        select id, code_hash, code_until, code_wrong into v_device from devices where code_handle = req->>'codeHandle' for update;
        v_why := case when not found then 'unknown-code' when now() >= v_device.code_until then 'code-expired' when v_device.code_wrong >= 5 then 'too-many-attempts'
                      when v_device.code_hash <> decode(req->>'codeHash', 'hex') then 'wrong-code' end;
        if v_why is not null then
          if v_why = 'wrong-code' then update devices set code_wrong = code_wrong + 1 where id = v_device.id; end if;
          perform audit_device_v1(req, '{"kind": "unknown"}', 'device.enrol', v_device.id, jsonb_build_object('outcome', 'refused', 'code', v_why));
          return null;
        end if;
        update devices set code_handle = null, code_hash = null, token_hash = decode(req->>'tokenHash', 'hex'), enrolled_at = now(), used_at = now(),
          ends_at = now() + (req->>'seconds')::int * interval '1 second' where id = v_device.id;
        perform audit_device_v1(req, jsonb_build_object('kind', 'device', 'deviceId', v_device.id), 'device.enrol', v_device.id, '{"outcome": "done"}');
        return show_device_v1(v_device.id) || jsonb_build_object('siteName', (select s.name from sites s join devices d on d.site_id = s.id where d.id = v_device.id));
      end $$;

      -- Which device this is; null when it is none, or none any more.
      create function find_device_v1(p_hash bytea) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_device uuid;
      begin
        select id into v_device from devices where token_hash = p_hash and revoked_at is null and now() < ends_at;
        if not found then return null; end if;
        update devices set used_at = now() where id = v_device and used_at < now() - interval '1 minute';
        return show_device_v1(v_device) || jsonb_build_object('siteName', (select s.name from sites s join devices d on d.site_id = s.id where d.id = v_device));
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      alter table browser_sessions drop column device_id;
      drop table devices;
    `);
  },
};
