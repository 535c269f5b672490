import type { Migration } from '../migration.js';

/** Everybody writes rows, nobody changes one (security handbook, S9). Rows are chained afterwards by one sealer, without a lock for writers. */
export const createAudit: Migration = {
  async up({ run }) {
    await run(`
      create table audit_rows (
        id uuid constraint audit_rows_pkey primary key,
        at timestamptz not null default now(),
        xid xid8 not null default pg_current_xact_id(),
        actor jsonb not null,
        action text not null,
        object_kind text not null,
        object_id text,
        outcome text not null constraint audit_rows_outcome_known check (outcome in ('done', 'refused', 'failed')),
        code text,
        params jsonb not null default '{}',
        count int,
        ids_hash text
      ) partition by range (id);
      create index audit_rows_in_order on audit_rows (xid, id);

      -- Besides its root each batch keeps the hash of every row (16 bytes of id, 32 of SHA-256), so that a bad row can be named.
      create table audit_seals (
        batch bigint constraint audit_seals_pkey primary key,
        first_xid xid8 not null,
        first uuid not null,
        last_xid xid8 not null,
        last uuid not null,
        count int not null constraint audit_seals_not_empty check (count > 0),
        total bigint not null,
        rows bytea not null,
        root bytea not null,
        previous bytea not null,
        sealed_at timestamptz not null default now(),
        constraint audit_seals_one_chain unique (previous)
      );

      alter table audit_rows enable row level security; alter table audit_rows force row level security;
      alter table audit_seals enable row level security; alter table audit_seals force row level security;
      create policy audit_rows_write on audit_rows for insert to api, worker, relay, sealer, auditor, login with check (true);
      create policy audit_rows_read on audit_rows for select to sealer, auditor using (true);
      create policy audit_seals_write on audit_seals for insert to sealer with check (true);
      create policy audit_seals_read on audit_seals for select to sealer, auditor using (true);
      grant insert on audit_rows to api, worker, relay, sealer, auditor, login;
      grant select on audit_rows to sealer, auditor;
      grant select, insert on audit_seals to sealer;
      grant select on audit_seals to auditor;
    `);
  },
  async down({ run }) {
    await run('drop table audit_seals; drop table audit_rows;');
  },
};
