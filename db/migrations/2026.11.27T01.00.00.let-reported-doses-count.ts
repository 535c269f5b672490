import type { Migration } from '../migration.js';

/**
 * A jab that was reported without a checklist may come to count, or not to; and a dose may be put right before it has left. Both move what stands
 * in a row of `doses`, which no other command does, so no other command pays for it.
 */
export const letReportedDosesCount: Migration = {
  async up({ run }) {
    await run(`
      alter table doses drop constraint doses_status_known,
        add constraint doses_status_known check (status in ('given', 'reported-unverified', 'uncounted', 'voided'));

      create function append_with_doses_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_answer jsonb := append_with_cases_v1(req);
      begin
        if v_answer ? 'ok' then
          update doses set given_on = d."givenOn", given_at = from_ms(d."givenAt"), upload_due_at = from_ms(d."uploadDueAt")
          from jsonb_to_recordset(req->'doses') as d ("plannedDoseId" uuid, "givenOn" date, "givenAt" bigint, "uploadDueAt" bigint)
          where planned_dose_id = d."plannedDoseId";
        end if;
        return v_answer;
      end $$;

      -- Whoever reported a dose that counts now is who gave it.
      create function upload_facts_v2(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_journey uuid := (req->>'journeyId')::uuid;
        v_dose uuid := (req->>'plannedDoseId')::uuid;
      begin
        perform set_scope(scope_of_v1(req));
        return (
          select jsonb_build_object(
            'traceCode', dose_trace_code_v1(v_journey, v_dose),
            'givenBy', (select e.actor from journey_events e where e.journey_id = v_journey and e.type in ('doseGiven', 'doseReportedUnverified')
                        and e.data->>'plannedDoseId' = v_dose::text order by e.version desc limit 1),
            'siteName', s.name->>'zh', 'areaCode', s.area_code, 'areaName', a.name->>'zh')
          from journeys j join sites s on s.id = j.site_id join areas a on a.code = s.area_code where j.id = v_journey);
      end $$;

      revoke execute on function append_with_doses_v1(jsonb), upload_facts_v2(jsonb) from public;
      grant execute on function append_with_doses_v1(jsonb) to api, worker;
      grant execute on function upload_facts_v2(jsonb) to worker;
    `);
  },
  async down({ run }) {
    await run(`
      drop function upload_facts_v2(jsonb); drop function append_with_doses_v1(jsonb);
      update doses set status = 'reported-unverified' where status = 'uncounted';
      alter table doses drop constraint doses_status_known, add constraint doses_status_known check (status in ('given', 'reported-unverified', 'voided'));
    `);
  },
};
