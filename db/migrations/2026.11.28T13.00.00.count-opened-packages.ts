import { giveToGuard, type Migration } from '../migration.js';

/** Each with the roles that may ask; they run as `guard`, see all sites, and answer with verdicts and counts. */
const FUNCTIONS: [signature: string, roles: string][] = [
  ['package_facts_v1(text, uuid)', 'api, worker'],
  ['take_package_claims_v1(uuid, jsonb)', 'api, worker'],
  ['take_claims_v1(uuid, jsonb, jsonb)', 'api, worker'],
];

/** Only its owner may rename a function. */
const renamed = (from: string, to: string) => `
  grant create on schema public to guard;
  set local role guard;
  alter function ${from}(uuid, jsonb, jsonb) rename to ${to};
  reset role;
  revoke create on schema public from guard;`;

/** When a package of several doses was opened first, wherever: from then on it is to be used up or discarded (Norms 10.3.2). */
const OPENINGS = `
  create table package_openings (
    trace_code text constraint package_openings_pkey primary key,
    opened_at timestamptz not null
  ) partition by hash (trace_code)`;

const FACTS = `
  -- Of a package by its code, or by the dose that uses it; null where no package is meant.
  create function package_facts_v1(p_code text, p_dose uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_code text := coalesce(p_code, (select u.trace_code from trace_code_uses u where u.planned_dose_id = p_dose limit 1));
  begin
    if v_code is null then return null; end if;
    return jsonb_build_object(
      'uses', (select count(*) from trace_code_uses u where u.trace_code = v_code),
      'openedAt', (select to_ms(o.opened_at) from package_openings o where o.trace_code = v_code));
  end $$;`;

const CLAIMS = `
  /*
   * Uses and openings of packages, each under a lock on the code. A use goes back only while the package is unopened: what was drawn up or stands
   * open is nobody's to give out again.
   */
  create function take_package_claims_v1(p_journey uuid, p_claims jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    c record;
    v_dose uuid;
    v_code text;
  begin
    for c in select value as claim, n::int - 1 as index from jsonb_array_elements(p_claims) with ordinality as given (value, n) order by n loop
      v_dose := (c.claim->>'plannedDoseId')::uuid;
      v_code := coalesce(c.claim->>'traceCode', (select u.trace_code from trace_code_uses u where u.planned_dose_id = v_dose limit 1));
      continue when v_code is null;
      perform pg_advisory_xact_lock(7302004, hashtext(v_code));
      case c.claim->>'kind'
      when 'use-trace-code' then
        -- Reuse is legitimate up to the doses in the package (Norms 9.2.1), so uses are counted.
        if (select count(*) from trace_code_uses u where u.trace_code = v_code) >= (c.claim->>'dosesPerPackage')::int then
          return jsonb_build_object('clash', c.index);
        end if;
        insert into trace_code_uses (trace_code, planned_dose_id, journey_id) values (v_code, v_dose, p_journey) on conflict do nothing;
      when 'return-trace-code' then
        delete from trace_code_uses u where u.planned_dose_id = v_dose and not exists (select 1 from package_openings o where o.trace_code = u.trace_code);
      when 'open-package' then
        insert into package_openings as known (trace_code, opened_at) values (v_code, from_ms((c.claim->>'openedAt')::bigint))
        on conflict (trace_code) do update set opened_at = excluded.opened_at where known.opened_at > excluded.opened_at;
      else null;
      end case;
    end loop;
    return null;
  end $$;

  -- The door sorts claims of packages behind all others, so the index of a clash is the same in either part.
  create function take_claims_v1(p_journey uuid, p_history jsonb, p_claims jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_others jsonb := (select coalesce(jsonb_agg(value order by n), '[]') from jsonb_array_elements(p_claims) with ordinality as given (value, n)
                       where value->>'kind' not in ('use-trace-code', 'return-trace-code', 'open-package'));
  begin
    return coalesce(take_unique_claims_v1(p_journey, p_history, v_others), take_package_claims_v1(p_journey, p_claims));
  end $$;`;

const READ = `
  -- The first round trip of the desk's last steps: with what is known of the package, and for a name that was read the one on record, sealed.
  create function read_with_package_v1(req jsonb) returns jsonb
  language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  declare
    v_answer jsonb := read_v2(req);
    v_asked jsonb := req->'ask'->'package';
  begin
    if v_answer ? 'replay' or v_answer ? 'otherBody' then return v_answer; end if;
    v_answer := v_answer || jsonb_build_object('package', package_facts_v1(v_asked->>'traceCode', (v_asked->>'plannedDoseId')::uuid));
    if req->'ask' ? 'name' then
      v_answer := v_answer || jsonb_build_object('onRecord', (
        select jsonb_build_object('residentId', r.id, 'nameEnc', encode(r.name_enc, 'base64'))
        from residents r where r.id = (select j.resident_id from journeys j where j.id = (req->>'journeyId')::uuid)));
    end if;
    return v_answer;
  end $$;

  -- What a scan of a package is told: uses, opening, and the lot where one is named.
  create function package_v1(req jsonb) returns jsonb
  language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  begin
    perform set_scope(req->'scope');
    return package_facts_v1(req->>'traceCode', null) || jsonb_build_object('lot', (
      select jsonb_build_object('productId', l.product_id, 'lot', l.lot, 'expiresOn', l.expires_on, 'status', l.status)
      from lots l where l.product_id = req->>'productId' and l.lot = req->>'lot'));
  end $$;`;

export const countOpenedPackages: Migration = {
  async up({ run }) {
    await run(OPENINGS);
    for (let n = 0; n < 8; n += 1) {
      await run(`
        create table package_openings_${n} partition of package_openings for values with (modulus 8, remainder ${n});
        alter table package_openings_${n} enable row level security; alter table package_openings_${n} force row level security;
      `);
    }
    await run(`
      alter table package_openings enable row level security; alter table package_openings force row level security;
      create policy package_openings_guard on package_openings to guard using (true);
      grant select, insert, update on package_openings to guard;
      ${renamed('take_claims_v1', 'take_unique_claims_v1')}
    `);
    for (const sql of [FACTS, CLAIMS, READ]) await run(sql);
    await giveToGuard({ run }, FUNCTIONS);
    await run(`
      revoke execute on function read_with_package_v1(jsonb), package_v1(jsonb) from public;
      grant execute on function read_with_package_v1(jsonb) to api, worker;
      grant execute on function package_v1(jsonb) to api;
    `);
  },
  async down({ run }) {
    await run('drop function package_v1(jsonb); drop function read_with_package_v1(jsonb);');
    for (const [signature] of FUNCTIONS.toReversed()) await run(`drop function ${signature}`);
    await run(`${renamed('take_unique_claims_v1', 'take_claims_v1')} drop table package_openings;`);
  },
};
