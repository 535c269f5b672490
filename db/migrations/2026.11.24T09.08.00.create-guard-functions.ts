import type { Migration } from '../migration.js';

/** Each with the roles that may ask. They run as `guard`, see all sites, and answer with verdicts and opaque ids, never with rows of others. */
const FUNCTIONS: [signature: string, roles: string][] = [
  ['resident_facts_v1(uuid)', 'api, worker'],
  ['health_code_facts_v1(uuid, text)', 'api, worker'],
  ['find_resident_v1(text, jsonb)', 'api, worker'],
  ['journey_scope_v1(uuid)', 'api, worker'],
  ['take_claims_v1(uuid, jsonb, jsonb)', 'api, worker'],
  ['move_slots_v1(jsonb)', 'api, worker'],
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

export const createGuardFunctions: Migration = {
  async up({ run }) {
    for (const sql of [FACTS, CLAIMS]) await run(sql);
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
