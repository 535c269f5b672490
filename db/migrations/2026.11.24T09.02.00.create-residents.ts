import type { Migration } from '../migration.js';

/** A person row is open to a scope that has access to the person, or to the person. `resident_access` has its own policy, so it counts only there. */
export const mayKnow = (resident: string) => `
  ${resident} = scope_resident()
  or exists (select 1 from resident_access a where a.resident_id = ${resident} and a.until > now())`;

export const createResidents: Migration = {
  async up({ run }) {
    await run(`
      -- One row per resident and site: who may know this person, until when, and why.
      create table resident_access (
        resident_id uuid not null,
        site_id uuid not null,
        area_code text collate "C" not null,
        until timestamptz not null,
        why text not null constraint resident_access_why_known check (why in ('registration', 'booking', 'walk-in', 'scan', 'look-up', 'case')),
        constraint resident_access_pkey primary key (resident_id, site_id),
        constraint resident_access_site_fkey foreign key (site_id, area_code) references sites (id, area_code)
      );
      alter table resident_access enable row level security; alter table resident_access force row level security;
      create policy resident_access_scope on resident_access to api, worker
        using (site_id = scope_site() or starts_with(area_code, scope_area()) or resident_id = scope_resident());
      create policy resident_access_guard on resident_access to guard using (true);
      grant select, insert, update on resident_access to api, worker;
      grant select on resident_access to guard;

      create table residents (
        id uuid constraint residents_pkey primary key,
        name_enc bytea not null,
        phone_enc bytea,
        sex text not null,
        birth_date date not null,
        nationality text not null,
        registered_at timestamptz not null default now(),
        version int not null default 1
      );

      -- No number on the resident: there may be several, or none. One row per key of the ring; a new key adds rows.
      create table resident_identifiers (
        type text not null,
        key_id text not null,
        blind_index bytea not null,
        resident_id uuid not null,
        value_enc bytea not null,
        constraint resident_identifiers_pkey primary key (type, key_id, blind_index)
      ) partition by hash (blind_index);
      create index resident_identifiers_by_resident on resident_identifiers (resident_id);

      -- Rises with every dose given, voided, reserved or learnt: what a decision about doses relies on.
      create table resident_histories (
        resident_id uuid constraint resident_histories_pkey primary key,
        version int not null default 1
      ) with (fillfactor = 70);

      create table archives (
        resident_id uuid constraint archives_pkey primary key,
        registry text,
        archive_no_enc bytea,
        version int not null default 1,
        registry_version text,
        state text not null default 'unknown'
          constraint archives_state_known check (state in ('unknown', 'provisional', 'creating', 'known', 'rejected'))
      );
      create table archive_events (
        resident_id uuid not null,
        version int not null,
        at timestamptz not null,
        state text not null,
        registry_version text,
        journey_id uuid,
        command_id uuid,
        actor jsonb not null,
        constraint archive_events_pkey primary key (resident_id, version)
      );

      create table health_codes (
        id uuid constraint health_codes_pkey primary key,
        resident_id uuid not null constraint health_codes_one_each unique,
        status text not null default 'normal' constraint health_codes_status_known check (status in ('normal', 'suspended')),
        version int not null default 1,
        issued_at timestamptz not null default now()
      );

      create table doses (
        planned_dose_id uuid constraint doses_pkey primary key,
        resident_id uuid not null,
        journey_id uuid,
        site_id uuid,
        area_code text collate "C",
        vaccine text not null,
        series text not null,
        dose_number int not null,
        live boolean not null,
        product_id text,
        lot text,
        given_on date not null,
        given_at timestamptz,
        body_site text,
        route text,
        status text not null constraint doses_status_known check (status in ('given', 'reported-unverified', 'voided')),
        upload_state text constraint doses_upload_known check (upload_state in ('pending', 'sent', 'confirmed', 'rejected', 'overdue')),
        upload_due_at timestamptz,
        content_version int not null default 1,
        source text not null constraint doses_source_known check (source in ('journey', 'registry'))
      );
      create index doses_by_resident on doses (resident_id, series, dose_number);
      create index doses_by_journey on doses (journey_id);
      create index doses_unsettled on doses (site_id, upload_due_at) where upload_state in ('pending', 'sent', 'rejected', 'overdue');
    `);
    for (let n = 0; n < 8; n += 1) {
      await run(`
        create table resident_identifiers_${n} partition of resident_identifiers for values with (modulus 8, remainder ${n});
        alter table resident_identifiers_${n} enable row level security; alter table resident_identifiers_${n} force row level security;
      `);
    }
    await run(`
      create policy residents_scope on residents to api, worker using (${mayKnow('residents.id')});
      create policy resident_identifiers_scope on resident_identifiers to api, worker using (${mayKnow('resident_identifiers.resident_id')});
      create policy archives_scope on archives to api, worker using (${mayKnow('archives.resident_id')});
      create policy archive_events_scope on archive_events to api, worker using (${mayKnow('archive_events.resident_id')});
      create policy health_codes_scope on health_codes to api, worker using (${mayKnow('health_codes.resident_id')});
      -- A site keeps its own records in sight after its access to the person has ended: the upload may take longer.
      create policy doses_scope on doses to api, worker
        using (site_id = scope_site() or starts_with(area_code, scope_area()) or ${mayKnow('doses.resident_id')});
      create policy resident_histories_scope on resident_histories for insert to api with check (${mayKnow('resident_histories.resident_id')});
      create policy resident_identifiers_guard on resident_identifiers to guard using (true);
      create policy resident_histories_guard on resident_histories to guard using (true);
      create policy health_codes_guard on health_codes to guard using (true);
      create policy doses_guard on doses to guard using (true);

      grant select, insert, update on residents, health_codes to api;
      grant select on residents, health_codes, resident_identifiers to worker;
      grant select, insert on resident_identifiers to api;
      grant insert on resident_histories to api;
      grant select, insert, update on archives, doses to api, worker;
      grant select, insert on archive_events to api, worker;
      grant select on resident_identifiers, health_codes to guard;
      grant select, update on resident_histories to guard;
      grant select, insert on doses to guard;
    `);
    for (const table of ['residents', 'resident_identifiers', 'resident_histories', 'archives', 'archive_events', 'health_codes', 'doses']) {
      await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    }
  },
  async down({ run }) {
    await run(`
      drop table doses; drop table health_codes; drop table archive_events; drop table archives; drop table resident_histories;
      drop table resident_identifiers; drop table residents; drop table resident_access;
    `);
  },
};
