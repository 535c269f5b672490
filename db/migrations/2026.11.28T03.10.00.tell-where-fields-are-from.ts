import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD = [['field_origins_v1(uuid)', 'api']] as const;

/** Which fields of a resident were taken from the registry, wherever that was decided: a verdict for whoever may know the resident. */
export const tellWhereFieldsAreFrom: Migration = {
  async up({ run }) {
    await run(`
      create function field_origins_v1(p_resident uuid) returns jsonb
      language plpgsql stable security definer set search_path = public, pg_temp as $$
      begin
        if not exists (select 1 from resident_access a where a.resident_id = p_resident and a.until > now() and (a.site_id = scope_site() or starts_with(a.area_code, scope_area()))) then
          return '[]';
        end if;
        return (select coalesce(jsonb_agg(jsonb_build_object('field', field, 'at', to_ms(at), 'siteId', site_id)), '[]') from (
          select distinct on (taken.key) taken.key as field, done.at, done.site_id
          from journeys j
          join journey_events e on e.journey_id = j.id and e.type = 'fieldsTaken'
          join journey_events done on done.journey_id = j.id and done.type = 'fieldsBroughtTogether' and done.data->>'contentVersion' = e.data->>'contentVersion'
          cross join lateral jsonb_each_text(e.data->'take') taken
          where j.resident_id = p_resident and taken.value = 'theirs'
          order by taken.key, done.at desc) latest);
      end $$;
    `);
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    await run('drop function field_origins_v1(uuid)');
  },
};
