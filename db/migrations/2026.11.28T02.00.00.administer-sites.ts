import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['register_site_v1(jsonb)', 'api'],
  ['change_site_v1(jsonb)', 'api'],
];

/** Administrators keep sites through these functions alone. Rows from before have no code and no hours until somebody says so. */
export const administerSites: Migration = {
  async up({ run }) {
    await run(`
      alter table sites
        add column code text,
        add column hours jsonb not null default '[]',
        add column switched_off_on date,
        add column version int not null default 1,
        add constraint sites_one_code unique (code);
      grant insert, update on sites to guard;

      create function register_site_v1(req jsonb) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      begin
        perform require_administrator_v1((req->>'actor')::uuid, null);
        insert into sites (id, code, name, area_code, address, registry, station_plan, hours, switched_on_on, switched_off_on)
        values ((req->>'siteId')::uuid, req->>'code', req->'name', req->>'areaCode', req->>'address', req->>'registry', req->'stationPlan', req->'hours', (req->>'switchedOnOn')::date, (req->>'switchedOffOn')::date);
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', jsonb_build_object('kind', 'person', 'personId', req->>'actor'),
          'action', 'site.register', 'objectKind', 'site', 'objectId', req->>'siteId', 'outcome', 'done', 'params', req - array['actor', 'auditId', 'siteId']));
      end $$;

      -- Area and registry stay: rows of sessions carry the one, records went to the other. Null where there is no such site; {moved} when it is at another version.
      create function change_site_v1(req jsonb) returns jsonb
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_before sites;
      begin
        perform require_administrator_v1((req->>'actor')::uuid, null);
        select * into v_before from sites where id = (req->>'siteId')::uuid for no key update;
        if not found then return null; end if;
        if v_before.version <> (req->>'version')::int then return jsonb_build_object('moved', v_before.version); end if;
        update sites set code = req->>'code', name = req->'name', address = req->>'address', station_plan = req->'stationPlan', hours = req->'hours',
          switched_on_on = (req->>'switchedOnOn')::date, switched_off_on = (req->>'switchedOffOn')::date, version = version + 1 where id = v_before.id;
        perform write_audit_v1(jsonb_build_object('id', req->>'auditId', 'actor', jsonb_build_object('kind', 'person', 'personId', req->>'actor'),
          'action', 'site.change', 'objectKind', 'site', 'objectId', v_before.id, 'outcome', 'done', 'params', (req - array['actor', 'auditId', 'siteId', 'version']) || jsonb_build_object(
            'before', jsonb_build_object('code', v_before.code, 'name', v_before.name, 'address', v_before.address, 'stationPlan', v_before.station_plan, 'hours', v_before.hours,
              'switchedOnOn', v_before.switched_on_on, 'switchedOffOn', v_before.switched_off_on))));
        return '{}';
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      revoke insert, update on sites from guard;
      alter table sites drop constraint sites_one_code, drop column version, drop column switched_off_on, drop column hours, drop column code;
    `);
  },
};
