import type { Migration } from '../migration.js';

/** What must be unique for ever, each in its own narrow table by hash of its key. Only the guard's functions read and write claims. */
const HASHED = ['command_keys', 'dose_claims', 'booking_claims', 'used_codes', 'trace_code_uses'];

export const createClaims: Migration = {
  async up({ run }) {
    await run(`
      create table command_keys (
        owner text not null,
        key text not null,
        body_hash text,
        answer jsonb not null,
        command_id uuid not null,
        at timestamptz not null,
        constraint command_keys_pkey primary key (owner, key)
      ) partition by hash (owner, key);
      create index command_keys_by_age on command_keys (at);
      create index command_keys_by_command on command_keys (command_id);

      create table dose_claims (
        resident_id uuid not null,
        series text not null,
        dose_number int not null,
        state text not null constraint dose_claims_state_known check (state in ('reserved', 'given')),
        live boolean not null,
        journey_id uuid,
        planned_dose_id uuid,
        reserved_until timestamptz,
        constraint dose_claims_pkey primary key (resident_id, series, dose_number),
        constraint dose_claims_reserved_until check ((state = 'reserved') = (reserved_until is not null))
      ) partition by hash (resident_id);

      create table booking_claims (
        resident_id uuid not null,
        series text not null,
        journey_id uuid not null,
        constraint booking_claims_pkey primary key (resident_id, series)
      ) partition by hash (resident_id);

      create table used_codes (
        jti text constraint used_codes_pkey primary key,
        journey_id uuid not null,
        expires_at timestamptz not null
      ) partition by hash (jti);

      create table trace_code_uses (
        trace_code text not null,
        planned_dose_id uuid not null,
        journey_id uuid not null,
        constraint trace_code_uses_pkey primary key (trace_code, planned_dose_id)
      ) partition by hash (trace_code);
      create index trace_code_uses_by_dose on trace_code_uses (planned_dose_id);

      -- News for workflows: a row that exists is news nobody has read.
      create table news (
        process text not null,
        id uuid not null,
        version int not null,
        day date not null,
        send_after timestamptz not null,
        sent_at timestamptz,
        attempts int not null default 0,
        constraint news_pkey primary key (process, id)
      );
      create index news_due on news (day, send_after);
      create index news_sent on news (sent_at) where sent_at is not null;
      -- Until when news has been read, to within a second: an older row that lies unread after that is a fault of its own.
      create table news_progress (
        process text constraint news_progress_pkey primary key,
        read_sent_at timestamptz not null
      );
    `);
    for (const table of HASHED) {
      for (let n = 0; n < 8; n += 1) {
        await run(`
          create table ${table}_${n} partition of ${table} for values with (modulus 8, remainder ${n});
          alter table ${table}_${n} enable row level security; alter table ${table}_${n} force row level security;
        `);
      }
    }
    for (const table of [...HASHED, 'news', 'news_progress']) {
      await run(`
        alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy ${table}_guard on ${table} to guard using (true);
        grant select, insert, update, delete on ${table} to guard;
      `);
    }
    await run(`
      create policy command_keys_owner on command_keys to api, worker using (owner = scope_owner());
      grant select, insert on command_keys to api, worker;
      create policy news_relay on news to relay using (true);
      create policy news_progress_relay on news_progress for select to relay using (true);
      grant select, update on news to relay;
      grant select on news_progress to relay;
    `);
  },
  async down({ run }) {
    for (const table of ['news_progress', 'news', ...HASHED.toReversed()]) await run(`drop table ${table}`);
  },
};
