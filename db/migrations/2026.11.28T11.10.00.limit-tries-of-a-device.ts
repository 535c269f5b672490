import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['try_pin_v2(jsonb)', 'api'],
  ['begin_desk_session_v2(jsonb)', 'api'],
];

/** Whoever has a device may try a few PINs of each of many names: tries are counted by device too. */
export const limitTriesOfADevice: Migration = {
  async up({ run }) {
    await run(`
      -- Since when tries are counted, and how many of them opened nothing.
      alter table devices add column tries_since timestamptz, add column tries int not null default 0;

      -- As try_pin_v1, at a device, which is counted first: once it has had its tries no name is looked up until the time is over.
      -- Null for a device that is none any more, {until} for one that has had them, else what try_pin_v1 found and whether it was the last. req: {name, deviceHash, most, seconds}
      create function try_pin_v2(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_device devices;
        v_most int := (req->>'most')::int;
        v_while interval := (req->>'seconds')::int * interval '1 second';
      begin
        select * into v_device from devices where token_hash = decode(req->>'deviceHash', 'hex') for update;
        if not found then return null; end if;
        if v_device.tries_since is null or v_device.tries_since + v_while <= now() then
          v_device.tries_since := now();
          v_device.tries := 0;
        end if;
        if v_device.tries >= v_most then return jsonb_build_object('until', to_ms(v_device.tries_since + v_while)); end if;
        update devices set tries_since = v_device.tries_since, tries = v_device.tries + 1 where id = v_device.id;
        return jsonb_build_object('found', try_pin_v1(req), 'isLast', v_device.tries + 1 >= v_most);
      end $$;

      -- As begin_desk_session_v1. Only the try that opened it is taken back: a PIN of one's own buys no tries of others'.
      create function begin_desk_session_v2(req jsonb) returns boolean
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        if not begin_desk_session_v1(req) then return false; end if;
        update devices set tries = greatest(tries - 1, 0) where token_hash = decode(req->>'deviceHash', 'hex');
        return true;
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run('alter table devices drop column tries_since, drop column tries');
  },
};
