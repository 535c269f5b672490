import type { Migration } from '../migration.js';

/** A case that moves up a level is still what somebody has read: a decision on the version before stands. */
export const letClocksMoveCases: Migration = {
  async up({ run }) {
    await run(`
      -- The version since which nothing but its clock has moved the case; null: the present one.
      alter table cases add column same_since int;

      create function keep_same_since() returns trigger
      language plpgsql set search_path = public, pg_temp as $$
      begin
        if new.version <> old.version then
          new.same_since := case when new.level <> old.level then coalesce(old.same_since, old.version) end;
        end if;
        return new;
      end $$;
      create trigger keep_same_since before update on cases for each row execute function keep_same_since();

      create function read_with_case_v3(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        return read_v2(req) || jsonb_build_object('supervisorCase', (
          select jsonb_build_object('caseId', c.id, 'version', c.version, 'sameSince', coalesce(c.same_since, c.version), 'proposal', c.proposal,
                                    'claim', case when c.claimed_by is not null then jsonb_build_object('by', c.claimed_by, 'until', to_ms(c.claimed_until)) end)
          from cases c where c.id = (req->'ask'->>'caseId')::uuid and c.journey_id = (req->>'journeyId')::uuid));
      end $$;
      create function read_with_undo_v2(req jsonb) returns jsonb
      language plpgsql volatile set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare
        v_read jsonb := read_with_case_v3(req);
      begin
        if v_read->'journey' is null or v_read->'journey' = 'null' then return v_read; end if;
        return v_read || jsonb_build_object('laterThanDecision', later_than_decision_v1((req->>'journeyId')::uuid));
      end $$;
    `);
    for (const signature of SIGNATURES) await run(`revoke execute on function ${signature} from public; grant execute on function ${signature} to api, worker`);
  },
  async down({ run }) {
    for (const signature of SIGNATURES.toReversed()) await run(`drop function ${signature}`);
    await run('drop trigger keep_same_since on cases; drop function keep_same_since(); alter table cases drop column same_since;');
  },
};

const SIGNATURES = ['read_with_case_v3(jsonb)', 'read_with_undo_v2(jsonb)'];
