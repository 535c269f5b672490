import type { Migration } from '../migration.js';

/** First round trip of a command: everything that `decide` may know, as the caller (row-level security applies), in one statement. */
const READ = `
  -- Stable, so that all of it is one snapshot: a key and what its command did are seen together or not at all.
  create function read_facts_v1(req jsonb) returns jsonb
  language plpgsql stable as $$
  declare
    v_scope jsonb := req->'scope';
    v_journey uuid := (req->>'journeyId')::uuid;
    v_resident uuid := (req->>'residentId')::uuid;
    v_ask jsonb := coalesce(req->'ask', '{}');
    v_kept record;
    v_row record;
    v_birth date;
    v_site uuid;
    v_answer jsonb;
  begin
    v_answer := jsonb_build_object('now', to_ms(now()), 'scope', v_scope);

    select k.body_hash, k.answer into v_kept from command_keys k where k.owner = req->>'owner' and k.key = req->>'key';
    if found then
      v_answer := v_answer || case when req->>'bodyHash' is not null and v_kept.body_hash is distinct from req->>'bodyHash'
                              then '{"otherBody": true}' else jsonb_build_object('replay', v_kept.answer) end;
    end if;

    select j.version, j.state_version, j.state, j.resident_id, j.site_id into v_row from journeys j where j.id = v_journey;
    if found then
      v_resident := v_row.resident_id;
      v_answer := v_answer || jsonb_build_object('journey', jsonb_build_object('version', v_row.version, 'stateVersion', v_row.state_version, 'state', v_row.state));
    end if;
    v_site := coalesce(v_row.site_id, (req->>'siteId')::uuid, (v_scope->>'site')::uuid);

    v_answer := v_answer || jsonb_build_object(
      'site', (select jsonb_build_object('siteId', s.id, 'areaCode', s.area_code) from sites s where s.id = v_site),
      'breakers', (select coalesce(jsonb_object_agg(b.system, b.state), '{}') from breakers b),
      'policies', (select coalesce(jsonb_object_agg(p.name, p.version), '{}') from (
         select name, max(version) as version from policies_published where effective_from <= (now() at time zone 'Asia/Shanghai')::date group by name) p));
    if req ? 'clientId' then
      v_answer := v_answer || jsonb_build_object('client', (
        select jsonb_build_object('scopes', c.scopes, 'status', c.status) from api_clients c where c.id = req->>'clientId'));
    end if;
    if v_answer ? 'replay' or v_answer ? 'otherBody' then return v_answer; end if;

    -- Only of a resident whom this scope may see; to any other caller the resident is unknown.
    if v_resident is not null then
      select r.birth_date into v_birth from residents r where r.id = v_resident;
      if found then
        v_answer := v_answer || jsonb_build_object(
          'history', resident_facts_v1(v_resident) || jsonb_build_object('birthDate', v_birth),
          'archive', (select jsonb_build_object('version', a.version, 'known', a.state = 'known') from archives a where a.resident_id = v_resident));
      end if;
    end if;
    if v_ask ? 'slotIds' then
      v_answer := v_answer || jsonb_build_object('slots', (
        select coalesce(jsonb_agg(jsonb_build_object('slotId', s.id, 'siteId', s.site_id, 'day', s.day, 'startsAt', to_ms(s.starts_at), 'endsAt', to_ms(s.ends_at),
                                                     'capacity', s.capacity, 'taken', s.taken, 'vaccines', to_jsonb(e.vaccines))), '[]')
        from slots s join sessions e on e.id = s.session_id where s.id in (select value::uuid from jsonb_array_elements_text(v_ask->'slotIds'))));
    end if;
    if v_ask ? 'lot' then
      v_answer := v_answer || jsonb_build_object('lot', (
        select jsonb_build_object('productId', l.product_id, 'lot', l.lot, 'expiresOn', l.expires_on, 'status', l.status)
        from lots l where l.lot = v_ask->'lot'->>'lot' and l.product_id = coalesce(v_ask->'lot'->>'productId', (
          select d->>'productId' from jsonb_array_elements(v_row.state->'doses') d where d->>'plannedDoseId' = v_ask->'lot'->>'plannedDoseId'))));
    end if;
    if v_ask ? 'healthCodeId' then
      v_answer := v_answer || jsonb_build_object('healthCode', health_code_facts_v1((v_ask->>'healthCodeId')::uuid, v_ask->>'jti'));
    end if;
    return v_answer;
  end $$;

  create function read_v1(req jsonb) returns jsonb
  language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_scope jsonb := scope_of_v1(req);
  begin
    perform set_scope(v_scope, req->>'owner');
    return read_facts_v1(req || jsonb_build_object('scope', v_scope));
  end $$;`;

const BESIDE = `
  create function write_audit_v1(p_row jsonb) returns void language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
  begin
    insert into audit_rows (id, actor, action, object_kind, object_id, outcome, code, params, count, ids_hash)
    values ((p_row->>'id')::uuid, p_row->'actor', p_row->>'action', p_row->>'objectKind', p_row->>'objectId', p_row->>'outcome', p_row->>'code',
            coalesce(p_row->'params', '{}'), (p_row->>'count')::int, p_row->>'idsHash');
  end $$;

  -- A process of ours acts at the site of the journey at hand; everybody else in the scope that was checked before the door.
  create function scope_of_v1(req jsonb) returns jsonb language plpgsql stable as $$
  begin
    return case when (req->'scope'->>'ofJourney')::boolean then coalesce(journey_scope_v1((req->>'journeyId')::uuid), '{}') else req->'scope' end;
  end $$;

  -- The log of one journey in order, for a state that an older release has folded.
  create function read_log_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp as $$
  begin
    perform set_scope(scope_of_v1(req));
    return (select coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'v', e.v, 'at', to_ms(e.at), 'commandId', e.command_id, 'actor', e.actor,
                                                         'station', e.station, 'data', e.data) order by e.version), '[]')
            from journey_events e where e.journey_id = (req->>'journeyId')::uuid);
  end $$;

  -- The state alone: for a desk that waits for the answer to a look-up.
  create function peek_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    perform set_scope(scope_of_v1(req));
    return (select jsonb_build_object('version', j.version, 'stateVersion', j.state_version, 'state', j.state) from journeys j where j.id = (req->>'journeyId')::uuid);
  end $$;`;

export const createDoor: Migration = {
  async up({ run }) {
    await run(BESIDE);
    await run(READ);
    await run(`
      revoke execute on function read_v1(jsonb), read_facts_v1(jsonb), peek_v1(jsonb), read_log_v1(jsonb), scope_of_v1(jsonb), write_audit_v1(jsonb) from public;
      grant execute on function read_v1(jsonb), read_facts_v1(jsonb), peek_v1(jsonb), read_log_v1(jsonb), scope_of_v1(jsonb) to api, worker;
      grant execute on function write_audit_v1(jsonb) to api, worker, relay, sealer, auditor, login;
    `);
  },
  async down({ run }) {
    await run(`
      drop function read_v1(jsonb); drop function read_facts_v1(jsonb); drop function peek_v1(jsonb); drop function read_log_v1(jsonb);
      drop function scope_of_v1(jsonb); drop function write_audit_v1(jsonb);
    `);
  },
};
