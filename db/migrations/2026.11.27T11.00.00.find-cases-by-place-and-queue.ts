import type { Migration } from '../migration.js';

/**
 * The codes of a province, a city and a district begin alike (GB/T 2260). They are columns of their own: under row-level security Postgres searches an
 * index only by what cannot leak a row, and `left(area_code, 4) = ...` might, so an index on that expression is never used.
 */
const AREAS = { site: 'site_id', province: 'province', city: 'city', district: 'area_code' };

const EXPRESSIONS = { site: 'site_id', province: 'left(area_code, 2)', city: 'left(area_code, 4)', district: 'area_code' };

/**
 * The scope is asked once for a statement and not again for each row: a count looks at thousands. What is asked for lies in the scope as a rule, while the
 * planner takes one row in a hundred to pass and then reads and sorts everything; of what stands in `coalesce` it expects half.
 */
const ONCE = 'coalesce(site_id = (select scope_site()) or starts_with(area_code, (select scope_area())) or resident_id = (select scope_resident()), false)';
const EACH_ROW = 'site_id = scope_site() or starts_with(area_code, scope_area()) or resident_id = scope_resident()';

/** A list reads a page from each standing that it shows, in order, however many cases stand elsewhere; a count reads the index alone. */
export const findCasesByPlaceAndQueue: Migration = {
  async up({ run }) {
    await run(`
      alter table cases
        add column province text collate "C" generated always as (left(area_code, 2)) stored,
        add column city text collate "C" generated always as (left(area_code, 4)) stored,
        -- Its queue but for the clock: what is held stands in hand until the claim runs out, and among the unclaimed from then on.
        add column standing text collate "C" generated always as (
          case when question is not null then 'asked' when proposal is not null then 'proposed' when claimed_until is not null then 'held' else 'free' end) stored;
      alter policy cases_scope on cases using (${ONCE});
      alter policy journeys_scope on journeys using (${ONCE});
    `);
    for (const [name, area] of Object.entries(AREAS)) {
      await run(`
        drop index cases_due_by_${name}; drop index cases_of_kind_by_${name};
        create index cases_by_${name} on cases (${area}, standing, due_at, id, claimed_until) where status = 'open';
        create index cases_of_kind_by_${name} on cases (${area}, kind, standing, due_at, id, claimed_until) include (site_id, area_code, resident_id) where status = 'open';
      `);
    }
    // A count reads the index alone where a vacuum has been since; by default it would come after a fifth of all cases has changed.
    await run('alter table cases set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01)');
    // No list and no process of ours asks by these.
    await run('drop index notices_by_site; drop index journey_steps_by_site;');
  },
  async down({ run }) {
    await run('alter table cases reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)');
    await run('create index journey_steps_by_site on journey_steps (site_id, journey_id); create index notices_by_site on notices (site_id, state, id);');
    for (const [name, area] of Object.entries(EXPRESSIONS)) {
      await run(`
        drop index cases_by_${name}; drop index cases_of_kind_by_${name};
        create index cases_due_by_${name} on cases ((${area}), due_at, id) where status = 'open';
        create index cases_of_kind_by_${name} on cases ((${area}), kind, due_at, id) where status = 'open';
      `);
    }
    await run(`
      alter policy journeys_scope on journeys using (${EACH_ROW});
      alter policy cases_scope on cases using (${EACH_ROW});
      alter table cases drop column standing, drop column city, drop column province;
    `);
  },
};
