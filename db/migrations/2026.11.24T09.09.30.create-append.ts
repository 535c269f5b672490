import type { Migration } from '../migration.js';

/**
 * Second round trip. Locks in one order for everybody: command key, documents by (kind, id), versions relied on, unique claims by
 * (kind, key), counters last. A clash rolls the inner block back; then only the refusal's audit row is written.
 */
const APPEND = `
  create function append_v1(req jsonb) returns jsonb
  language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    j jsonb := req->'journey';
    a jsonb := req->'archive';
    v_journey uuid := (j->>'id')::uuid;
    v_at timestamptz := from_ms((req->>'at')::bigint);
    v_command uuid := (req->>'commandId')::uuid;
    v_kept record;
    v_verdict jsonb;
    v_text text;
    v_refusal jsonb;
    v_version int;
  begin
    perform set_scope(req->'scope', req->>'owner');
    begin
      -- Of two at once the second waits here, and then gets the first one's answer.
      insert into command_keys (owner, key, body_hash, answer, command_id, at)
      values (req->>'owner', req->>'key', req->>'bodyHash', req->'answer', v_command, v_at) on conflict (owner, key) do nothing;
      if not found then
        select k.body_hash, k.answer into v_kept from command_keys k where k.owner = req->>'owner' and k.key = req->>'key';
        return case when req->>'bodyHash' is not null and v_kept.body_hash is distinct from req->>'bodyHash'
                    then '{"otherBody": true}' else jsonb_build_object('replay', v_kept.answer) end;
      end if;

      if a ? 'state' then
        update archives set version = version + 1, state = a->>'state', registry = coalesce(a->>'registry', registry),
               registry_version = coalesce(a->>'registryVersion', registry_version),
               archive_no_enc = coalesce(decode(a->>'archiveNoEnc', 'base64'), archive_no_enc)
        where resident_id = (a->>'residentId')::uuid and ((a->>'version') is null or version = (a->>'version')::int)
        returning version into v_version;
        if not found and a->>'version' is null then raise exception using errcode = 'MC002', message = 'no archive in this scope'; end if;
        if not found then raise exception using errcode = 'MC001', message = '{"lost": "archive"}'; end if;
        insert into archive_events (resident_id, version, at, state, registry_version, journey_id, command_id, actor)
        values ((a->>'residentId')::uuid, v_version, v_at, a->>'state', a->>'registryVersion', v_journey, v_command, req->'actor');
      elsif a is not null then
        perform 1 from archives where resident_id = (a->>'residentId')::uuid and version = (a->>'version')::int for share;
        if not found then raise exception using errcode = 'MC001', message = '{"lost": "archive"}'; end if;
      end if;

      if j is not null then
        if (j->>'expect')::int = 0 then
          insert into resident_access (resident_id, site_id, area_code, until, why)
          values ((j->>'residentId')::uuid, (j->>'siteId')::uuid, j->>'areaCode', from_ms((j->>'accessUntil')::bigint), j->>'accessWhy')
          on conflict (resident_id, site_id) do update set until = greatest(resident_access.until, excluded.until), why = excluded.why
            where resident_access.until < excluded.until;
          insert into journeys (id, resident_id, site_id, area_code, channel, day, slot_id, stage, open_cases, state, state_version, version, process_over, started_at, closed_at)
          values (v_journey, (j->>'residentId')::uuid, (j->>'siteId')::uuid, j->>'areaCode', j->>'channel', (j->>'day')::date, (j->>'slotId')::uuid, j->>'stage',
                  (j->>'openCases')::int, j->'state', (j->>'stateVersion')::int, (j->>'version')::int, (j->>'processOver')::boolean, v_at,
                  from_ms((j->>'closedAt')::bigint))
          on conflict do nothing;
        else
          update journeys set day = (j->>'day')::date, slot_id = (j->>'slotId')::uuid, stage = j->>'stage', open_cases = (j->>'openCases')::int, state = j->'state',
                 state_version = (j->>'stateVersion')::int, version = (j->>'version')::int, process_over = (j->>'processOver')::boolean,
                 closed_at = coalesce(closed_at, from_ms((j->>'closedAt')::bigint))
          where id = v_journey and version = (j->>'expect')::int;
        end if;
        if not found then raise exception using errcode = 'MC001', message = '{"lost": "version"}'; end if;
      end if;

      -- Read again without a lock: a recall lists its recipients after this commit, so a dose that slips past is in its list.
      if req ? 'lot' and not exists (select 1 from lots l where l.product_id = req->'lot'->>'productId' and l.lot = req->'lot'->>'lot'
                                     and l.status = req->'lot'->>'status') then
        raise exception using errcode = 'MC001', message = '{"lost": "lot"}';
      end if;

      if req ? 'history' or req ? 'claims' then
        v_verdict := take_claims_v1(v_journey, req->'history', coalesce(req->'claims', '[]'));
        if v_verdict is not null then raise exception using errcode = 'MC001', message = v_verdict::text; end if;
      end if;

      if j is not null then
        insert into journey_events (journey_id, version, type, v, at, command_id, actor, station, data, site_id, area_code)
        select v_journey, (j->>'expect')::int + e.n::int, e.value->>'type', (e.value->>'v')::int, v_at, v_command, req->'actor', req->>'station', e.value->'data',
               (j->>'siteId')::uuid, j->>'areaCode'
        from jsonb_array_elements(req->'events') with ordinality as e (value, n);
      end if;
      if req ? 'doses' then
        insert into doses (planned_dose_id, resident_id, journey_id, site_id, area_code, vaccine, series, dose_number, live, product_id, lot, given_on, given_at,
                           body_site, route, status, upload_state, upload_due_at, content_version, source)
        select d."plannedDoseId", (j->>'residentId')::uuid, v_journey, (j->>'siteId')::uuid, j->>'areaCode', d.vaccine, d.series, d."doseNumber", d.live, d."productId",
               d.lot, d."givenOn", from_ms(d."givenAt"), d."bodySite", d.route, d.status, d."uploadState", from_ms(d."uploadDueAt"), d."contentVersion", 'journey'
        from jsonb_to_recordset(req->'doses') as d ("plannedDoseId" uuid, vaccine text, series text, "doseNumber" int, live boolean, "productId" text, lot text,
             "givenOn" date, "givenAt" bigint, "bodySite" text, route text, status text, "uploadState" text, "uploadDueAt" bigint, "contentVersion" int)
        on conflict (planned_dose_id) do update
          set upload_state = excluded.upload_state, content_version = excluded.content_version, status = excluded.status,
              body_site = excluded.body_site, route = excluded.route, lot = excluded.lot;
      end if;
      if req ? 'cases' then
        insert into cases (id, kind, journey_id, planned_dose_id, resident_id, site_id, area_code, opened_at, due_at)
        select c."caseId", c.kind, v_journey, c."plannedDoseId", c."residentId", c."siteId", c."areaCode", v_at, from_ms(c."dueAt")
        from jsonb_to_recordset(req->'cases') as c ("caseId" uuid, kind text, "plannedDoseId" uuid, "residentId" uuid, "siteId" uuid, "areaCode" text, "dueAt" bigint);
        insert into case_events (case_id, version, type, at, command_id, actor, data, site_id, area_code)
        select c."caseId", 1, 'opened', v_at, v_command, req->'actor', jsonb_build_object('kind', c.kind), c."siteId", c."areaCode"
        from jsonb_to_recordset(req->'cases') as c ("caseId" uuid, kind text, "siteId" uuid, "areaCode" text);
      end if;
      if req ? 'evidence' then
        insert into evidence (id, resident_id, site_id, area_code, purpose, content_enc, retention_until)
        select e.id, e."residentId", e."siteId", e."areaCode", e.purpose, decode(e.content, 'base64'), e."retentionUntil"
        from jsonb_to_recordset(req->'evidence') as e (id uuid, "residentId" uuid, "siteId" uuid, "areaCode" text, purpose text, content text, "retentionUntil" date);
      end if;
      if req ? 'notes' then
        insert into notes (id, resident_id, site_id, area_code, purpose, content_enc, retention_until)
        select e.id, e."residentId", e."siteId", e."areaCode", e.purpose, decode(e.content, 'base64'), e."retentionUntil"
        from jsonb_to_recordset(req->'notes') as e (id uuid, "residentId" uuid, "siteId" uuid, "areaCode" text, purpose text, content text, "retentionUntil" date);
      end if;
      if req ? 'news' then perform put_news_v1(req->'news'); end if;
      perform write_audit_v1(req->'audit');

      if req ? 'slots' then
        v_verdict := move_slots_v1(req->'slots');
        if v_verdict is not null then raise exception using errcode = 'MC001', message = v_verdict::text; end if;
      end if;
    exception
      when sqlstate 'MC001' then
        get stacked diagnostics v_text = message_text;
        v_verdict := v_text::jsonb;
        v_refusal := req->'refusals'->(v_verdict->>'clash')::int;
        if v_refusal is not null and v_refusal <> 'null' then
          perform write_audit_v1(req->'audit' || jsonb_build_object('outcome', 'refused', 'code', v_refusal->>'code', 'params', v_refusal - 'code'));
        end if;
        return v_verdict;
      when deadlock_detected then
        return '{"lost": "deadlock"}';
    end;
    return jsonb_build_object('ok', true);
  end $$;`;

export const createAppend: Migration = {
  async up({ run }) {
    await run(APPEND);
    await run('revoke execute on function append_v1(jsonb) from public; grant execute on function append_v1(jsonb) to api, worker;');
  },
  async down({ run }) {
    await run('drop function append_v1(jsonb)');
  },
};
