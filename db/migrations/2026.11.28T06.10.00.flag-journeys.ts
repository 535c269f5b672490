import type { Migration } from '../migration.js';

/** What is flagged is few at any time, so each index holds little: by site newest first, by area in the order of areas. */
const FLAGS: Record<string, string> = { with_case: 'open_cases > 0', provisional: 'provisional and closed_at is null', upload_overdue: 'upload_overdue' };

/** What a list flags of a journey, told from its state: columns of their own, since under row-level security an index serves no expression on a document. */
export const flagJourneys: Migration = {
  async up({ run }) {
    await run(`
      alter table journeys
        add column provisional boolean generated always as (coalesce(jsonb_typeof(state #> '{identified,provisional}') = 'object', false)) stored,
        add column upload_overdue boolean generated always as (jsonb_path_exists(state, '$.doses[*].given ? (@.upload == "overdue")')) stored;
    `);
    for (const [name, holds] of Object.entries(FLAGS)) {
      await run(`
        create index journeys_${name}_by_site on journeys (site_id, id) where ${holds};
        create index journeys_${name}_by_area on journeys (area_code, id) where ${holds};
      `);
    }
  },
  async down({ run }) {
    for (const name of Object.keys(FLAGS)) await run(`drop index journeys_${name}_by_site; drop index journeys_${name}_by_area;`);
    await run('alter table journeys drop column provisional, drop column upload_overdue');
  },
};
