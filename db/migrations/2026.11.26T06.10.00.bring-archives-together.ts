import type { Migration } from '../migration.js';

/** What the process needs to bring both sides of an archive to what staff decided: what they were shown, and our resident with new values. */
export const bringArchivesTogether: Migration = {
  async up({ run }) {
    await run(`
      create function evidence_v1(req jsonb) returns text language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        perform set_scope(scope_of_v1(req));
        return (select encode(e.content_enc, 'base64') from evidence e where e.id = (req->>'evidenceId')::uuid);
      end $$;

      -- A number is never edited, only bound anew (domain, section 1): the one it takes the place of no longer finds this resident.
      create function bind_identifier_v1(p_resident uuid, p_type text, p_rows jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        if not exists (select 1 from resident_access a where a.resident_id = p_resident and a.until > now() and a.site_id = scope_site()) then
          raise exception using errcode = 'MC002', message = 'no resident in this scope';
        end if;
        delete from resident_identifiers i where i.resident_id = p_resident and i.type = p_type
          and not exists (select 1 from jsonb_to_recordset(p_rows) as r (index text) where decode(r.index, 'hex') = i.blind_index);
        insert into resident_identifiers (type, key_id, blind_index, resident_id, value_enc)
        select p_type, r."keyId", decode(r.index, 'hex'), p_resident, decode(r."valueEnc", 'base64')
        from jsonb_to_recordset(p_rows) as r ("keyId" text, index text, "valueEnc" text)
        on conflict (type, key_id, blind_index) do nothing;
        update resident_histories set version = version + 1 where resident_id = p_resident;
      end $$;

      -- A decision about doses relies on the birth date, so whoever decides on the old one is sent back.
      create function adopt_theirs_v1(req jsonb) returns void language plpgsql volatile set search_path = public, pg_temp as $$
      declare
        v_resident uuid := (req->>'residentId')::uuid;
      begin
        perform set_scope(scope_of_v1(req));
        update residents set name_enc = coalesce(decode(req->>'nameEnc', 'base64'), name_enc), phone_enc = coalesce(decode(req->>'phoneEnc', 'base64'), phone_enc),
               sex = coalesce(req->>'sex', sex), birth_date = coalesce((req->>'birthDate')::date, birth_date), version = version + 1
        where id = v_resident;
        perform bind_identifier_v1(v_resident, coalesce(req->'identifier'->>'type', ''), coalesce(req->'identifier'->'rows', '[]'));
      end $$;

      revoke execute on function evidence_v1(jsonb), adopt_theirs_v1(jsonb), bind_identifier_v1(uuid, text, jsonb) from public;
      grant execute on function evidence_v1(jsonb) to api, worker;
      grant execute on function adopt_theirs_v1(jsonb), bind_identifier_v1(uuid, text, jsonb) to worker;
      grant update (name_enc, phone_enc, sex, birth_date, version) on residents to worker;
      grant select, insert, delete on resident_identifiers to guard;
      grant select on resident_access to guard;
      grant create on schema public to guard;
      alter function bind_identifier_v1(uuid, text, jsonb) owner to guard;
      revoke create on schema public from guard;
    `);
  },
  async down({ run }) {
    await run(`
      revoke insert, delete on resident_identifiers from guard;
      revoke update (name_enc, phone_enc, sex, birth_date, version) on residents from worker;
      drop function adopt_theirs_v1(jsonb); drop function bind_identifier_v1(uuid, text, jsonb); drop function evidence_v1(jsonb);
    `);
  },
};
