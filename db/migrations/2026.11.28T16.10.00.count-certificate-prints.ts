import type { Migration } from '../migration.js';

/** 预防接种证 and 接种凭证 are paper that proves something: each print is counted, and every one after the first has its reason. */
export const countCertificatePrints: Migration = {
  async up({ run }) {
    await run(`
      create table certificate_prints (
        id uuid constraint certificate_prints_pkey primary key,
        journey_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        number int not null constraint certificate_prints_number_counts check (number > 0),
        kind text not null constraint certificate_prints_kind_known check (kind in ('booklet', 'voucher')),
        reason text,
        actor jsonb not null,
        at timestamptz not null default now(),
        constraint certificate_prints_one_by_one unique (journey_id, number),
        constraint certificate_prints_again_for_a_reason check ((number = 1) = (reason is null))
      );
      alter table certificate_prints enable row level security; alter table certificate_prints force row level security;
      create policy certificate_prints_scope on certificate_prints to api using (site_id = scope_site() or starts_with(area_code, scope_area()));
      grant select, insert on certificate_prints to api;

      -- What is printed of each dose beside what stands in the journey's state: its trace code, and whether it was voided.
      create function printed_trace_code_v1(p_journey uuid, p_dose uuid) returns text
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select trace_code from trace_code_uses where planned_dose_id = p_dose and journey_id = p_journey);
      end $$;
      revoke execute on function printed_trace_code_v1(uuid, uuid) from public;
      grant execute on function printed_trace_code_v1(uuid, uuid) to api;
      grant create on schema public to guard;
      alter function printed_trace_code_v1(uuid, uuid) owner to guard;
      revoke create on schema public from guard;
      create function printed_doses_v1(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        perform set_scope(req->'scope');
        return (
          select coalesce(jsonb_agg(jsonb_build_object('plannedDoseId', d.planned_dose_id, 'traceCode', printed_trace_code_v1(d.journey_id, d.planned_dose_id)) order by d.planned_dose_id), '[]')
          from doses d where d.journey_id = (req->>'journeyId')::uuid and d.status = 'given');
      end $$;
      revoke execute on function printed_doses_v1(jsonb) from public;
      grant execute on function printed_doses_v1(jsonb) to api;
    `);
  },
  async down({ run }) {
    await run('drop function printed_doses_v1(jsonb); drop function printed_trace_code_v1(uuid, uuid); drop table certificate_prints;');
  },
};
