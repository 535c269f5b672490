import { giveToGuard, type Migration } from '../migration.js';
import { mayKnow } from './2026.11.24T09.02.00.create-residents.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['read_identity_view_v1(uuid)', 'worker, api'],
  ['read_identity_news_v1(uuid)', 'worker'],
  ['requeue_open_identities_v1(uuid, int)', 'relay'],
  ['open_views_v2(text, uuid, int)', 'worker'],
  ['wake_views_v2(text, jsonb)', 'worker'],
];

/** Where the real-name verification of a resident stands, with its small log; a process of its own asks the authorities. */
export const verifyIdentities: Migration = {
  async up({ run }) {
    await run(`
      create table identity_checks (
        resident_id uuid constraint identity_checks_pkey primary key,
        -- Where it was asked last: what the process finds is recorded there.
        site_id uuid not null,
        area_code text collate "C" not null,
        version int not null default 0,
        state jsonb,
        -- The token of a capture service, kept until the question is answered.
        capture_enc bytea,
        process_over boolean not null default true,
        constraint identity_checks_site_fkey foreign key (site_id, area_code) references sites (id, area_code)
      );
      create index identity_checks_open on identity_checks (resident_id) where not process_over;
      create table identity_check_events (
        resident_id uuid not null,
        version int not null,
        type text not null,
        at timestamptz not null,
        command_id uuid not null,
        actor jsonb not null,
        data jsonb not null,
        constraint identity_check_events_pkey primary key (resident_id, version)
      );
      create policy identity_checks_scope on identity_checks to api, worker using (${mayKnow('identity_checks.resident_id')});
      create policy identity_check_events_scope on identity_check_events to api, worker using (${mayKnow('identity_check_events.resident_id')});
      create policy identity_checks_guard on identity_checks to guard using (true);
      alter table identity_checks enable row level security; alter table identity_checks force row level security;
      alter table identity_check_events enable row level security; alter table identity_check_events force row level security;
      grant select, insert, update on identity_checks to api, worker;
      grant select, insert on identity_check_events to api, worker;
      grant select on identity_checks to guard;

      create function read_identity_view_v1(p_resident uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('version', version, 'state', state, 'siteId', site_id) from identity_checks where resident_id = p_resident);
      end $$;

      -- The same, and its news taken as read up to exactly that version: for the process's own reading alone.
      create function read_identity_news_v1(p_resident uuid) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_found jsonb := read_identity_view_v1(p_resident);
      begin
        if v_found is not null then perform take_news_v1('identityCheck', p_resident, (v_found->>'version')::int); end if;
        return v_found;
      end $$;

      -- At the caller's scope: whoever may not know the resident gets nothing.
      create function identity_capture_v1(req jsonb) returns text
      language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        perform set_scope(req->'scope');
        return (select encode(capture_enc, 'base64') from identity_checks where resident_id = (req->>'residentId')::uuid);
      end $$;
      revoke execute on function identity_capture_v1(jsonb) from public;
      grant execute on function identity_capture_v1(jsonb) to worker;

      create function requeue_open_identities_v1(p_after uuid, p_batch int) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
        v_last uuid;
      begin
        with batch as (
          select resident_id, version from identity_checks where not process_over and resident_id > p_after order by resident_id limit p_batch
        ), put as (
          insert into news (process, id, version, day, send_after)
          select 'identityCheck', resident_id, version, (now() at time zone 'Asia/Shanghai')::date, now() from batch
          on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0
        )
        select count(*), (array_agg(resident_id order by resident_id desc))[1] into v_count, v_last from batch;
        return jsonb_build_object('count', v_count, 'last', case when v_count = p_batch then v_last end);
      end $$;

      create function open_views_v2(p_process text, p_after uuid, p_limit int) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        if p_process <> 'identityCheck' then return open_views_v1(p_process, p_after, p_limit); end if;
        return (select coalesce(jsonb_agg(resident_id order by resident_id), '[]') from (
          select resident_id from identity_checks where not process_over and resident_id > p_after order by resident_id limit p_limit) open);
      end $$;

      create function wake_views_v2(p_process text, p_ids jsonb) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
      begin
        if p_process <> 'identityCheck' then return wake_views_v1(p_process, p_ids); end if;
        insert into news (process, id, version, day, send_after)
        select 'identityCheck', resident_id, version, (now() at time zone 'Asia/Shanghai')::date, now() from identity_checks
        where not process_over and resident_id in (select value::uuid from jsonb_array_elements_text(p_ids))
        on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0;
        get diagnostics v_count = row_count;
        return v_count;
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run('drop function identity_capture_v1(jsonb); drop table identity_check_events; drop table identity_checks;');
  },
};
