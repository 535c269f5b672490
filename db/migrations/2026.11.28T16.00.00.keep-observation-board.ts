import type { Migration } from '../migration.js';

/** Whoever is under observation is few at any time: a column of its own, so that a board of one site is an index of them in the order in which they may leave. */
export const keepObservationBoard: Migration = {
  async up({ run }) {
    await run(`
      -- In milliseconds; null before, after, and where nothing was injected.
      alter table journeys add column observe_until bigint
        generated always as (case when closed_at is null and not coalesce((state->>'released')::boolean, false) then (state #>> '{observation,until}')::bigint end) stored;
      create index journeys_under_observation on journeys (site_id, observe_until, id) where observe_until is not null;
    `);
  },
  async down({ run }) {
    await run('drop index journeys_under_observation; alter table journeys drop column observe_until;');
  },
};
