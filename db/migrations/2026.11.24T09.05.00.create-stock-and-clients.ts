import type { Migration } from '../migration.js';

export const createStockAndClients: Migration = {
  async up({ run }) {
    await run(`
      create table lots (
        product_id text not null,
        lot text not null,
        expires_on date not null,
        status text not null default 'usable' constraint lots_status_known check (status in ('usable', 'held', 'recalled')),
        constraint lots_pkey primary key (product_id, lot)
      );
      create policy lots_read on lots for select to api, worker using (has_scope());
      create policy lots_add on lots for insert to api with check (has_scope());
      create policy lots_change on lots for update to api using (has_scope());
      grant select, insert, update on lots to api;
      grant select on lots to worker;

      -- One row per external system: whether it is asked at all just now.
      create table breakers (
        system text constraint breakers_pkey primary key,
        state text not null constraint breakers_state_known check (state in ('closed', 'open', 'half-open')),
        until timestamptz,
        failures int not null default 0,
        updated_at timestamptz not null default now()
      );
      create policy breakers_read on breakers for select to api using (true);
      create policy breakers_keep on breakers to worker using (true);
      grant select on breakers to api;
      grant select, insert, update on breakers to worker;

      -- Later versions of what stands in policies/: published by two people, in force from a day on, never changed.
      create table policies_published (
        name text not null,
        version int not null,
        effective_from date not null,
        content jsonb not null,
        proposed_by text not null,
        approved_by text not null,
        at timestamptz not null default now(),
        constraint policies_published_pkey primary key (name, version),
        constraint policies_published_by_two check (proposed_by <> approved_by)
      );
      create policy policies_published_read on policies_published for select to api, worker using (true);
      grant select on policies_published to api, worker;

      create table api_clients (
        id text constraint api_clients_pkey primary key,
        name text not null,
        kind text not null constraint api_clients_kind_known check (kind in ('site-client', 'channel', 'operator')),
        area_code text collate "C" constraint api_clients_area_fkey references areas (code),
        jwks jsonb not null,
        scopes text[] not null,
        status text not null default 'active' constraint api_clients_status_known check (status in ('active', 'revoked')),
        created_at timestamptz not null default now(),
        constraint api_clients_area check ((kind = 'operator') = (area_code is not null))
      );
      create table api_client_sites (
        client_id text not null constraint api_client_sites_client_fkey references api_clients (id),
        site_id uuid not null constraint api_client_sites_site_fkey references sites (id),
        constraint api_client_sites_pkey primary key (client_id, site_id)
      );
      -- Who may call is looked up before there is a scope; registering a client takes the migrator's login, no process has it.
      create policy api_clients_read on api_clients for select to api, login using (true);
      create policy api_clients_keep on api_clients to migrator using (true);
      create policy api_client_sites_read on api_client_sites for select to api using (true);
      create policy api_client_sites_keep on api_client_sites to migrator using (true);
      grant select on api_clients to api, login;
      grant select on api_client_sites to api;

      create table oidc_payloads (
        model text not null,
        id text not null,
        payload jsonb not null,
        grant_id text,
        user_code text,
        uid text,
        expires_at timestamptz,
        consumed_at timestamptz,
        constraint oidc_payloads_pkey primary key (model, id)
      );
      create index oidc_payloads_by_grant on oidc_payloads (grant_id) where grant_id is not null;
      create index oidc_payloads_by_uid on oidc_payloads (uid) where uid is not null;
      create index oidc_payloads_by_user_code on oidc_payloads (user_code) where user_code is not null;
      create index oidc_payloads_by_expiry on oidc_payloads (expires_at);
      create policy oidc_payloads_login on oidc_payloads to login using (true);
      grant select, insert, update, delete on oidc_payloads to login;

      -- The engine's namespace by its id: another id under the same name means that the engine has lost what it knew.
      create table engine_namespaces (
        name text constraint engine_namespaces_pkey primary key,
        namespace_id text not null,
        seen_at timestamptz not null default now()
      );
      create policy engine_namespaces_relay on engine_namespaces to relay using (true);
      grant select, insert, update on engine_namespaces to relay;
    `);
    for (const table of ['lots', 'breakers', 'policies_published', 'api_clients', 'api_client_sites', 'oidc_payloads', 'engine_namespaces']) {
      await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    }
  },
  async down({ run }) {
    for (const table of ['engine_namespaces', 'oidc_payloads', 'api_client_sites', 'api_clients', 'policies_published', 'breakers', 'lots']) await run(`drop table ${table}`);
  },
};
