import type { Migration } from '../migration.js';

/** They see all sites; asked by workers for the one case at hand, and by the relay after an engine was lost. */
const AS_GUARD: [signature: string, roles: string][] = [
  ['read_case_view_v1(uuid)', 'worker'],
  ['requeue_open_cases_v1(uuid, int)', 'relay'],
  ['journey_of_case_v1(uuid)', 'api'],
];

/**
 * A case as something that people take in hand. A command that touches cases reads and appends through the door's functions with the case as
 * one more document, in the same transaction; every other command does not pay for it.
 */
export const letPeopleDecideCases: Migration = {
  async up({ run }) {
    await run(`
      alter table cases
        add column level text not null default 'site' constraint cases_level_known check (level in ('site', 'district', 'city', 'province')),
        add column claimed_by text,
        add column claimed_until timestamptz,
        add column action text,
        add constraint cases_claim_whole check ((claimed_by is null) = (claimed_until is null));
      grant update on cases to api, worker;

      create function read_with_case_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        return read_v2(req) || jsonb_build_object('supervisorCase', (
          select jsonb_build_object('caseId', c.id, 'version', c.version,
                                    'claim', case when c.claimed_by is not null then jsonb_build_object('by', c.claimed_by, 'until', to_ms(c.claimed_until)) end)
          from cases c where c.id = (req->'ask'->>'caseId')::uuid and c.journey_id = (req->>'journeyId')::uuid));
      end $$;

      -- Its clock begins with a case and ends with it.
      create function put_case_news_v1(p_case uuid, p_version int) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        perform put_news_v1(jsonb_build_object('process', 'supervisorCase', 'id', p_case, 'version', p_version, 'sendAfterMs', 0,
                                               'day', (now() at time zone 'Asia/Shanghai')::date));
      end $$;

      -- A case has one journey, whose row is locked before, so the order of locks holds: nobody waits for a case who keeps a journey from us.
      create function append_with_cases_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_answer jsonb;
        v_command uuid := (req->>'commandId')::uuid;
        v_at timestamptz := from_ms((req->>'at')::bigint);
        c jsonb;
        v_case record;
      begin
        begin
          v_answer := append_v1(req - 'resolvedCases');
          if not v_answer ? 'ok' then return v_answer; end if;
          for c in select value from jsonb_array_elements(coalesce(req->'resolvedCases', '[]')) loop
            update cases set status = 'resolved', action = c->>'action', claimed_by = null, claimed_until = null, version = version + 1, xid = pg_current_xact_id()
            where id = (c->>'caseId')::uuid and status = 'open' and ((c->>'expect') is null or version = (c->>'expect')::int)
            returning version, site_id, area_code into v_case;
            if not found then raise exception using errcode = 'MC001', message = 'case'; end if;
            insert into case_events (case_id, version, type, at, command_id, actor, data, site_id, area_code)
            values ((c->>'caseId')::uuid, v_case.version, 'resolved', v_at, v_command, req->'actor',
                    jsonb_build_object('action', c->'action', 'noteId', c->'noteId'), v_case.site_id, v_case.area_code);
            perform put_case_news_v1((c->>'caseId')::uuid, v_case.version);
          end loop;
          perform put_case_news_v1((value->>'caseId')::uuid, 1) from jsonb_array_elements(coalesce(req->'cases', '[]'));
        exception
          when sqlstate 'MC001' then return '{"lost": "case"}';
          when deadlock_detected then return '{"lost": "deadlock"}';
        end;
        return v_answer;
      end $$;

      /*
       * What a case's workflow sees, and its news taken as read up to exactly that version, as read_view_v1 does for a journey's. The site is
       * where what it finds is recorded.
       */
      create function read_case_view_v1(p_case uuid) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        c record;
      begin
        select version, status, level, due_at, site_id into c from cases where id = p_case;
        if not found then return null; end if;
        perform take_news_v1('supervisorCase', p_case, c.version);
        return jsonb_build_object('version', c.version, 'status', c.status, 'level', c.level, 'dueAt', to_ms(c.due_at), 'siteId', c.site_id);
      end $$;

      -- News for every case that is open, a batch at a time, as requeue_open_views_v1 does for journeys.
      create function requeue_open_cases_v1(p_after uuid, p_batch int) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
        v_last uuid;
      begin
        with batch as (
          select id, version from cases where status = 'open' and id > p_after order by id limit p_batch
        ), put as (
          insert into news (process, id, version, day, send_after)
          select 'supervisorCase', id, version, (now() at time zone 'Asia/Shanghai')::date, now() from batch
          on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0
        )
        select count(*), (array_agg(id order by id desc))[1] into v_count, v_last from batch;
        return jsonb_build_object('count', v_count, 'last', case when v_count = p_batch then v_last end);
      end $$;
      -- A case's own workflow does not go on: the fault is shown at its journey.
      create function journey_of_case_v1(p_case uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
        select journey_id from cases where id = p_case
      $$;
      create index cases_open on cases (id) where status = 'open';

      revoke execute on function read_with_case_v1(jsonb), append_with_cases_v1(jsonb), put_case_news_v1(uuid, int) from public;
      grant execute on function read_with_case_v1(jsonb), append_with_cases_v1(jsonb), put_case_news_v1(uuid, int) to api, worker;
    `);
    await run('grant create on schema public to guard');
    for (const [signature, roles] of AS_GUARD) {
      await run(`
        revoke execute on function ${signature} from public;
        grant execute on function ${signature} to ${roles};
        alter function ${signature} owner to guard;
      `);
    }
    await run('revoke create on schema public from guard');
  },
  async down({ run }) {
    await run(`
      drop function journey_of_case_v1(uuid); drop function requeue_open_cases_v1(uuid, int); drop function read_case_view_v1(uuid);
      drop index cases_open;
      drop function append_with_cases_v1(jsonb); drop function put_case_news_v1(uuid, int); drop function read_with_case_v1(jsonb);
      revoke update on cases from api, worker;
      alter table cases drop constraint cases_claim_whole, drop column action, drop column claimed_until, drop column claimed_by, drop column level;
    `);
  },
};
