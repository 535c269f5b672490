import type { Migration } from '../migration.js';

/** What an activity needs to act outside, one statement each, at the scope of its journey's site. Columns travel as they lie: encrypted. */
export const createEffectFacts: Migration = {
  async up({ run }) {
    await run(`
      create function registry_person_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp as $$
      declare
        v_resident uuid := (req->>'residentId')::uuid;
      begin
        perform set_scope(scope_of_v1(req));
        return (
          select jsonb_build_object(
            'nameEnc', encode(r.name_enc, 'base64'), 'phoneEnc', encode(r.phone_enc, 'base64'), 'sex', r.sex, 'birthDate', r.birth_date, 'nationality', r.nationality,
            'identifiers', (select coalesce(jsonb_agg(jsonb_build_object('type', i.type, 'valueEnc', encode(i.value_enc, 'base64')) order by i.type, i.key_id), '[]')
                            from resident_identifiers i where i.resident_id = v_resident),
            'archiveNoEnc', (select encode(a.archive_no_enc, 'base64') from archives a where a.resident_id = v_resident))
          from residents r where r.id = v_resident);
      end $$;

      -- The trace code that this dose used; claims are the guard's, and no answer names another dose.
      create function dose_trace_code_v1(p_journey uuid, p_dose uuid) returns text
      language sql stable security definer set search_path = public, pg_temp as $$
        select trace_code from trace_code_uses where planned_dose_id = p_dose and journey_id = p_journey
      $$;

      create function upload_facts_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp as $$
      declare
        v_journey uuid := (req->>'journeyId')::uuid;
        v_dose uuid := (req->>'plannedDoseId')::uuid;
      begin
        perform set_scope(scope_of_v1(req));
        return (
          select jsonb_build_object(
            'traceCode', dose_trace_code_v1(v_journey, v_dose),
            'givenBy', (select e.actor from journey_events e where e.journey_id = v_journey and e.type = 'doseGiven' and e.data->>'plannedDoseId' = v_dose::text
                        order by e.version desc limit 1),
            'siteName', s.name->>'zh', 'areaCode', s.area_code, 'areaName', a.name->>'zh')
          from journeys j join sites s on s.id = j.site_id join areas a on a.code = s.area_code where j.id = v_journey);
      end $$;

      revoke execute on function registry_person_v1(jsonb), upload_facts_v1(jsonb), dose_trace_code_v1(uuid, uuid) from public;
      grant execute on function registry_person_v1(jsonb), upload_facts_v1(jsonb), dose_trace_code_v1(uuid, uuid) to worker;
      grant create on schema public to guard;
      alter function dose_trace_code_v1(uuid, uuid) owner to guard;
      revoke create on schema public from guard;
    `);
  },
  async down({ run }) {
    await run('drop function upload_facts_v1(jsonb); drop function dose_trace_code_v1(uuid, uuid); drop function registry_person_v1(jsonb);');
  },
};
