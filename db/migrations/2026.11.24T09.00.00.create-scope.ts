import type { Migration } from '../migration.js';

/**
 * The caller's scope lives in settings of the transaction: `app.site`, `app.area` (a prefix of area codes), `app.resident`, `app.open`
 * (public facts about sites only) and `app.owner` (of idempotency keys). A setting used once reads as '' afterwards, hence `nullif`.
 */
export const createScope: Migration = {
  async up({ run }) {
    await run(`
      create function scope_site() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.site', true), '')::uuid $$;
      create function scope_area() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.area', true), '') $$;
      create function scope_resident() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.resident', true), '')::uuid $$;
      create function scope_owner() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.owner', true), '') $$;
      create function has_scope() returns boolean language sql stable parallel safe as $$
        select coalesce(nullif(current_setting('app.site', true), ''), nullif(current_setting('app.area', true), ''),
                        nullif(current_setting('app.resident', true), ''), nullif(current_setting('app.open', true), '')) is not null
      $$;

      -- 440000 -> 44 (province), 440100 -> 4401 (city), 440103 -> 440103 (district)
      create function area_prefix(code text) returns text language sql immutable parallel safe as $$ select regexp_replace(code, '(00){1,2}$', '') $$;

      -- For this transaction only: a connection that goes back to its pool carries nothing over. All are set, so that none is left from before.
      create function set_scope(scope jsonb, owner text default '') returns void language plpgsql volatile as $$
      begin
        perform set_config('app.site', coalesce(scope->>'site', ''), true),
                set_config('app.area', coalesce(area_prefix(scope->>'area'), ''), true),
                set_config('app.resident', coalesce(scope->>'resident', ''), true),
                set_config('app.open', case when (scope->>'open')::boolean then 'on' else '' end, true),
                set_config('app.owner', coalesce(owner, ''), true);
      end $$;

      -- Instants travel as milliseconds since 1970.
      create function to_ms(at timestamptz) returns bigint language sql stable strict parallel safe as $$ select floor(extract(epoch from at) * 1000)::bigint $$;
      create function from_ms(ms bigint) returns timestamptz language sql immutable strict parallel safe as $$ select to_timestamp(ms / 1000.0::float8) $$;

      -- The smallest UUIDv7 of an instant: bounds of the monthly partitions.
      create function uuid_floor(at timestamptz) returns uuid language sql stable strict parallel safe as $$
        select (lpad(to_hex(to_ms(at)), 12, '0') || '00000000000000000000')::uuid
      $$;
    `);
  },
  async down({ run }) {
    await run(`
      drop function uuid_floor(timestamptz);
      drop function from_ms(bigint);
      drop function to_ms(timestamptz);
      drop function set_scope(jsonb, text);
      drop function area_prefix(text);
      drop function has_scope();
      drop function scope_owner();
      drop function scope_resident();
      drop function scope_area();
      drop function scope_site();
    `);
  },
};
