import { giveToGuard, type Migration } from '../migration.js';

/**
 * A pair of records that a supervisor has found to be two persons is no case again until a compared field changes. Of the pair stands a keyed digest;
 * who asks gets a verdict, whichever site it was decided at.
 */
export const rememberDismissedPairs: Migration = {
  async up({ run }) {
    await run(`
      create table dismissed_pairs (
        resident_id uuid not null,
        key_id text not null,
        digest bytea not null,
        journey_id uuid not null,
        dismissed_at timestamptz not null,
        constraint dismissed_pairs_pkey primary key (resident_id, key_id, digest)
      );
      alter table dismissed_pairs enable row level security;
      alter table dismissed_pairs force row level security;
      create policy dismissed_pairs_guard on dismissed_pairs to guard using (true) with check (true);
      grant select, insert on dismissed_pairs to guard;

      create function keep_dismissed_pair_v1(req jsonb) returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        insert into dismissed_pairs (resident_id, key_id, digest, journey_id, dismissed_at)
        select (req->>'residentId')::uuid, d."keyId", decode(d.digest, 'hex'), (req->>'journeyId')::uuid, from_ms((req->>'at')::bigint)
        from jsonb_to_recordset(req->'digests') as d ("keyId" text, digest text)
        on conflict do nothing;
      end $$;

      create function is_dismissed_pair_v1(req jsonb) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
        select exists (
          select 1 from dismissed_pairs p join jsonb_to_recordset(req->'digests') as d ("keyId" text, digest text) on p.key_id = d."keyId" and p.digest = decode(d.digest, 'hex')
          where p.resident_id = (req->>'residentId')::uuid)
      $$;

      create function append_with_dismissed_pair_v1(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_rest jsonb := req - 'dismissedPair';
        v_answer jsonb := case when req ? 'movedCases' then append_with_moved_cases_v1(v_rest) else append_with_cases_v1(v_rest) end;
      begin
        if v_answer ? 'ok' then perform keep_dismissed_pair_v1(req->'dismissedPair'); end if;
        return v_answer;
      end $$;
      revoke execute on function append_with_dismissed_pair_v1(jsonb) from public;
      grant execute on function append_with_dismissed_pair_v1(jsonb) to api, worker;
    `);
    await giveToGuard({ run }, [
      ['keep_dismissed_pair_v1(jsonb)', 'api, worker'],
      ['is_dismissed_pair_v1(jsonb)', 'worker'],
    ]);
  },
  async down({ run }) {
    await run(`
      drop function append_with_dismissed_pair_v1(jsonb); drop function is_dismissed_pair_v1(jsonb); drop function keep_dismissed_pair_v1(jsonb);
      drop table dismissed_pairs;
    `);
  },
};
