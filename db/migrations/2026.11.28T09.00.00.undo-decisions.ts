import { giveToGuard, type Migration } from '../migration.js';

/** Verdicts across all sites about one resident, each only about what the door has just read in its scope. */
const AS_GUARD = [
  ['later_than_decision_v1(uuid)', 'api, worker'],
  ['forget_dismissed_pair_v1(jsonb)', 'api, worker'],
] as const;

/** A decision about an archive can be reversed: what has come of it elsewhere is read with its journey, and a pair that was found to be two persons is forgotten. */
export const undoDecisions: Migration = {
  async up({ run }) {
    await run(`
      grant delete on dismissed_pairs to guard;

      -- What became known of the resident in other journeys since, or was learnt from the registry in this one. Ids begin with their time (UUID 7),
      -- and a learnt dose has no other time of its own.
      create function later_than_decision_v1(p_journey uuid) returns jsonb
      language sql stable security definer set search_path = public, pg_temp as $$
        with decided as (
          select j.id, j.resident_id, max(e.at) as at
          from journeys j join journey_events e on e.journey_id = j.id
          where j.id = p_journey and e.type = 'caseResolved' and e.data->>'action' in ('accept-ours', 'accept-registry', 'choose-fields', 'not-same-person')
          group by j.id, j.resident_id
        ), later as (
          select case when e.type like 'case%' then 'case' else 'dose' end as kind, coalesce(e.data->>'caseId', e.data->>'plannedDoseId') as id, e.at
          from decided d join journeys j on j.resident_id = d.resident_id and j.id <> d.id join journey_events e on e.journey_id = j.id and e.at > d.at
          where e.type in ('doseGiven', 'doseCounted', 'doseReportedUnverified')
             or e.type in ('caseOpened', 'caseResolved') and e.data->>'kind' in ('identity-differs', 'several-archives', 'decision-questioned')
          union all
          select 'dose', x.planned_dose_id::text, d.at
          from decided d join doses x on x.resident_id = d.resident_id
          where x.source = 'registry' and left(replace(x.planned_dose_id::text, '-', ''), 12) >= lpad(to_hex(to_ms(d.at)), 12, '0')
        )
        select jsonb_build_object('kind', kind, 'id', id) from later order by at, id limit 1
      $$;

      create function forget_dismissed_pair_v1(req jsonb) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        delete from dismissed_pairs p using jsonb_to_recordset(req->'digests') as d ("keyId" text, digest text)
        where p.resident_id = (req->>'residentId')::uuid and p.key_id = d."keyId" and p.digest = decode(d.digest, 'hex');
      end $$;

      create function read_with_undo_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_read jsonb := read_with_case_v2(req);
      begin
        if v_read->'journey' is null or v_read->'journey' = 'null' then return v_read; end if;
        return v_read || jsonb_build_object('laterThanDecision', later_than_decision_v1((req->>'journeyId')::uuid));
      end $$;

      -- Who asks for it proposes it: the case is opened as it waits for another person.
      create function propose_in_opened_cases_v1(req jsonb) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      declare
        c jsonb;
        v_case record;
      begin
        for c in select value from jsonb_array_elements(req->'proposedCases') loop
          update cases set version = version + 1, proposal = (c->'proposal') || jsonb_build_object('at', (req->>'at')::bigint), xid = pg_current_xact_id()
          where id = (c->>'caseId')::uuid and status = 'open' returning version, site_id, area_code into v_case;
          insert into case_events (case_id, version, type, at, command_id, actor, data, site_id, area_code)
          values ((c->>'caseId')::uuid, v_case.version, 'proposed', from_ms((req->>'at')::bigint), (req->>'commandId')::uuid, req->'actor', c->'proposal', v_case.site_id, v_case.area_code);
        end loop;
      end $$;

      create function append_with_undo_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_rest jsonb := req - 'proposedCases' - 'forgottenPair';
        v_answer jsonb := case when req ? 'movedCases' then append_with_moved_cases_v1(v_rest) else append_with_cases_v1(v_rest) end;
      begin
        if v_answer ? 'ok' then
          if req ? 'proposedCases' then perform propose_in_opened_cases_v1(req); end if;
          if req ? 'forgottenPair' then perform forget_dismissed_pair_v1(req->'forgottenPair'); end if;
        end if;
        return v_answer;
      end $$;

      -- Our side as it was: what it did not have before it does not have again. A number that it did not have no longer finds this resident.
      create function give_back_ours_v1(req jsonb) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        perform adopt_theirs_v1(req);
        if req->'clear' ? 'phone' then update residents set phone_enc = null where id = (req->>'residentId')::uuid; end if;
        if req ? 'unbind' then perform bind_identifier_v1((req->>'residentId')::uuid, req->>'unbind', '[]'); end if;
      end $$;

      -- As field_origins_v1 has it, without what was given back since.
      create function field_origins_v2(p_resident uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        if not exists (select 1 from resident_access a where a.resident_id = p_resident and a.until > now() and (a.site_id = scope_site() or starts_with(a.area_code, scope_area()))) then
          return '[]';
        end if;
        return (select coalesce(jsonb_agg(jsonb_build_object('field', field, 'at', to_ms(at), 'siteId', site_id)), '[]') from (
          select distinct on (taken.key) taken.key as field, done.at, done.site_id
          from journeys j
          join journey_events e on e.journey_id = j.id and e.type = 'fieldsTaken'
          join journey_events done on done.journey_id = j.id and done.type = 'fieldsBroughtTogether' and done.data->>'contentVersion' = e.data->>'contentVersion'
          cross join lateral jsonb_each_text(e.data->'take') taken
          where j.resident_id = p_resident and taken.value = 'theirs'
            and not exists (select 1 from journey_events back where back.journey_id = j.id and back.type = 'fieldsGivenBack' and back.data->>'reversed' = e.data->>'contentVersion')
          order by taken.key, done.at desc) latest);
      end $$;

      revoke execute on function read_with_undo_v1(jsonb), propose_in_opened_cases_v1(jsonb), append_with_undo_v1(jsonb), give_back_ours_v1(jsonb) from public;
      grant execute on function read_with_undo_v1(jsonb), propose_in_opened_cases_v1(jsonb), append_with_undo_v1(jsonb) to api, worker;
      grant execute on function give_back_ours_v1(jsonb) to worker;
    `);
    await giveToGuard({ run }, [...AS_GUARD, ['field_origins_v2(uuid)', 'api']]);
  },
  async down({ run }) {
    await run(`
      drop function field_origins_v2(uuid); drop function give_back_ours_v1(jsonb); drop function append_with_undo_v1(jsonb); drop function propose_in_opened_cases_v1(jsonb);
      drop function read_with_undo_v1(jsonb); drop function forget_dismissed_pair_v1(jsonb); drop function later_than_decision_v1(uuid);
      revoke delete on dismissed_pairs from guard;
    `);
  },
};
