import type { Migration } from '../migration.js';

/** As of cases: columns, since row-level security keeps Postgres from searching an index on an expression. */
const AREAS = { site: 'site_id', province: 'province', city: 'city', district: 'area_code' };

const ONCE = 'coalesce(site_id = (select scope_site()) or starts_with(area_code, (select scope_area())) or resident_id = (select scope_resident()), false)';
const EACH_ROW = 'site_id = scope_site() or starts_with(area_code, scope_area()) or resident_id = scope_resident()';

/**
 * Each attempt at a notice and what came of it, and lists of notices by place. An index has them by channel, kind and state, so that a list reads a
 * page of each that it shows and of no other; ids begin with the time, so a day is a range of them.
 */
export const keepNoticeAttempts: Migration = {
  async up({ run }) {
    await run(`
      create table notice_attempts (
        notice_id uuid not null,
        attempt int not null,
        channel text not null,
        begun_at timestamptz not null default now(),
        ended_at timestamptz,
        -- Null: its end is not known.
        outcome text constraint notice_attempts_outcome_known check (outcome in ('accepted', 'delivered', 'not-received', 'refused', 'unavailable', 'uncertain')),
        error_code text,
        next_at timestamptz,
        constraint notice_attempts_pkey primary key (notice_id, attempt)
      );
      alter table notice_attempts enable row level security; alter table notice_attempts force row level security;
      create policy notice_attempts_scope on notice_attempts to api, worker using (exists (select 1 from notices n where n.id = notice_attempts.notice_id));
      grant select on notice_attempts to api;
      grant select, insert, update on notice_attempts to worker;

      alter table notices
        add column province text collate "C" generated always as (left(area_code, 2)) stored,
        add column city text collate "C" generated always as (left(area_code, 4)) stored;
      alter policy notices_scope on notices using (${ONCE});
    `);
    for (const [name, area] of Object.entries(AREAS)) await run(`create index notices_listed_by_${name} on notices (${area}, channel, template, state, id)`);
  },
  async down({ run }) {
    for (const name of Object.keys(AREAS)) await run(`drop index notices_listed_by_${name}`);
    await run(`
      alter policy notices_scope on notices using (${EACH_ROW});
      alter table notices drop column city, drop column province;
      drop table notice_attempts;
    `);
  },
};
