import type { Migration } from '../migration.js';

/** What workflows, the relay and live updates read and leave behind, over all sites, with the roles that may ask. They run as `guard`. */
const FUNCTIONS: [signature: string, roles: string][] = [
  ['put_news_v1(jsonb)', 'api, worker'],
  ['read_view_v1(uuid)', 'worker'],
  ['requeue_open_views_v1(uuid, int)', 'relay'],
  ['purge_command_keys_v1(interval)', 'relay'],
  ['changes_since_v1(xid8)', 'api'],
  ['keep_step_v1(uuid, text, int, text, bigint)', 'worker'],
];

const NEWS = `
  create function put_news_v1(p_news jsonb) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  begin
    insert into news (process, id, version, day, send_after)
    values (p_news->>'process', (p_news->>'id')::uuid, (p_news->>'version')::int, (p_news->>'day')::date,
            now() + (p_news->>'sendAfterMs')::int * interval '1 millisecond')
    on conflict (process, id) do update
      set version = excluded.version, day = excluded.day, send_after = excluded.send_after, sent_at = null, attempts = 0;
  end $$;

  /*
   * What a workflow sees, and its news taken as read up to exactly that version: a version that comes while this runs keeps its row.
   * Progress of reading is kept to the second, so that readers do not queue for one row.
   */
  create function read_view_v1(p_journey uuid) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    j record;
    v_read timestamptz;
  begin
    select version, state_version, state, site_id, area_code, resident_id into j from journeys where id = p_journey;
    if not found then return null; end if;
    delete from news where process = 'vaccinationJourney' and id = p_journey and version <= j.version returning coalesce(sent_at, now()) into v_read;
    if found then
      insert into news_progress (process, read_sent_at) values ('vaccinationJourney', v_read) on conflict (process) do nothing;
      if not found then
        update news_progress set read_sent_at = v_read where ctid in (
          select ctid from news_progress where process = 'vaccinationJourney' and read_sent_at < v_read - interval '1 second' for update skip locked);
      end if;
    end if;
    return jsonb_build_object('version', j.version, 'stateVersion', j.state_version, 'state', j.state, 'siteId', j.site_id, 'residentId', j.resident_id);
  end $$;

  -- News for every view that is not over, a batch of journeys at a time. Returns {"count", "last"}; last is null at the end.
  create function requeue_open_views_v1(p_after uuid, p_batch int) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_count int;
    v_last uuid;
  begin
    with batch as (
      select id, version, day from journeys where not process_over and id > p_after order by id limit p_batch
    ), put as (
      insert into news (process, id, version, day, send_after) select 'vaccinationJourney', id, version, day, now() from batch
      on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0
    )
    select count(*), (array_agg(id order by id desc))[1] into v_count, v_last from batch;
    return jsonb_build_object('count', v_count, 'last', case when v_count = p_batch then v_last end);
  end $$;

  create function purge_command_keys_v1(p_older interval) returns bigint
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_count bigint;
  begin
    -- Keys answer repeats for 35 days (architecture section 4); nobody may shorten that by mistake.
    delete from command_keys where at < now() - greatest(p_older, interval '35 days');
    get diagnostics v_count = row_count;
    return v_count;
  end $$;`;

const CHANGES = `
  /*
   * What changed in transactions that are over, by cursor: rows below the snapshot's xmin, where no earlier transaction can still appear.
   * One entry for each thing, with where it belongs, for the filter by scope; no content.
   */
  create function changes_since_v1(p_cursor xid8) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_until xid8 := pg_snapshot_xmin(pg_current_snapshot());
    v_changes jsonb;
  begin
    if p_cursor is not null then
      select jsonb_agg(jsonb_build_object('resource', resource, 'id', id, 'siteId', site_id, 'areaCode', area_code)) into v_changes from (
        select distinct 'journeys' as resource, journey_id as id, site_id, area_code from journey_events where xid >= p_cursor and xid < v_until
        union all select distinct 'cases', id, site_id, area_code from cases where xid >= p_cursor and xid < v_until
        union all select distinct 'notices', id, site_id, area_code from notices where xid >= p_cursor and xid < v_until
      ) changed;
    end if;
    return jsonb_build_object('cursor', v_until::text, 'changes', coalesce(v_changes, '[]'));
  end $$;

  -- A step that is being retried, at the site of its journey; p_attempt null = it succeeded or is no longer wanted.
  create function keep_step_v1(p_journey uuid, p_step text, p_attempt int, p_error text, p_next bigint) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  begin
    if p_attempt is null then
      delete from journey_steps where journey_id = p_journey and step = p_step;
    else
      insert into journey_steps (journey_id, step, site_id, area_code, attempt, error_code, next_try_at, updated_at)
      select p_journey, p_step, site_id, area_code, p_attempt, p_error, from_ms(p_next), now() from journeys where id = p_journey
      on conflict (journey_id, step) do update
        set attempt = excluded.attempt, error_code = excluded.error_code, next_try_at = excluded.next_try_at, updated_at = excluded.updated_at;
    end if;
  end $$;`;

export const createProcessFunctions: Migration = {
  async up({ run }) {
    for (const sql of [NEWS, CHANGES]) await run(sql);
    await run('grant create on schema public to guard');
    for (const [signature, roles] of FUNCTIONS) {
      await run(`
        revoke execute on function ${signature} from public;
        grant execute on function ${signature} to ${roles};
        alter function ${signature} owner to guard;
      `);
    }
    await run('revoke create on schema public from guard');
  },
  async down({ run }) {
    for (const [signature] of FUNCTIONS.toReversed()) await run(`drop function ${signature}`);
  },
};
