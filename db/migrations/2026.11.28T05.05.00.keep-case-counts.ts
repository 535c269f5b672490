import { giveToGuard, type Migration, type MigrationContext } from '../migration.js';

const AS_GUARD = [['keep_case_counts()', 'api, worker'], ['forget_case_counts()', 'api, worker']] as const;

/**
 * How many open cases of a kind stand where, in each city, as sums of what changed: counting them in the index costs what there are. Every change adds a
 * row and waits for nobody; now and then the rows of a city are put together.
 */
export const keepCaseCounts: Migration = {
  async up({ run }) {
    await run(`
      create table case_counts (
        city text collate "C" not null,
        kind text not null,
        standing text collate "C" not null,
        change int not null
      );
      create policy case_counts_read on case_counts for select to api using (starts_with(city, (select scope_area())));
      create policy case_counts_keep on case_counts to guard using (true);
      grant select on case_counts to api;
      grant select, insert, update, delete on case_counts to guard; -- update: rows that are put together are locked first
      alter table case_counts enable row level security; alter table case_counts force row level security;

      create function keep_case_counts() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'UPDATE' and (old.status, old.city, old.kind, old.standing) is not distinct from (new.status, new.city, new.kind, new.standing) then
          return null;
        end if;
        if tg_op <> 'INSERT' and old.status = 'open' then
          insert into case_counts values (old.city, old.kind, old.standing, -1);
        end if;
        if tg_op <> 'DELETE' and new.status = 'open' then
          insert into case_counts values (new.city, new.kind, new.standing, 1);
          if random() < 0.01 then
            with gone as (
              delete from case_counts where ctid = any (array (select ctid from case_counts where city = new.city for update skip locked)) returning kind, standing, change)
            insert into case_counts select new.city, kind, standing, sum(change) from gone group by kind, standing having sum(change) <> 0;
          end if;
        end if;
        return null;
      end $$;
      create function forget_case_counts() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        delete from case_counts;
        return null;
      end $$;

      insert into case_counts select city, kind, standing, count(*) from cases where status = 'open' group by city, kind, standing;
      create trigger keep_case_counts after insert or update or delete on cases for each row execute function keep_case_counts();
      create trigger forget_case_counts after truncate on cases for each statement execute function forget_case_counts();
      -- Which of those claimed are still in hand: few, wherever they are.
      create index cases_in_hand on cases (claimed_until) include (city, province, kind, standing, site_id, area_code, resident_id) where status = 'open' and standing in ('held', 'held-moved');
      -- Whoever has it in hand looks for their own among all of a province.
      create index cases_claimed_by on cases (claimed_by, due_at, id) where status = 'open' and claimed_by is not null;
    `);
    await includeScope(run, 'include (site_id, area_code, resident_id)');
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    await includeScope(run, '');
    await run(`
      drop index cases_in_hand; drop index cases_claimed_by;
      drop trigger keep_case_counts on cases; drop trigger forget_case_counts on cases;
      drop function keep_case_counts(); drop function forget_case_counts();
      drop table case_counts;
    `);
  },
};

/** What row-level security asks stands in the index too, so that a count of what is overdue or unclaimed reads no row. */
async function includeScope(run: MigrationContext['run'], include: string): Promise<void> {
  for (const [place, column] of Object.entries({ site: 'site_id', province: 'province', city: 'city', district: 'area_code' })) {
    await run(`drop index cases_by_${place}; create index cases_by_${place} on cases (${column}, standing, due_at, id, claimed_until) ${include} where status = 'open'`);
  }
}
