import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD = [['backlog_v1(int)', 'worker']] as const;

/** A row a minute and system for 14 days, whatever the number of workers and calls: at most 20,160 for each. */
export const keepCallFigures: Migration = {
  async up({ run }) {
    await run(`
      create table system_minutes (
        system text not null,
        minute timestamptz not null,
        calls int not null default 0,
        errors jsonb not null default '{}',
        -- How many calls took how long, by the classes of domain/systems/figures.ts.
        buckets int[] not null default '{}',
        owed int,
        overdue int,
        oldest_at timestamptz,
        state text,
        constraint system_minutes_pkey primary key (system, minute)
      );
      create policy system_minutes_read on system_minutes for select to api using (true);
      create policy system_minutes_keep on system_minutes to worker using (true);
      grant select on system_minutes to api;
      grant select, insert, update, delete on system_minutes to worker;
      alter table system_minutes enable row level security; alter table system_minutes force row level security;

      create index doses_overdue on doses (upload_due_at) where upload_state = 'overdue';
      create index journey_steps_by_step on journey_steps (step, journey_id);

      -- What this worker has seen is added to what others have; a sample of the backlog takes the place of an older one. Then the oldest go.
      create function keep_minutes_v1(p_rows jsonb, p_kept interval) returns void
      language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        insert into system_minutes as kept (system, minute, calls, errors, buckets, owed, overdue, oldest_at, state)
        select r.system, from_ms(r.minute), coalesce(r.calls, 0), coalesce(r.errors, '{}'),
               coalesce((select array_agg(v::int order by n) from jsonb_array_elements_text(r.buckets) with ordinality as e (v, n)), '{}'),
               r.owed, r.overdue, from_ms(r."oldestAt"), r.state
        from jsonb_to_recordset(p_rows) as r (system text, minute bigint, calls int, errors jsonb, buckets jsonb, owed int, overdue int, "oldestAt" bigint, state text)
        order by r.system, r.minute
        on conflict (system, minute) do update set
          calls = kept.calls + excluded.calls,
          errors = (select coalesce(jsonb_object_agg(code, n), '{}') from (
            select code, sum(value::int) as n from (
              select key as code, value from jsonb_each_text(kept.errors) union all select key, value from jsonb_each_text(excluded.errors)) both_of group by code) summed),
          buckets = (select coalesce(array_agg(coalesce(ours, 0) + coalesce(theirs, 0) order by n), '{}') from unnest(kept.buckets, excluded.buckets) with ordinality as b (ours, theirs, n)),
          owed = coalesce(excluded.owed, kept.owed),
          overdue = coalesce(excluded.overdue, kept.overdue),
          oldest_at = case when excluded.owed is null then kept.oldest_at else excluded.oldest_at end,
          state = coalesce(excluded.state, kept.state);
        delete from system_minutes where minute < now() - p_kept and system in (select distinct r.system from jsonb_to_recordset(p_rows) as r (system text));
      end $$;
      revoke execute on function keep_minutes_v1(jsonb, interval) from public;
      grant execute on function keep_minutes_v1(jsonb, interval) to worker;

      -- Journeys (for authorities: residents) that a system still owes something to, since when, and past a deadline. Each part is read by an index that holds
      -- no more than what is owed, and no further than p_limit.
      create function backlog_v1(p_limit int) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      declare
        v_registry jsonb;
        v_sms jsonb;
        v_authorities jsonb;
      begin
        select jsonb_build_object('system', 'registry-guangdong', 'owed', count(distinct journey_id), 'overdue', count(distinct journey_id) filter (where late), 'oldestAt', to_ms(min(since))) into v_registry from (
          (select journey_id, given_at as since, false as late from doses where upload_state in ('pending', 'sent') order by upload_due_at limit p_limit)
          union all
          (select journey_id, given_at, true from doses where upload_state = 'overdue' order by upload_due_at limit p_limit)
          union all
          (select journey_id, null, false from journey_steps where step in ('lookUpArchive', 'createArchive', 'bringTogether') limit p_limit)) owed;
        select jsonb_build_object('system', 'sms', 'owed', count(distinct journey_id), 'overdue', 0, 'oldestAt', to_ms(min(since))) into v_sms from (
          (select journey_id, created_at as since from notices where not process_over and state in ('pending', 'waiting') order by id limit p_limit)
          union all
          (select journey_id, null from journey_steps where step = 'sendResultNotice' limit p_limit)) owed;
        select coalesce(jsonb_agg(jsonb_build_object('system', authority, 'owed', n, 'overdue', late, 'oldestAt', oldest)), '[]') into v_authorities from (
          select state->'asked'->>'authority' as authority, count(*) as n, count(*) filter (where (state->>'fallBackOffered')::boolean) as late, min((state->'asked'->>'at')::bigint) as oldest
          from (select state from identity_checks where not process_over limit p_limit) open
          where state->>'status' = 'asking' group by 1) asked;
        return jsonb_build_array(v_registry, v_sms) || v_authorities;
      end $$;

      -- Points of p_step from p_from on, before p_to, oldest first.
      create function system_points_v1(p_system text, p_from bigint, p_to bigint, p_step interval) returns jsonb
      language plpgsql stable set search_path = public, pg_temp as $$
      begin
        return (
          with rows as (
            select date_bin(p_step, minute, timestamptz '2000-01-01 00:00:00Z') as at, minute, calls, errors, buckets, owed, overdue, oldest_at, state
            from system_minutes where system = p_system and minute >= from_ms(p_from) and minute < from_ms(p_to)),
          points as (
            select at, sum(calls) as calls, max(owed) as owed, max(overdue) as overdue, min(oldest_at) as oldest, (array_agg(state order by minute desc))[1] as state from rows group by at),
          failures as (
            select at, jsonb_object_agg(code, n) as errors from (select at, e.key as code, sum(e.value::int) as n from rows, jsonb_each_text(errors) e group by at, e.key) summed group by at),
          spread as (
            select at, jsonb_agg(n order by class) as buckets from (select at, class, sum(b.value) as n from rows, unnest(buckets) with ordinality as b (value, class) group by at, class) summed group by at)
          select coalesce(jsonb_agg(jsonb_build_object('at', to_ms(p.at), 'calls', p.calls, 'errors', coalesce(f.errors, '{}'), 'buckets', coalesce(s.buckets, '[]'),
                                                       'owed', p.owed, 'overdue', p.overdue, 'oldestAt', to_ms(p.oldest), 'state', p.state) order by p.at), '[]')
          from points p left join failures f using (at) left join spread s using (at));
      end $$;
      revoke execute on function system_points_v1(text, bigint, bigint, interval) from public;
      grant execute on function system_points_v1(text, bigint, bigint, interval) to api;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    await run(`
      drop function backlog_v1(int);
      drop function system_points_v1(text, bigint, bigint, interval);
      drop function keep_minutes_v1(jsonb, interval);
      drop index journey_steps_by_step; drop index doses_overdue;
      drop table system_minutes;
    `);
  },
};
