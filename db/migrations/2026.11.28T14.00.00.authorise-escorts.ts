import type { Migration } from '../migration.js';
import { mayKnow } from './2026.11.24T09.02.00.create-residents.js';

/** Escorts may sign for a minor whom a guardian has entrusted to them; what proves a consent is kept as long as the lot that it was for asks. */
export const authoriseEscorts: Migration = {
  async up({ run }) {
    await run(`
      create table escort_authorisations (
        id uuid constraint escort_authorisations_pkey primary key,
        resident_id uuid not null,
        relation text not null constraint escort_authorisations_relation_known check (relation in ('grandparent', 'relative', 'carer', 'other')),
        name_enc bytea not null,
        document_type text not null,
        document_enc bytea not null,
        -- Null: whatever is planned.
        products text[],
        valid_from date not null,
        valid_until date not null,
        authorised_by text not null constraint escort_authorisations_guardian_known check (authorised_by in ('mother', 'father', 'guardian')),
        evidence_id uuid not null,
        recorded_at timestamptz not null default now(),
        revoked_at timestamptz,
        constraint escort_authorisations_in_order check (valid_from <= valid_until)
      );
      create index escort_authorisations_by_resident on escort_authorisations (resident_id, id);
      alter table escort_authorisations enable row level security; alter table escort_authorisations force row level security;
      create policy escort_authorisations_scope on escort_authorisations to api using (${mayKnow('escort_authorisations.resident_id')});
      grant select, insert, update (revoked_at) on escort_authorisations to api;

      -- With the authorisation that a consent names, as far as it is of the resident of this journey.
      create function read_with_escort_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_answer jsonb := read_v2(req);
      begin
        return v_answer || jsonb_build_object('escort', (
          select jsonb_build_object('authorisationId', e.id, 'products', e.products, 'validFrom', e.valid_from, 'validUntil', e.valid_until, 'revoked', e.revoked_at is not null)
          from escort_authorisations e join journeys j on j.resident_id = e.resident_id
          where j.id = (req->>'journeyId')::uuid and e.id = (req->'ask'->>'escortAuthorisationId')::uuid));
      end $$;

      grant update (retention_until) on evidence to api;
      -- Raises and never lowers until when evidence is kept.
      create function keep_evidence_v1(req jsonb) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        update evidence e set retention_until = greatest(e.retention_until, k.until)
        from jsonb_to_recordset(req->'keptLonger') as k (id uuid, until date) where e.id = k.id;
      end $$;
      create function append_keeping_longer_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_rest jsonb := req - 'keptLonger';
        v_answer jsonb := case when req ? 'movedCases' then append_with_moved_cases_v1(v_rest) else append_with_cases_v1(v_rest) end;
      begin
        if v_answer ? 'ok' then perform keep_evidence_v1(req); end if;
        return v_answer;
      end $$;

      revoke execute on function read_with_escort_v1(jsonb), keep_evidence_v1(jsonb), append_keeping_longer_v1(jsonb) from public;
      grant execute on function read_with_escort_v1(jsonb), keep_evidence_v1(jsonb), append_keeping_longer_v1(jsonb) to api;
    `);
  },
  async down({ run }) {
    await run(`
      drop function append_keeping_longer_v1(jsonb); drop function keep_evidence_v1(jsonb); drop function read_with_escort_v1(jsonb);
      revoke update (retention_until) on evidence from api;
      drop table escort_authorisations;
    `);
  },
};
