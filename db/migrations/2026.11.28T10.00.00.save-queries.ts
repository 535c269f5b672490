import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['audit_saved_query_v1(jsonb, text)', 'guard'],
  ['list_saved_queries_v1(uuid)', 'api'],
  ['save_query_v1(jsonb)', 'api'],
  ['change_saved_query_v1(jsonb)', 'api'],
  ['delete_saved_query_v1(jsonb)', 'api'],
];

/** Filters of cases that somebody keeps under a name: read and changed through these functions alone, each of which asks for whose they are. */
export const saveQueries: Migration = {
  async up({ run }) {
    await run(`
      create table saved_queries (
        id uuid constraint saved_queries_pkey primary key,
        person_id uuid not null constraint saved_queries_person_fkey references people (id),
        name text not null,
        filter jsonb not null,
        constraint saved_queries_name unique (person_id, name)
      );
      alter table saved_queries enable row level security; alter table saved_queries force row level security;
      create policy saved_queries_guard on saved_queries to guard using (true);
      create policy saved_queries_keep on saved_queries to migrator using (true);
      grant select, insert, update, delete on saved_queries to guard;

      -- The filter, and not the name, which is free text.
      create function audit_saved_query_v1(req jsonb, p_action text) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', req->'actor', 'action', p_action, 'objectKind', 'saved-query', 'objectId', req->>'queryId',
          'outcome', 'done', 'params', case when req ? 'filter' then jsonb_build_object('filter', req->'filter') else '{}' end));
      end $$;

      create function list_saved_queries_v1(p_person uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        return (select coalesce(jsonb_agg(jsonb_build_object('queryId', id, 'name', name, 'filter', filter) order by id), '[]') from saved_queries where person_id = p_person);
      end $$;

      -- False where there are as many as there may be. 23505 saved_queries_name: there is one of that name.
      create function save_query_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_person uuid := (req->>'personId')::uuid;
      begin
        perform 1 from people where id = v_person for no key update; -- two at once are counted one after the other
        if (select count(*) from saved_queries where person_id = v_person) >= (req->>'most')::int then return false; end if;
        insert into saved_queries (id, person_id, name, filter) values ((req->>'queryId')::uuid, v_person, req->>'name', req->'filter');
        perform audit_saved_query_v1(req, 'saved-query.save');
        return true;
      end $$;

      -- False where this person has no such one. 23505 as above.
      create function change_saved_query_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        update saved_queries set name = req->>'name', filter = req->'filter' where id = (req->>'queryId')::uuid and person_id = (req->>'personId')::uuid;
        if not found then return false; end if;
        perform audit_saved_query_v1(req, 'saved-query.change');
        return true;
      end $$;

      create function delete_saved_query_v1(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        delete from saved_queries where id = (req->>'queryId')::uuid and person_id = (req->>'personId')::uuid;
        if not found then return false; end if;
        perform audit_saved_query_v1(req, 'saved-query.delete');
        return true;
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run('drop table saved_queries');
  },
};
