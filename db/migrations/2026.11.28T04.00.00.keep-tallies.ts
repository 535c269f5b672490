import { giveToGuard, type Migration } from '../migration.js';

/** A report of a place and range of days reads exactly its rows in the order of an index; without a place it is the whole province. */
const PLACES = { site: 'site_id, ', district: 'area_code, ', city: 'city, ', province: '' };

const IN_SCOPE = 'coalesce(site_id = (select scope_site()) or starts_with(area_code, (select scope_area())), false)';

const TABLES = `
  -- What reports count, a row each; made from the log by the worker (domain/reports/tally.ts) and made anew when the log goes on.
  create table tallies (
    journey_id uuid not null,
    report text not null,
    n int not null,
    site_id uuid not null,
    area_code text collate "C" not null,
    city text collate "C" generated always as (left(area_code, 4)) stored,
    day date not null,
    born int not null,
    planned_dose_id uuid,
    series text,
    dose_number int,
    counts boolean not null,
    open_until timestamptz,
    took_ms bigint,
    reason text,
    constraint tallies_pkey primary key (journey_id, report, n)
  );
  -- A row for each resident who had a visit, at the site of the last one, with the doses that are valid by the schedule.
  create table cohort_members (
    resident_id uuid constraint cohort_members_pkey primary key,
    journey_id uuid not null,
    site_id uuid not null,
    area_code text collate "C" not null,
    city text collate "C" generated always as (left(area_code, 4)) stored,
    born_on date not null,
    valid_doses text[] not null
  );
  -- One row: transactions up to this one are counted. Whoever counts holds it.
  create table tally_progress (
    only_one boolean default true constraint tally_progress_pkey primary key constraint tally_progress_one check (only_one),
    upto xid8 not null
  );
  insert into tally_progress (upto) values ('0');

  create policy tallies_scope on tallies for select to api using (${IN_SCOPE});
  create policy tallies_guard on tallies to guard using (true);
  create policy cohort_members_scope on cohort_members for select to api using (${IN_SCOPE});
  create policy cohort_members_guard on cohort_members to guard using (true);
  create policy tally_progress_guard on tally_progress to guard using (true);
  create policy residents_born on residents for select to guard using (true);
  grant select on tallies, cohort_members to api;
  grant select, insert, update, delete on tallies to guard;
  grant select, insert, update on cohort_members to guard;
  grant select, update on tally_progress to guard;
  grant select (id, birth_date) on residents to guard;`;

const FUNCTIONS = `
  /*
   * The logs of visits that have gone on since, in whole transactions of about p_limit events, and all that is known of the doses of their residents; null while
   * another counts. When it is said anew who somebody is, all visits of the resident are given. To be called in one transaction with keep_tallies_v1.
   */
  create function untallied_v1(p_types text[], p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_from xid8;
    v_upto xid8;
    v_over xid8 := pg_snapshot_xmin(pg_current_snapshot());
  begin
    select upto into v_from from tally_progress for update skip locked;
    if not found then return null; end if;
    -- A database that was restored from a dump counts its transactions anew.
    if v_from > v_over then v_from := '0'; end if;
    select xid into v_upto from (select xid from journey_events where xid > v_from and xid < v_over order by xid limit p_limit) next order by xid desc limit 1;
    if not found then return jsonb_build_object('upto', v_from::text, 'more', false, 'visits', '[]'::jsonb, 'residents', '[]'::jsonb); end if;
    return (
      with moved as (
        select e.journey_id, bool_or(e.type in ('fieldsTaken', 'fieldsBroughtTogether')) as anew
        from journey_events e where e.xid > v_from and e.xid <= v_upto and e.type = any(p_types) group by e.journey_id),
      meant as (
        select m.journey_id as id, j.resident_id from moved m join journeys j on j.id = m.journey_id
        union
        select o.id, o.resident_id from moved m join journeys j on j.id = m.journey_id join journeys o on o.resident_id = j.resident_id where m.anew)
      select jsonb_build_object(
        'upto', v_upto::text, 'more', true,
        'visits', (select coalesce(jsonb_agg(jsonb_build_object('journeyId', v.id, 'birthDate', r.birth_date, 'events', (
            select jsonb_agg(jsonb_build_object('type', e.type, 'v', e.v, 'at', to_ms(e.at), 'commandId', e.command_id, 'actor', e.actor, 'station', e.station, 'data', e.data, 'version', e.version) order by e.version)
            from journey_events e where e.journey_id = v.id and e.type = any(p_types)))), '[]')
          from meant v join residents r on r.id = v.resident_id),
        'residents', (select coalesce(jsonb_agg(jsonb_build_object('residentId', r.id, 'birthDate', r.birth_date, 'doses', (
            select coalesce(jsonb_agg(jsonb_build_object('series', d.series, 'doseNumber', d.dose_number, 'givenOn', d.given_on)), '[]')
            from doses d where d.resident_id = r.id and d.status = 'given'))), '[]')
          from (select distinct resident_id from meant) v join residents r on r.id = v.resident_id)));
  end $$;

  -- What is counted of these visits is exactly this from now on; a resident belongs to the site of the last visit that took place.
  create function keep_tallies_v1(p_upto xid8, p_visits jsonb, p_residents jsonb) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  begin
    with told as (
      select v."journeyId" as journey_id, v.born, t.*
      from jsonb_to_recordset(p_visits) as v ("journeyId" uuid, born int, tallies jsonb)
      cross join lateral jsonb_to_recordset(v.tallies) as t (report text, n int, day date, "plannedDoseId" uuid, series text, "doseNumber" int, counts boolean, "openUntil" bigint, "tookMs" bigint, reason text)),
    gone as (
      delete from tallies t where t.journey_id in (select v."journeyId" from jsonb_to_recordset(p_visits) as v ("journeyId" uuid))
        and not exists (select 1 from told where told.journey_id = t.journey_id and told.report = t.report and told.n = t.n))
    insert into tallies as kept (journey_id, report, n, site_id, area_code, day, born, planned_dose_id, series, dose_number, counts, open_until, took_ms, reason)
    select told.journey_id, told.report, told.n, j.site_id, j.area_code, told.day, told.born, told."plannedDoseId", told.series, told."doseNumber", told.counts,
           from_ms(told."openUntil"), told."tookMs", told.reason
    from told join journeys j on j.id = told.journey_id
    on conflict (journey_id, report, n) do update
      set day = excluded.day, born = excluded.born, counts = excluded.counts, open_until = excluded.open_until, took_ms = excluded.took_ms, reason = excluded.reason
      where (kept.day, kept.born, kept.counts, kept.open_until, kept.took_ms, kept.reason)
        is distinct from (excluded.day, excluded.born, excluded.counts, excluded.open_until, excluded.took_ms, excluded.reason);
    insert into cohort_members as kept (resident_id, journey_id, site_id, area_code, born_on, valid_doses)
    select r."residentId", j.id, j.site_id, j.area_code, r."birthDate", array(select jsonb_array_elements_text(r."validDoses"))
    from jsonb_to_recordset(p_residents) as r ("residentId" uuid, "birthDate" date, "validDoses" jsonb)
    cross join lateral (
      select id, site_id, area_code from journeys where resident_id = r."residentId" and stage not in ('booked', 'cancelled', 'no-show') order by id desc limit 1) j
    on conflict (resident_id) do update
      set journey_id = excluded.journey_id, site_id = excluded.site_id, area_code = excluded.area_code, born_on = excluded.born_on, valid_doses = excluded.valid_doses
      where (kept.journey_id, kept.born_on, kept.valid_doses) is distinct from (excluded.journey_id, excluded.born_on, excluded.valid_doses);
    update tally_progress set upto = p_upto where upto <> p_upto;
  end $$;`;

export const keepTallies: Migration = {
  async up({ run }) {
    await run(TABLES);
    for (const [name, place] of Object.entries(PLACES)) {
      await run(`
        create index tallies_by_${name} on tallies (${place}report, day, journey_id, n);
        create index cohort_members_by_${name} on cohort_members (${place}born_on, resident_id);
      `);
    }
    for (const table of ['tallies', 'cohort_members', 'tally_progress']) await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    await run(FUNCTIONS);
    await giveToGuard({ run }, [['untallied_v1(text[], int)', 'worker'], ['keep_tallies_v1(xid8, jsonb, jsonb)', 'worker']]);
  },
  async down({ run }) {
    await run(`
      drop function keep_tallies_v1(xid8, jsonb, jsonb); drop function untallied_v1(text[], int);
      drop table tally_progress; drop table cohort_members; drop table tallies;
      revoke select (id, birth_date) on residents from guard;
      drop policy residents_born on residents;
    `);
  },
};
