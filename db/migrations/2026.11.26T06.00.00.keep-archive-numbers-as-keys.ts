import type { Migration } from '../migration.js';

/**
 * A number that the registry tells of an archive becomes one of the resident's, in the same append, so that the barcode of the certificate
 * leads to the resident. A number that somebody has already stays theirs: two residents of one archive are a case for people, not for an index.
 */
export const keepArchiveNumbersAsKeys: Migration = {
  async up({ run }) {
    await run(`
      create function append_with_numbers_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_rest jsonb := req - 'identifiers';
        v_answer jsonb := case when req ? 'cases' or req ? 'resolvedCases' then append_with_cases_v1(v_rest) else append_v1(v_rest) end;
      begin
        if v_answer ? 'ok' then
          insert into resident_identifiers (type, key_id, blind_index, resident_id, value_enc)
          select i.type, i."keyId", decode(i.index, 'hex'), i."residentId", decode(i.value, 'base64')
          from jsonb_to_recordset(req->'identifiers') as i (type text, "keyId" text, index text, "residentId" uuid, value text)
          on conflict do nothing;
        end if;
        return v_answer;
      end $$;
      revoke execute on function append_with_numbers_v1(jsonb) from public;
      grant execute on function append_with_numbers_v1(jsonb) to api, worker;
      grant insert on resident_identifiers to worker;
    `);
  },
  async down({ run }) {
    await run('revoke insert on resident_identifiers from worker; drop function append_with_numbers_v1(jsonb)');
  },
};
