import type { Migration } from '../migration.js';

/**
 * What lists of cases ask of journeys, planned once per connection: planning over the months of journeys takes longer than reading a page. As the caller,
 * whose scope holds.
 */
export const planJourneysOfCasesOnce: Migration = {
  async up({ run }) {
    await run(`
      -- Null for a journey that is not there.
      create function stage_of_v1(p_journey uuid) returns text
      language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        return (select stage from journeys where id = p_journey);
      end $$;

      -- Journeys whose resident waits at a desk for a decision: few at any time. The index journeys_waiting has the same stages.
      create function waiting_journeys_v1() returns uuid[]
      language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      begin
        return array (select id from journeys where open_cases > 0 and stage in ('arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing'));
      end $$;
    `);
    for (const signature of SIGNATURES) await run(`revoke execute on function ${signature} from public; grant execute on function ${signature} to api, worker`);
  },
  async down({ run }) {
    for (const signature of SIGNATURES) await run(`drop function ${signature}`);
  },
};

const SIGNATURES = ['stage_of_v1(uuid)', 'waiting_journeys_v1()'];
