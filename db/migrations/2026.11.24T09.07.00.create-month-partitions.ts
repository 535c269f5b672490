import type { Migration } from '../migration.js';

/**
 * Monthly children of what is partitioned by the time inside an id. There is no default partition on purpose: an id outside all months is
 * an error, since a row that slipped into a catch-all could never be moved to cold storage with its month.
 */
export const createMonthPartitions: Migration = {
  async up({ run }) {
    await run(`
      create function create_month_partitions(first_month date, months int) returns int
      language plpgsql security definer set search_path = public, pg_temp as $$
      declare
        parent text;
        child text;
        month timestamp;
        made int := 0;
      begin
        perform pg_advisory_xact_lock(7302003);
        foreach parent in array array['journeys', 'journey_events', 'notices', 'audit_rows'] loop
          for n in 0 .. months - 1 loop
            month := date_trunc('month', first_month::timestamp) + n * interval '1 month';
            child := parent || to_char(month, '"_"YYYY"_"MM');
            continue when to_regclass(child) is not null;
            execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
                           uuid_floor(month at time zone 'UTC'), uuid_floor((month + interval '1 month') at time zone 'UTC'));
            -- Reached through its parent only: no grants, and no policy that would let a row through.
            execute format('alter table %I enable row level security', child);
            execute format('alter table %I force row level security', child);
            if parent = 'journeys' then
              execute format('alter table %I set (fillfactor = 70)', child);
            end if;
            made := made + 1;
          end loop;
        end loop;
        return made;
      end $$;
      revoke execute on function create_month_partitions(date, int) from public;
      grant execute on function create_month_partitions(date, int) to relay, sealer;
    `);
    await run(`select create_month_partitions((date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date, 14)`);
  },
  async down({ run }) {
    await run(`
      drop function create_month_partitions(date, int);
      do $$
      declare child text;
      begin
        for child in
          select i.inhrelid::regclass::text from pg_inherits i
          where i.inhparent in ('journeys'::regclass, 'journey_events'::regclass, 'notices'::regclass, 'audit_rows'::regclass)
        loop
          execute format('drop table %s', child);
        end loop;
      end $$;
    `);
  },
};
