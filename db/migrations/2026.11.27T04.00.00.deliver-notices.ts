import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['read_notice_view_v1(uuid)', 'worker, api'],
  ['read_notice_news_v1(uuid)', 'worker'],
  ['notices_to_ask_v1(int)', 'worker'],
  ['requeue_open_notices_v1(uuid, int)', 'relay'],
  ['open_views_v3(text, uuid, int)', 'worker'],
  ['wake_views_v3(text, jsonb)', 'worker'],
  ['wake_overdue_v2(interval, int)', 'worker'],
];

const STATES = ['pending', 'sent', 'delivered', 'failed', 'uncertain', 'no-phone'];
const stateKnown = (states: readonly string[]) => `
  alter table notices drop constraint notices_state_known;
  alter table notices add constraint notices_state_known check (state in (${states.map((state) => `'${state}'`).join(', ')}));
`;

/** Where a notice stands whose first send failed or has to wait, for the process that delivers it; and which receipts are due. */
export const deliverNotices: Migration = {
  async up({ run }) {
    await run(`
      alter table notices
        add column version int not null default 1,
        -- Of a waiting notice the next attempt, of a sent one the next question for its receipt.
        add column next_at timestamptz,
        add column error_code text,
        -- An attempt was begun, and nobody knows yet whether it left.
        add column in_doubt boolean not null default false,
        add column process_over boolean not null default true;
      ${stateKnown([...STATES, 'waiting', 'withdrawn'])}
      update notices set in_doubt = true where state = 'pending' and attempts > 0;
      create index notices_open on notices (id) where not process_over;
      create index notices_to_ask on notices (next_at) where state = 'sent' and process_over and next_at is not null;
      create index journeys_observed on journeys (id) where stage = 'observing' and not process_over;

      create function read_notice_view_v1(p_notice uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object(
          'noticeId', id, 'version', version, 'journeyId', journey_id, 'residentId', resident_id, 'siteId', site_id, 'areaCode', area_code,
          'contentVersion', content_version, 'channel', channel, 'state', state, 'nextAt', to_ms(next_at), 'attempts', attempts, 'inDoubt', in_doubt,
          'providerId', provider_id, 'createdAt', to_ms(created_at), 'over', process_over) from notices where id = p_notice);
      end $$;

      -- The same, and its news taken as read up to exactly that version: for the process's own reading alone.
      create function read_notice_news_v1(p_notice uuid) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_found jsonb := read_notice_view_v1(p_notice);
      begin
        if v_found is not null then perform take_news_v1('noticeDelivery', p_notice, (v_found->>'version')::int); end if;
        return v_found;
      end $$;

      -- Accepted by a provider, and due to be asked about.
      create function notices_to_ask_v1(p_limit int) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select coalesce(jsonb_agg(read_notice_view_v1(id) order by next_at), '[]') from (
          select id, next_at from notices where state = 'sent' and process_over and next_at <= now() order by next_at limit p_limit) due);
      end $$;

      create function requeue_open_notices_v1(p_after uuid, p_batch int) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_ids jsonb := open_views_v3('noticeDelivery', p_after, p_batch);
      begin
        perform wake_views_v3('noticeDelivery', v_ids);
        return jsonb_build_object('count', jsonb_array_length(v_ids), 'last', case when jsonb_array_length(v_ids) = p_batch then v_ids->>-1 end);
      end $$;

      create function open_views_v3(p_process text, p_after uuid, p_limit int) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        if p_process <> 'noticeDelivery' then return open_views_v2(p_process, p_after, p_limit); end if;
        return (select coalesce(jsonb_agg(id order by id), '[]') from (
          select id from notices where not process_over and id > p_after order by id limit p_limit) open);
      end $$;

      create function wake_views_v3(p_process text, p_ids jsonb) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
      begin
        if p_process <> 'noticeDelivery' then return wake_views_v2(p_process, p_ids); end if;
        insert into news (process, id, version, day, send_after)
        select 'noticeDelivery', id, version, (now() at time zone 'Asia/Shanghai')::date, now() from notices
        where not process_over and id in (select value::uuid from jsonb_array_elements_text(p_ids))
        on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0;
        get diagnostics v_count = row_count;
        return v_count;
      end $$;

      -- What the first version knew, and: half hours of observation, fall-backs of identity checks, attempts of notices.
      create function wake_overdue_v2(p_ago interval, p_limit int) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_before bigint := to_ms(now() - p_ago);
        v_observed jsonb;
        v_identities jsonb;
        v_notices jsonb;
      begin
        select jsonb_agg(id) into v_observed from (
          select id from journeys where stage = 'observing' and not process_over
            and not (state->'observation'->>'elapsed')::boolean and (state->'observation'->>'until')::bigint < v_before order by id limit p_limit) overdue;
        select jsonb_agg(resident_id) into v_identities from (
          select resident_id from identity_checks where not process_over
            and not (state->>'fallBackOffered')::boolean and (state->'asked'->>'fallBackAt')::bigint < v_before order by resident_id limit p_limit) overdue;
        select jsonb_agg(id) into v_notices from (
          select id from notices where not process_over and coalesce(next_at, updated_at) < now() - p_ago order by id limit p_limit) overdue;
        return wake_overdue_v1(p_ago, p_limit) + wake_views_v3('vaccinationJourney', coalesce(v_observed, '[]'))
          + wake_views_v3('identityCheck', coalesce(v_identities, '[]')) + wake_views_v3('noticeDelivery', coalesce(v_notices, '[]'));
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      drop index journeys_observed;
      update notices set state = case state when 'waiting' then 'pending' else 'failed' end where state in ('waiting', 'withdrawn');
      ${stateKnown(STATES)}
      alter table notices drop column version, drop column next_at, drop column error_code, drop column in_doubt, drop column process_over;
    `);
  },
};
