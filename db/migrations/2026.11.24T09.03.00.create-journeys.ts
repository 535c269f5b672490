import type { Migration } from '../migration.js';

const SITE_SCOPE = 'site_id = scope_site() or starts_with(area_code, scope_area())';
const SCOPED = ['journeys', 'journey_events', 'cases', 'case_events', 'notices', 'notice_keys', 'evidence', 'notes', 'journey_steps'];

export const createJourneys: Migration = {
  async up({ run }) {
    await run(`
      -- Months by the time inside the journey's id: a look-up by id touches one partition, old months move to cold storage whole.
      create table journeys (
        id uuid constraint journeys_pkey primary key,
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        channel text not null,
        day date not null,
        slot_id uuid,
        stage text not null,
        open_cases int not null default 0,
        state jsonb not null,
        state_version int not null,
        version int not null,
        process_over boolean not null,
        started_at timestamptz not null,
        closed_at timestamptz
      ) partition by range (id);
      create index journeys_by_site_day on journeys (site_id, day, id);
      create index journeys_by_site_stage on journeys (site_id, stage, id);
      create index journeys_by_day_area on journeys (day, area_code, id);
      create index journeys_by_resident on journeys (resident_id, id);
      create index journeys_in_process on journeys (id) where not process_over;

      create table journey_events (
        journey_id uuid not null,
        version int not null,
        type text not null,
        v int not null,
        at timestamptz not null,
        command_id uuid not null,
        actor jsonb not null,
        station text,
        data jsonb not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        xid xid8 not null default pg_current_xact_id(),
        constraint journey_events_pkey primary key (journey_id, version)
      ) partition by range (journey_id);
      create index journey_events_by_xid on journey_events (xid);

      create table cases (
        id uuid constraint cases_pkey primary key,
        kind text not null,
        journey_id uuid not null,
        planned_dose_id uuid,
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        opened_at timestamptz not null,
        due_at timestamptz not null,
        status text not null default 'open' constraint cases_status_known check (status in ('open', 'resolved')),
        version int not null default 1,
        xid xid8 not null default pg_current_xact_id()
      );
      create index cases_by_site on cases (site_id, status, due_at, id);
      create index cases_by_area on cases (area_code, status, due_at, id);
      create index cases_by_journey on cases (journey_id);
      create index cases_by_xid on cases (xid);
      create table case_events (
        case_id uuid not null,
        version int not null,
        type text not null,
        at timestamptz not null,
        command_id uuid not null,
        actor jsonb not null,
        data jsonb not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        constraint case_events_pkey primary key (case_id, version)
      );

      create table notices (
        id uuid constraint notices_pkey primary key,
        journey_id uuid not null,
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        content_version int not null,
        channel text not null,
        template text not null,
        state text not null constraint notices_state_known check (state in ('pending', 'sent', 'delivered', 'failed', 'uncertain', 'no-phone')),
        attempts int not null default 0,
        provider_id text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        xid xid8 not null default pg_current_xact_id()
      ) partition by range (id);
      create index notices_by_journey on notices (journey_id);
      create index notices_by_site on notices (site_id, state, id);
      create index notices_by_xid on notices (xid);
      -- One send per message, channel and recipient, for ever; the recipient is a blind index.
      create table notice_keys (
        message text not null,
        channel text not null,
        recipient text not null,
        notice_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        constraint notice_keys_pkey primary key (message, channel, recipient)
      ) partition by hash (message, channel, recipient);

      create table evidence (
        id uuid constraint evidence_pkey primary key,
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        purpose text not null,
        content_enc bytea not null,
        retention_until date not null,
        at timestamptz not null default now()
      );
      create index evidence_by_resident on evidence (resident_id);
      create table notes (
        id uuid constraint notes_pkey primary key,
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        purpose text not null,
        content_enc bytea not null,
        retention_until date not null,
        at timestamptz not null default now()
      );
      create index notes_by_resident on notes (resident_id);

      -- Steps of a workflow that are being retried, from the second attempt on.
      create table journey_steps (
        journey_id uuid not null,
        step text not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        attempt int not null,
        error_code text not null,
        next_try_at timestamptz,
        updated_at timestamptz not null default now(),
        constraint journey_steps_pkey primary key (journey_id, step)
      );
      create index journey_steps_by_site on journey_steps (site_id, journey_id);

      create policy journeys_scope on journeys to api, worker using (${SITE_SCOPE} or resident_id = scope_resident());
      create policy journey_events_scope on journey_events to api, worker
        using (${SITE_SCOPE} or exists (select 1 from journeys j where j.id = journey_events.journey_id and j.resident_id = scope_resident()));
      create policy cases_scope on cases to api, worker using (${SITE_SCOPE} or resident_id = scope_resident());
      create policy case_events_scope on case_events to api, worker using (${SITE_SCOPE});
      -- A channel's command may open a case; only sites and supervisors read what happened to it.
      create policy case_events_add on case_events for insert to api
        with check (exists (select 1 from cases c where c.id = case_events.case_id and c.resident_id = scope_resident()));
      create policy notices_scope on notices to api, worker using (${SITE_SCOPE} or resident_id = scope_resident());
      create policy notice_keys_scope on notice_keys to worker using (${SITE_SCOPE});
      create policy evidence_scope on evidence to api, worker using (${SITE_SCOPE} or resident_id = scope_resident());
      create policy notes_scope on notes to api, worker using (${SITE_SCOPE} or resident_id = scope_resident());
      create policy journey_steps_scope on journey_steps to api using (${SITE_SCOPE});

      create policy journeys_guard on journeys to guard using (true);
      create policy journey_events_guard on journey_events to guard using (true);
      create policy cases_guard on cases to guard using (true);
      create policy notices_guard on notices to guard using (true);
      create policy journey_steps_guard on journey_steps to guard using (true);

      grant select, insert, update on journeys to api, worker;
      grant select, insert on journey_events, cases, case_events, evidence, notes to api, worker;
      grant select on notices, journey_steps to api;
      grant select, insert, update on notices to worker;
      grant select, insert on notice_keys to worker;
      grant select on journeys, journey_events, cases, notices to guard;
      grant select, insert, update, delete on journey_steps to guard;
    `);
    for (let n = 0; n < 8; n += 1) {
      await run(`
        create table notice_keys_${n} partition of notice_keys for values with (modulus 8, remainder ${n});
        alter table notice_keys_${n} enable row level security; alter table notice_keys_${n} force row level security;
      `);
    }
    for (const table of SCOPED) await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
  },
  async down({ run }) {
    for (const table of ['journey_steps', 'notes', 'evidence', 'notice_keys', 'notices', 'case_events', 'cases', 'journey_events', 'journeys']) await run(`drop table ${table}`);
  },
};
