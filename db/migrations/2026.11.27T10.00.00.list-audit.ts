import type { Migration } from '../migration.js';

/** One index for each filter that the list of the audit offers; ids carry the time, so each also gives its rows by day and newest first. */
export const listAudit: Migration = {
  async up({ run }) {
    await run(`
      -- A column, since row-level security keeps an index on an expression from giving rows in order.
      alter table audit_rows add column actor_id text generated always as (coalesce(actor->>'personId', actor->>'residentId', actor->>'clientId', actor->>'kind')) stored;
      create index audit_rows_by_actor on audit_rows (actor_id, id);
      create index audit_rows_by_object on audit_rows (object_kind, object_id, id);
      create index audit_rows_by_action on audit_rows (action, id);
      -- What was done is nearly everything: nobody lists it by that.
      create index audit_rows_not_done on audit_rows (outcome, id) where outcome <> 'done';
    `);
  },
  async down({ run }) {
    await run('drop index audit_rows_not_done; drop index audit_rows_by_action; drop index audit_rows_by_object; drop index audit_rows_by_actor; alter table audit_rows drop column actor_id;');
  },
};
