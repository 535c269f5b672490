import type { Migration } from '../migration.js';

/** Guardians of those who have no number of their own, known where the resident is known, and told to the registry. */
const GUARDIANS = `
  -- Nobody is looked for by a guardian, so there is one row and no unique index: a mother may have several children.
  create table resident_guardians (
    resident_id uuid not null,
    relation text not null constraint resident_guardians_relation_known check (relation in ('mother', 'father', 'guardian')),
    name_enc bytea not null,
    document_type text not null,
    document_enc bytea not null,
    -- {key id of the ring: blind index as hex}
    document_indexes jsonb not null,
    constraint resident_guardians_pkey primary key (resident_id, relation)
  );
  alter table resident_guardians enable row level security; alter table resident_guardians force row level security;
  create policy resident_guardians_scope on resident_guardians to api, worker using (
    resident_id = scope_resident() or exists (select 1 from resident_access a where a.resident_id = resident_guardians.resident_id and a.until > now()));
  create policy resident_guardians_guard on resident_guardians to guard using (true);
  grant select, insert on resident_guardians to api;
  grant select on resident_guardians to worker, guard;

  -- With the guardian, whom the registry is told of a child.
  create function registry_person_v2(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_resident uuid := (req->>'residentId')::uuid;
    v_person jsonb := registry_person_v1(req);
  begin
    return v_person || jsonb_build_object('guardian', (
      select jsonb_build_object('relation', g.relation, 'nameEnc', encode(g.name_enc, 'base64'), 'documentType', g.document_type, 'documentEnc', encode(g.document_enc, 'base64'))
      from resident_guardians g where g.resident_id = v_resident order by g.relation = 'mother' desc limit 1));
  end $$;`;

export const keepGuardians: Migration = {
  async up({ run }) {
    await run(GUARDIANS);
    await run(`
      revoke execute on function registry_person_v2(jsonb) from public;
      grant execute on function registry_person_v2(jsonb) to worker;
    `);
  },
  async down({ run }) {
    await run('drop function registry_person_v2(jsonb); drop table resident_guardians');
  },
};
