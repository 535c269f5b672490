import type { Migration } from '../migration.js';

const HELD = `status = 'open' and standing in ('held', 'held-moved')`;
const AREAS = ['city', 'province'] as const;

/**
 * What is in hand is counted by an index of each area, which is for that count alone. A list wants its page in the order in which cases are due, in
 * which claims that ran out are passed over in its own index; by this one, which looks cheaper than it is, all claims would be read and put in order for each page.
 */
export const keepListsInTheirOrder: Migration = {
  async up({ run }) {
    await run('drop index cases_in_hand');
    // Whoever has claimed is asked for by the count too, and by no list.
    for (const area of AREAS) await run(`create index cases_in_hand_by_${area} on cases (${area}, claimed_until) include (kind, standing, site_id, area_code, resident_id) where ${HELD} and claimed_by is not null`);
  },
  async down({ run }) {
    for (const area of AREAS) await run(`drop index cases_in_hand_by_${area}`);
    await run(`create index cases_in_hand on cases (claimed_until) include (city, province, kind, standing, site_id, area_code, resident_id) where ${HELD}`);
  },
};
