import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [['keep_case_counts()', 'api, worker'], ['count_case(text, text, text, int)', 'guard'], ['put_counts_together(text)', 'guard']];
const BY_CITY: [signature: string, roles: string][] = [['keep_case_counts()', 'api, worker']];
const TRIGGER = 'create trigger keep_case_counts after insert or update or delete on cases for each row execute function keep_case_counts()';

/** A province has its own sums beside those of its cities: adding up its cities costs what their changes are. */
export const keepCaseCountsOfProvinces: Migration = {
  async up({ run }) {
    await run(`
      alter table case_counts rename column city to area;
      create index case_counts_by_area on case_counts (area) include (kind, standing, change);

      create function count_case(p_city text, p_kind text, p_standing text, p_change int) returns void
      language sql volatile set search_path = public, pg_temp as $$
        insert into case_counts values (p_city, p_kind, p_standing, p_change), (left(p_city, 2), p_kind, p_standing, p_change);
      $$;
      -- Rows that another transaction puts together are left to it.
      create function put_counts_together(p_area text) returns void
      language sql volatile set search_path = public, pg_temp as $$
        with gone as (
          delete from case_counts where ctid = any (array (select ctid from case_counts where area = p_area for update skip locked)) returning kind, standing, change)
        insert into case_counts select p_area, kind, standing, sum(change) from gone group by kind, standing having sum(change) <> 0;
      $$;
      drop trigger keep_case_counts on cases;
      drop function keep_case_counts();
      create function keep_case_counts() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op = 'UPDATE' and (old.status, old.city, old.kind, old.standing) is not distinct from (new.status, new.city, new.kind, new.standing) then
          return null;
        end if;
        if tg_op <> 'INSERT' and old.status = 'open' then perform count_case(old.city, old.kind, old.standing, -1); end if;
        if tg_op <> 'DELETE' and new.status = 'open' then
          perform count_case(new.city, new.kind, new.standing, 1);
          if random() < 0.01 then
            perform put_counts_together(new.city);
            perform put_counts_together(left(new.city, 2));
          end if;
        end if;
        return null;
      end $$;
      ${TRIGGER};
    `);
    await giveToGuard({ run }, AS_GUARD);
    // Counted anew, as the guard: the owner of the tables sees no rows of cases, and counted none before.
    await run(`
      set local role guard;
      delete from case_counts;
      insert into case_counts
        select area, kind, standing, count(*) from cases cross join lateral (values (city), (province)) areas (area) where status = 'open' group by area, kind, standing;
      reset role;
    `);
  },
  async down({ run }) {
    await run(`
      drop trigger keep_case_counts on cases;
      drop function keep_case_counts(); drop function count_case(text, text, text, int); drop function put_counts_together(text);
      set local role guard; delete from case_counts where length(area) = 2; reset role;
      drop index case_counts_by_area;
      alter table case_counts rename column area to city;
      create function keep_case_counts() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        if tg_op <> 'INSERT' and old.status = 'open' then
          insert into case_counts values (old.city, old.kind, old.standing, -1);
        end if;
        if tg_op <> 'DELETE' and new.status = 'open' then
          insert into case_counts values (new.city, new.kind, new.standing, 1);
        end if;
        return null;
      end $$;
      ${TRIGGER};
    `);
    await giveToGuard({ run }, BY_CITY);
  },
};
