import { giveToGuard, type Migration } from '../migration.js';

const ROLES = [
  'registrar', 'pre-check-doctor', 'vaccinator', 'cashier', 'observer', 'stock-keeper', 'site-lead', 'district-supervisor', 'city-supervisor',
  'provincial-supervisor', 'security-auditor', 'administrator',
];

const AS_GUARD: [signature: string, roles: string][] = [
  ['find_person_v1(text, text)', 'api'],
  ['begin_session_v1(jsonb)', 'api'],
  ['use_session_v1(bytea, int)', 'api'],
  ['end_session_v1(bytea)', 'api'],
  ['end_sessions_of_v1(uuid)', 'api'],
  ['name_person_v1(uuid)', 'api'],
];

const TABLES = ['people', 'people_sites', 'browser_sessions', 'browser_clients', 'login_accounts', 'login_attempts'];

/** People who sign in, their sessions in browsers, and what our own login provider knows: accounts, failed attempts, the page as its client. */
export const letPeopleSignIn: Migration = {
  async up({ run }) {
    await run(`
      create table people (
        id uuid constraint people_pkey primary key,
        -- Who it is to the login provider; another provider's same subject is somebody else.
        issuer text not null,
        subject text not null,
        name text not null,
        roles text[] not null constraint people_roles_known check (roles <@ array[${ROLES.map((role) => `'${role}'`).join(', ')}] and cardinality(roles) > 0),
        area_code text collate "C" constraint people_area_fkey references areas (code),
        status text not null default 'active' constraint people_status_known check (status in ('active', 'revoked')),
        valid_from timestamptz not null default now(),
        valid_until timestamptz,
        constraint people_one_each unique (issuer, subject),
        constraint people_time check (valid_until is null or valid_from < valid_until)
      );
      create table people_sites (
        person_id uuid not null constraint people_sites_person_fkey references people (id),
        site_id uuid not null constraint people_sites_site_fkey references sites (id),
        constraint people_sites_pkey primary key (person_id, site_id)
      );
      -- The browser holds a token, this only its hash: who reads the table can be nobody.
      create table browser_sessions (
        token_hash bytea constraint browser_sessions_pkey primary key constraint browser_sessions_sha256 check (length(token_hash) = 32),
        person_id uuid not null constraint browser_sessions_person_fkey references people (id),
        acr text,
        began_at timestamptz not null default now(),
        used_at timestamptz not null default now(),
        ends_at timestamptz not null,
        ended_at timestamptz
      );
      create index browser_sessions_by_person on browser_sessions (person_id);
      create index browser_sessions_by_end on browser_sessions (ends_at);

      create table browser_clients (
        id text constraint browser_clients_pkey primary key,
        name text not null,
        jwks jsonb not null,
        redirect_uris text[] not null constraint browser_clients_redirects check (cardinality(redirect_uris) > 0),
        post_logout_redirect_uris text[] not null default '{}'
      );
      create table login_accounts (
        subject text constraint login_accounts_pkey primary key,
        username text not null constraint login_accounts_username unique,
        password_hash text not null,
        status text not null default 'active' constraint login_accounts_status_known check (status in ('active', 'revoked'))
      );
      -- By a hash of what was typed as the name, so that names that nobody has are counted alike and are not kept.
      create table login_attempts (
        name_hash bytea constraint login_attempts_pkey primary key,
        attempts int not null,
        last_at timestamptz not null,
        next_at timestamptz not null
      );

      create policy people_keep on people to migrator using (true);
      create policy people_sites_keep on people_sites to migrator using (true);
      create policy people_guard on people to guard using (true);
      create policy people_sites_guard on people_sites to guard using (true);
      create policy browser_sessions_guard on browser_sessions to guard using (true);
      create policy browser_sessions_keep on browser_sessions to migrator using (true);
      create policy browser_clients_keep on browser_clients to migrator using (true);
      create policy browser_clients_read on browser_clients for select to login using (true);
      create policy login_accounts_keep on login_accounts to migrator using (true);
      create policy login_accounts_read on login_accounts for select to login using (true);
      create policy login_attempts_login on login_attempts to login using (true);
      grant select on people, people_sites to guard;
      grant select, insert, update, delete on browser_sessions to guard;
      grant select on browser_clients, login_accounts to login;
      grant select, insert, update, delete on login_attempts to login;

      -- Somebody who may sign in now, by who the provider says it is.
      create function find_person_v1(p_issuer text, p_subject text) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('personId', p.id, 'name', p.name, 'roles', p.roles, 'areaCode', p.area_code,
          'siteIds', (select coalesce(jsonb_agg(s.site_id order by s.site_id), '[]') from people_sites s where s.person_id = p.id))
          from people p
          where p.issuer = p_issuer and p.subject = p_subject and p.status = 'active' and p.valid_from <= now() and (p.valid_until is null or now() < p.valid_until));
      end $$;

      -- As whom colleagues know somebody, also after they have left.
      create function name_person_v1(p_person uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select jsonb_build_object('personId', id, 'name', name, 'roles', roles) from people where id = p_person);
      end $$;

      -- A session begins under a token of its own; the one that this browser had before ends. What ended a day ago is forgotten, a few at a time.
      create function begin_session_v1(req jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        delete from browser_sessions where token_hash in (
          select token_hash from browser_sessions where ends_at < now() - interval '1 day' order by ends_at limit 100 for update skip locked);
        update browser_sessions set ended_at = now() where token_hash = decode(req->>'previousHash', 'hex') and ended_at is null;
        insert into browser_sessions (token_hash, person_id, acr, ends_at)
        values (decode(req->>'tokenHash', 'hex'), (req->>'personId')::uuid, req->>'acr', now() + (req->>'seconds')::int * interval '1 second');
      end $$;

      -- Whose session it is, as they are now; null where it has ended, was idle for too long, or the person may not sign in any more. Its use is kept to the minute.
      create function use_session_v1(p_hash bytea, p_idle_seconds int) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_found record;
      begin
        select s.used_at, s.ends_at, s.acr, p.issuer, p.subject into v_found from browser_sessions s join people p on p.id = s.person_id
        where s.token_hash = p_hash and s.ended_at is null and now() < s.ends_at and now() < s.used_at + p_idle_seconds * interval '1 second';
        if not found then return null; end if;
        if v_found.used_at < now() - least(interval '1 minute', p_idle_seconds * interval '250 milliseconds') then
          update browser_sessions set used_at = now() where token_hash = p_hash;
        end if;
        return find_person_v1(v_found.issuer, v_found.subject) || jsonb_build_object('acr', v_found.acr, 'endsAt', to_ms(v_found.ends_at));
      end $$;

      -- Whose session ended just now; null where there was none.
      create function end_session_v1(p_hash bytea) returns uuid
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid;
      begin
        update browser_sessions set ended_at = now() where token_hash = p_hash and ended_at is null returning person_id into v_person;
        return v_person;
      end $$;

      create function end_sessions_of_v1(p_person uuid) returns int
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_count int;
      begin
        update browser_sessions set ended_at = now() where person_id = p_person and ended_at is null and now() < ends_at;
        get diagnostics v_count = row_count;
        return v_count;
      end $$;
    `);
    for (const table of TABLES) await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    for (const table of TABLES.toReversed()) await run(`drop table ${table}`);
  },
};
