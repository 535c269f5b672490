import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['require_policy_maker_v1(uuid)', 'guard'],
  ['policy_in_force_v1(text, timestamptz)', 'guard'],
  ['audit_policy_v1(jsonb, text, policy_versions)', 'guard'],
  ['draft_policy_v1(jsonb)', 'api'],
  ['withdraw_policy_v1(jsonb)', 'api'],
  ['approve_policy_v1(jsonb)', 'api'],
];

/**
 * Versions of policies: drafted by one person, approved by another, in force from an instant on. The door goes on reading `policies_published`,
 * which is now the view of what is in force; nobody could publish into the table of that name.
 */
export const publishPolicies: Migration = {
  async up({ run }) {
    await run(`
      drop table policies_published;
      create table policy_versions (
        id uuid constraint policy_versions_pkey primary key,
        name text not null,
        version int not null,
        -- As it was written: keys keep their order.
        document json not null,
        effective_at timestamptz not null,
        state text not null default 'draft' constraint policy_versions_state_known check (state in ('draft', 'approved', 'withdrawn')),
        drafted_by uuid not null,
        drafted_at timestamptz not null default now(),
        -- Why; encrypted, since people write what they like.
        reason_enc bytea not null,
        decided_by uuid,
        decided_at timestamptz,
        -- The version that was to be in force at its instant when it was approved: what the difference was seen against.
        against int,
        constraint policy_versions_one_each unique (name, version),
        constraint policy_versions_decided check ((state = 'draft') = (decided_by is null) and (decided_by is null) = (decided_at is null) and (state = 'approved') = (against is not null)),
        constraint policy_versions_by_two check (state <> 'approved' or drafted_by <> decided_by)
      );
      create index policy_versions_in_force on policy_versions (name, effective_at desc, version desc) where state = 'approved';
      create index policy_versions_drafts on policy_versions (name, version desc) where state = 'draft';
      alter table policy_versions enable row level security;
      alter table policy_versions force row level security;
      create policy policy_versions_read on policy_versions for select to api, worker using (true);
      create policy policy_versions_guard on policy_versions to guard using (true);
      grant select on policy_versions to api, worker;
      grant select, insert, update on policy_versions to guard;

      -- Whoever writes past the functions below: what was drafted stays as it is, and what was decided stays decided.
      create function keep_policy_version() returns trigger language plpgsql as $$
      begin
        if old.state <> 'draft' or (new.id, new.name, new.version, new.document::text, new.drafted_by, new.drafted_at, new.reason_enc)
           is distinct from (old.id, old.name, old.version, old.document::text, old.drafted_by, old.drafted_at, old.reason_enc) then
          raise exception using errcode = 'MC020', message = 'a version of a policy is never changed';
        end if;
        return new;
      end $$;
      create trigger policy_versions_stay before update on policy_versions for each row execute function keep_policy_version();

      -- Of each name the version in force now, as the door reads it with the state.
      create view policies_published with (security_invoker = true) as
        select distinct on (name) name, version, (effective_at at time zone 'Asia/Shanghai')::date as effective_from
        from policy_versions where state = 'approved' and effective_at <= now() order by name, effective_at desc, version desc;
      grant select on policies_published to api, worker;

      -- 42501: whoever acts may make no policies now.
      create function require_policy_maker_v1(p_actor uuid) returns void
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        perform 1 from people where id = p_actor and roles && array['city-supervisor', 'provincial-supervisor'] and status = 'active'
          and valid_from <= now() and (valid_until is null or now() < valid_until);
        if not found then raise exception using errcode = '42501', message = 'no maker of policies'; end if;
      end $$;

      -- The version of a policy that is in force at an instant; 0: the shipped one.
      create function policy_in_force_v1(p_name text, p_at timestamptz) returns int
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return coalesce((select version from policy_versions where name = p_name and state = 'approved' and effective_at <= p_at order by effective_at desc, version desc limit 1), 0);
      end $$;

      create function audit_policy_v1(req jsonb, p_action text, p_row policy_versions) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', jsonb_build_object('kind', 'person', 'personId', req->>'actor'),
          'action', p_action, 'objectKind', 'policy', 'objectId', p_row.id, 'outcome', 'done',
          'params', jsonb_build_object('name', p_row.name, 'version', p_row.version, 'effectiveAt', to_ms(p_row.effective_at))));
      end $$;

      -- req: {actor, auditId, id, name, document (text), effectiveAt, reasonEnc (base64)}
      create function draft_policy_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_row policy_versions;
      begin
        perform require_policy_maker_v1((req->>'actor')::uuid);
        perform pg_advisory_xact_lock(hashtext('policy'), hashtext(req->>'name'));
        insert into policy_versions (id, name, version, document, effective_at, drafted_by, reason_enc)
        values ((req->>'id')::uuid, req->>'name', coalesce((select max(version) from policy_versions where name = req->>'name'), 0) + 1, (req->>'document')::json,
                from_ms((req->>'effectiveAt')::bigint), (req->>'actor')::uuid, decode(req->>'reasonEnc', 'base64'))
        returning * into v_row;
        perform audit_policy_v1(req, 'policy.draft', v_row);
        return true;
      end $$;

      -- Of a draft, by whoever may make policies. False where there is none. MC021: it is no draft any more.
      create function withdraw_policy_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_row policy_versions;
      begin
        perform require_policy_maker_v1((req->>'actor')::uuid);
        select * into v_row from policy_versions where id = (req->>'id')::uuid for update;
        if not found then return false; end if;
        if v_row.state <> 'draft' then raise exception using errcode = 'MC021', message = 'no draft'; end if;
        update policy_versions set state = 'withdrawn', decided_by = (req->>'actor')::uuid, decided_at = now() where id = v_row.id;
        perform audit_policy_v1(req, 'policy.withdraw', v_row);
        return true;
      end $$;

      -- By another person than the drafter (MC022), who has seen the difference from the version in force at its instant (against; MC023: that is another by now).
      -- A draft whose instant has passed is in force from its approval on: nothing was decided by it before.
      create function approve_policy_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_row policy_versions;
      begin
        perform require_policy_maker_v1((req->>'actor')::uuid);
        select * into v_row from policy_versions where id = (req->>'id')::uuid;
        if not found then return false; end if;
        perform pg_advisory_xact_lock(hashtext('policy'), hashtext(v_row.name));
        select * into v_row from policy_versions where id = v_row.id for update;
        if v_row.state <> 'draft' then raise exception using errcode = 'MC021', message = 'no draft'; end if;
        if v_row.drafted_by = (req->>'actor')::uuid then raise exception using errcode = 'MC022', message = 'by its drafter'; end if;
        if policy_in_force_v1(v_row.name, greatest(v_row.effective_at, clock_timestamp())) <> (req->>'against')::int then raise exception using errcode = 'MC023', message = 'moved'; end if;
        update policy_versions set state = 'approved', against = (req->>'against')::int, decided_by = (req->>'actor')::uuid, decided_at = now(), effective_at = greatest(effective_at, clock_timestamp())
        where id = v_row.id returning * into v_row;
        perform audit_policy_v1(req, 'policy.approve', v_row);
        return true;
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      drop view policies_published;
      drop table policy_versions;
      drop function keep_policy_version();
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
      alter table policies_published enable row level security;
      alter table policies_published force row level security;
    `);
  },
};
