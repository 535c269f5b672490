import type { Migration } from '../migration.js';

/** Each with the roles that may ask; they run as `guard` and answer with verdicts and opaque ids. */
const FUNCTIONS: [signature: string, roles: string][] = [
  ['health_code_facts_v2(uuid, text)', 'api, worker'],
  ['holder_v1(uuid, jsonb)', 'api, worker'],
];

/** What a temporary code says of the identity behind it. */
const ATTRIBUTE = `
  alter table health_codes add column attribute text not null default 'formal'
    constraint health_codes_attribute_known check (attribute in ('temporary', 'formal'))`;

const FACTS = `
  create function health_code_facts_v2(p_code uuid, p_jti text) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return (select jsonb_build_object('healthCodeId', c.id, 'residentId', c.resident_id, 'status', c.status, 'attribute', c.attribute, 'version', c.version,
                              'jtiUsed', exists (select 1 from used_codes u where u.jti = p_jti))
    from health_codes c where c.id = p_code);
  end $$;

  /*
   * Whose a document is. p_ask: {identifier: {type, indexes: [{keyId, index: hex}]} or null, mother?: the same}. An empty number is not a key:
   * without one only the resident of the journey at hand can be meant, if that one has no number at all, and the mother has to agree.
   */
  create function holder_v1(p_resident uuid, p_ask jsonb) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_identifier jsonb := nullif(p_ask->'identifier', 'null');
    v_mother jsonb := p_ask->'mother';
    v_found uuid;
  begin
    if v_identifier is not null then
      v_found := (select i.resident_id from jsonb_array_elements(v_identifier->'indexes') as wanted
                  join resident_identifiers i on i.type = v_identifier->>'type' and i.key_id = wanted->>'keyId' and i.blind_index = decode(wanted->>'index', 'hex')
                  limit 1);
    elsif v_mother is not null and not exists (select 1 from resident_identifiers i where i.resident_id = p_resident) then
      v_found := p_resident;
    end if;
    return jsonb_build_object('residentId', v_found, 'withoutNumber', v_identifier is null, 'motherAgrees', case when v_mother is not null then exists (
      select 1 from resident_guardians g, jsonb_array_elements(v_mother->'indexes') as wanted
      where g.resident_id = v_found and g.relation = 'mother' and g.document_type = v_mother->>'type' and g.document_indexes->>(wanted->>'keyId') = wanted->>'index') end);
  end $$;`;

const READ = `
  /*
   * The first round trip of an identification: with the attribute of a code, and with whom a document names. The name of the journey's own
   * resident comes sealed, to be compared with the one that was read.
   */
  create function read_with_holder_v1(req jsonb) returns jsonb
  language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_ask jsonb := coalesce(req->'ask', '{}');
    v_answer jsonb := read_v2(req || jsonb_build_object('ask', v_ask - 'healthCodeId' - 'holder'));
    v_resident uuid;
  begin
    if v_answer ? 'replay' or v_answer ? 'otherBody' then return v_answer; end if;
    if v_ask ? 'healthCodeId' then
      v_answer := v_answer || jsonb_build_object('healthCode', health_code_facts_v2((v_ask->>'healthCodeId')::uuid, v_ask->>'jti'));
    end if;
    if v_ask ? 'holder' then
      v_resident := (select j.resident_id from journeys j where j.id = (req->>'journeyId')::uuid);
      v_answer := v_answer || jsonb_build_object('holder', holder_v1(v_resident, v_ask->'holder') || jsonb_build_object(
        'onRecord', case when v_ask->'holder' ? 'name' then (select jsonb_build_object('residentId', r.id, 'nameEnc', encode(r.name_enc, 'base64')) from residents r where r.id = v_resident) end));
    end if;
    return v_answer;
  end $$;`;

const BESIDE = `
  create function health_code_v2(req jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    perform set_scope(req->'scope');
    return (
      select jsonb_build_object('healthCodeId', c.id, 'residentId', c.resident_id, 'status', c.status, 'attribute', c.attribute, 'version', c.version)
      from health_codes c where c.id = (req->>'healthCodeId')::uuid);
  end $$;`;

export const knowWhomADocumentNames: Migration = {
  async up({ run }) {
    for (const sql of [ATTRIBUTE, FACTS, READ, BESIDE]) await run(sql);
    await run('grant create on schema public to guard');
    for (const [signature, roles] of FUNCTIONS) {
      await run(`
        revoke execute on function ${signature} from public;
        grant execute on function ${signature} to ${roles};
        alter function ${signature} owner to guard;
      `);
    }
    await run(`
      revoke create on schema public from guard;
      revoke execute on function read_with_holder_v1(jsonb), health_code_v2(jsonb) from public;
      grant execute on function read_with_holder_v1(jsonb) to api, worker;
      grant execute on function health_code_v2(jsonb) to api;
    `);
  },
  async down({ run }) {
    await run(`
      drop function health_code_v2(jsonb); drop function read_with_holder_v1(jsonb);
      drop function holder_v1(uuid, jsonb); drop function health_code_facts_v2(uuid, text);
      alter table health_codes drop column attribute;
    `);
  },
};
