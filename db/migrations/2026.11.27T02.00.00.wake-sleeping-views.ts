import { giveToGuard, type Migration } from '../migration.js';

/** Asked by the schedules of a worker, over all sites. */
const FUNCTIONS = [['open_views_v1(text, uuid, int)', 'worker'], ['wake_views_v1(text, jsonb)', 'worker'], ['wake_overdue_v1(interval, int)', 'worker']] as const;

/**
 * News for workflows that should be there and are not, or have missed an instant: the same row that a change would have left, so that whoever is
 * awake reads it and changes nothing. Each question has an index and takes what it may answer at most.
 */
export const wakeSleepingViews: Migration = {
  async up({ run }) {
    await run(`
      create index doses_to_upload on doses (upload_due_at) where upload_state in ('pending', 'sent');
      create index cases_to_escalate on cases (due_at) where status = 'open' and level <> 'province';
      create index journeys_to_come on journeys (day, id) where stage = 'booked' and not process_over;

      create function open_views_v1(p_process text, p_after uuid, p_limit int) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select coalesce(jsonb_agg(id order by id), '[]') from (
          (select id from journeys where p_process = 'vaccinationJourney' and not process_over and id > p_after order by id limit p_limit)
          union all
          (select id from cases where p_process = 'supervisorCase' and status = 'open' and id > p_after order by id limit p_limit)) open);
      end $$;

      -- Returns how many were told. p_ids: ids of things of that kind; whatever is over by now is left alone.
      create function wake_views_v1(p_process text, p_ids jsonb) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
      begin
        insert into news (process, id, version, day, send_after)
        select p_process, v.id, v.version, v.day, now() from (
          select id, version, day from journeys where p_process = 'vaccinationJourney' and not process_over and id in (select value::uuid from jsonb_array_elements_text(p_ids))
          union all
          select id, version, (now() at time zone 'Asia/Shanghai')::date from cases
          where p_process = 'supervisorCase' and status = 'open' and id in (select value::uuid from jsonb_array_elements_text(p_ids))) v
        on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0;
        get diagnostics v_count = row_count;
        return v_count;
      end $$;

      -- Instants that passed so long ago without anybody having noticed: uploads, cases to move up, bookings of days that are over.
      create function wake_overdue_v1(p_ago interval, p_limit int) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_journeys jsonb;
        v_cases jsonb;
      begin
        select jsonb_agg(id) into v_journeys from (
          (select d.journey_id as id from doses d where d.upload_state in ('pending', 'sent') and d.upload_due_at < now() - p_ago order by d.upload_due_at limit p_limit)
          union
          (select j.id from journeys j where j.stage = 'booked' and not j.process_over and j.day < ((now() - p_ago) at time zone 'Asia/Shanghai')::date
           order by j.day, j.id limit p_limit)) overdue;
        select jsonb_agg(id) into v_cases from (
          select id from cases where status = 'open' and level <> 'province' and due_at < now() - p_ago order by due_at limit p_limit) overdue;
        return wake_views_v1('vaccinationJourney', coalesce(v_journeys, '[]')) + wake_views_v1('supervisorCase', coalesce(v_cases, '[]'));
      end $$;
    `);
    await giveToGuard({ run }, FUNCTIONS);
  },
  async down({ run }) {
    for (const [signature] of FUNCTIONS.toReversed()) await run(`drop function ${signature}`);
    await run('drop index journeys_to_come; drop index cases_to_escalate; drop index doses_to_upload;');
  },
};
