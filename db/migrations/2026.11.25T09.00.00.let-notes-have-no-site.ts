import type { Migration } from '../migration.js';

/** A reason that belongs to no visit, as for a suspended health code, has the area of whoever gave it and no site. */
export const letNotesHaveNoSite: Migration = {
  async up({ run }) {
    await run('alter table notes alter column site_id drop not null');
  },
  /** The release before knows no such reasons, so they go; forced row-level security would hide them from their table's own owner. */
  async down({ run }) {
    await run(`
      alter table notes no force row level security;
      delete from notes where site_id is null;
      alter table notes force row level security;
      alter table notes alter column site_id set not null;
    `);
  },
};
