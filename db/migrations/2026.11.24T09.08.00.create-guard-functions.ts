import type { Migration } from '../migration.js';

/** Each with the roles that may ask. They run as `guard`, see all sites, and answer with verdicts and opaque ids, never with rows of others. */
const FUNCTIONS: [signature: string, roles: string][] = [
  ['resident_facts_v1(uuid)', 'api, worker'],
  ['health_code_facts_v1(uuid, text)', 'api, worker'],
  ['find_resident_v1(text, jsonb)', 'api, worker'],
  ['journey_scope_v1(uuid)', 'api, worker'],
  ['take_claims_v1(uuid, jsonb, jsonb)', 'api, worker'],
  ['move_slots_v1(jsonb)', 'api, worker'],
  ['put_news_v1(jsonb)', 'api, worker'],
  ['read_view_v1(uuid)', 'worker'],
  ['requeue_open_views_v1(uuid, int)', 'relay'],
  ['purge_command_keys_v1(interval)', 'relay'],
  ['changes_since_v1(xid8)', 'api'],
  ['keep_step_v1(uuid, text, int, text, bigint)', 'worker'],
];

/*
 * In plpgsql, whose plans are kept: a function in SQL that cannot be inlined is planned at every call, which cost more than its work (measured:
 * 0.48 of 1.6 ms of a read). Generic plans, since pruning partitions while running is cheaper than planning for one id at every call.
 */
const FACTS = `
  -- What is known anywhere about a resident whom the caller may know; null for any other.
  create function resident_facts_v1(p_resident uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return (select jsonb_build_object(
      'version', h.version,
      'doses', (select coalesce(jsonb_agg(jsonb_build_object(
          'plannedDoseId', case when d.source = 'journey' then d.planned_dose_id end, 'vaccine', d.vaccine, 'series', d.series,
          'doseNumber', d.dose_number, 'live', d.live, 'givenOn', d.given_on, 'status', d.status) order by d.given_on, d.planned_dose_id), '[]')
        from doses d where d.resident_id = p_resident and d.status <> 'voided'),
      'reservations', (select coalesce(jsonb_agg(jsonb_build_object(
          'plannedDoseId', c.planned_dose_id, 'series', c.series, 'doseNumber', c.dose_number, 'live', c.live, 'reservedUntil', to_ms(c.reserved_until))
          order by c.series, c.dose_number), '[]')
        from dose_claims c where c.resident_id = p_resident and c.state = 'reserved' and c.reserved_until > now()),
      'bookedSeries', (select coalesce(jsonb_agg(b.series order by b.series), '[]') from booking_claims b where b.resident_id = p_resident))
    from resident_histories h
    where h.resident_id = p_resident and (p_resident = scope_resident() or exists (
      select 1 from resident_access a where a.resident_id = p_resident and a.until > now()
        and (a.site_id = scope_site() or starts_with(a.area_code, scope_area())))));
  end $$;

  -- A shown code is checked wherever its holder comes, also where nobody knows the holder yet.
  create function health_code_facts_v1(p_code uuid, p_jti text) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return (select jsonb_build_object('healthCodeId', c.id, 'residentId', c.resident_id, 'status', c.status, 'version', c.version,
                              'jtiUsed', exists (select 1 from used_codes u where u.jti = p_jti))
    from health_codes c where c.id = p_code);
  end $$;

  -- p_indexes: [{keyId, index: hex}]
  create function find_resident_v1(p_type text, p_indexes jsonb) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select i.resident_id from jsonb_array_elements(p_indexes) as wanted
    join resident_identifiers i on i.type = p_type and i.key_id = wanted->>'keyId' and i.blind_index = decode(wanted->>'index', 'hex')
    limit 1
  $$;

  -- Where a journey takes place: a process acts in the scope of its journey's site.
  create function journey_scope_v1(p_journey uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    return (select jsonb_build_object('site', j.site_id) from journeys j where j.id = p_journey);
  end $$;`;

const CLAIMS = `
  /*
   * Versions relied on, then unique claims in the order given (the door sorts them by kind and key). Null when all is taken, else
   * {"lost": "history"} or {"clash": index of the claim}; the caller then rolls back.
   */
  create function take_claims_v1(p_journey uuid, p_history jsonb, p_claims jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    c jsonb;
    n int := 0;
    v_resident uuid := (p_history->>'residentId')::uuid;
    v_version int := (p_history->>'version')::int;
  begin
    if p_history is not null then
      if (p_history->>'raise')::boolean then
        update resident_histories set version = version + 1 where resident_id = v_resident and (v_version is null or version = v_version);
      else
        perform 1 from resident_histories where resident_id = v_resident and version = v_version for share;
      end if;
      -- Nothing relied on and nothing there is no race that trying again could win.
      if not found and v_version is null then raise exception using errcode = 'MC002', message = 'no history of this resident'; end if;
      if not found then return '{"lost": "history"}'; end if;
    end if;

    for c in select value from jsonb_array_elements(p_claims) with ordinality order by ordinality loop
      case c->>'kind'
      when 'book-series' then
        insert into booking_claims (resident_id, series, journey_id) values ((c->>'residentId')::uuid, c->>'series', p_journey) on conflict do nothing;
        if not found then return jsonb_build_object('clash', n); end if;
      when 'release-series' then
        delete from booking_claims where resident_id = (c->>'residentId')::uuid and series = c->>'series' and journey_id = p_journey;
      when 'consume-code' then
        insert into used_codes (jti, journey_id, expires_at) values (c->>'jti', p_journey, from_ms((c->>'expiresAt')::bigint)) on conflict do nothing;
        if not found then return jsonb_build_object('clash', n); end if;
      when 'reserve-dose', 'give-dose' then
        -- Another's reservation that has run out may be taken over, another's given dose never.
        insert into dose_claims as held (resident_id, series, dose_number, state, live, journey_id, planned_dose_id, reserved_until)
        values ((c->>'residentId')::uuid, c->>'series', (c->>'doseNumber')::int, case c->>'kind' when 'give-dose' then 'given' else 'reserved' end,
                (c->>'live')::boolean, p_journey, (c->>'plannedDoseId')::uuid, from_ms((c->>'reservedUntil')::bigint))
        on conflict (resident_id, series, dose_number) do update
          set state = excluded.state, live = excluded.live, journey_id = excluded.journey_id,
              planned_dose_id = excluded.planned_dose_id, reserved_until = excluded.reserved_until
          where held.state = 'reserved' and (held.planned_dose_id = excluded.planned_dose_id or held.reserved_until <= now());
        if not found then return jsonb_build_object('clash', n); end if;
      when 'release-dose' then
        delete from dose_claims where resident_id = (c->>'residentId')::uuid and series = c->>'series' and dose_number = (c->>'doseNumber')::int
          and planned_dose_id = (c->>'plannedDoseId')::uuid and state = 'reserved';
      when 'use-trace-code' then
        -- Reuse is legitimate up to the doses in the package (Norms 9.2.1), so uses are counted, under a lock on the code.
        perform pg_advisory_xact_lock(7302004, hashtext(c->>'traceCode'));
        if (select count(*) from trace_code_uses where trace_code = c->>'traceCode') >= (c->>'dosesPerPackage')::int then
          return jsonb_build_object('clash', n);
        end if;
        insert into trace_code_uses (trace_code, planned_dose_id, journey_id) values (c->>'traceCode', (c->>'plannedDoseId')::uuid, p_journey) on conflict do nothing;
      when 'return-trace-code' then
        delete from trace_code_uses where planned_dose_id = (c->>'plannedDoseId')::uuid;
      when 'learn-dose' then
        -- A dose that the registry knows: kept once per number, and it takes the place of a mere reservation.
        insert into doses (planned_dose_id, resident_id, vaccine, series, dose_number, live, product_id, given_on, status, source)
        select (c->>'id')::uuid, (c->>'residentId')::uuid, c->>'vaccine', c->>'series', (c->>'doseNumber')::int, (c->>'live')::boolean,
               c->>'productId', (c->>'givenOn')::date, 'given', 'registry'
        where not exists (select 1 from doses d where d.resident_id = (c->>'residentId')::uuid and d.series = c->>'series'
                          and d.dose_number = (c->>'doseNumber')::int and d.status = 'given');
        insert into dose_claims as held (resident_id, series, dose_number, state, live)
        values ((c->>'residentId')::uuid, c->>'series', (c->>'doseNumber')::int, 'given', (c->>'live')::boolean)
        on conflict (resident_id, series, dose_number) do update
          set state = 'given', journey_id = null, planned_dose_id = null, reserved_until = null where held.state = 'reserved';
      end case;
      n := n + 1;
    end loop;
    return null;
  end $$;

  -- Counters, by id, and last of all locks: a hot slot is held for the commit alone. p_claims: [{kind, slotId, index}]
  create function move_slots_v1(p_claims jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    c jsonb;
  begin
    for c in select value from jsonb_array_elements(p_claims) order by value->>'slotId', value->>'kind' loop
      if c->>'kind' = 'take-slot' then
        update slots set taken = taken + 1 where id = (c->>'slotId')::uuid and taken < capacity;
      else
        update slots set taken = taken - 1 where id = (c->>'slotId')::uuid and taken > 0;
      end if;
      if not found then return jsonb_build_object('clash', (c->>'index')::int); end if;
    end loop;
    return null;
  end $$;`;

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

export const createGuardFunctions: Migration = {
  async up({ run }) {
    for (const sql of [FACTS, CLAIMS, NEWS, CHANGES]) await run(sql);
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
