import type { Migration } from '../migration.js';

/** Stages of a day within an area of any size, and journeys whose resident waits for a decision: few at any time, so the index stays small. */
export const countWhatWaits: Migration = {
  async up({ run }) {
    await run(`
      create index journeys_by_day_stage_area on journeys (day, stage, area_code);
      create index journeys_waiting on journeys (id) where open_cases > 0 and stage in ('arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing');
    `);
  },
  async down({ run }) {
    await run('drop index journeys_waiting; drop index journeys_by_day_stage_area;');
  },
};
