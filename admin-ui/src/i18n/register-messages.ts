import type { StationKind } from '../../../domain/sites/site-plan.js';
import type { ClientKind, RevocationReason } from '../../../domain/access/clients.js';
import type { Scope } from '../../../contracts/scopes.js';
import type { REGISTRIES } from '../../../domain/systems/systems.js';

/** What the pages of sites and machine clients say. */
export type RegisterMessages = {
  texts: {
    site: Record<
      | 'empty' | 'back' | 'create' | 'register' | 'save' | 'saved' | 'filter' | 'filter_hint' | 'not_yet' | 'count_stations' | 'count_days' | 'stays' | 'code_hint' | 'en_hint' | 'area_hint' | 'on_hint' | 'off_hint' | 'stations_hint' | 'hours_hint'
      | 'station' | 'station_for' | 'add_station' | 'remove_station' | 'weekday' | 'opens_at' | 'closes_at' | 'add_hours' | 'remove_hours' | 'remove',
      string
    >;
    client: Record<
      | 'empty' | 'back' | 'create' | 'register' | 'save' | 'saved' | 'id_hint' | `about_${ClientKind}` | 'sites_hint' | 'area_hint' | 'scopes_hint' | 'until_hint' | 'jwk' | 'file' | 'key_hint'
      | 'keys' | 'kid' | 'alg' | 'thumbprint' | 'added_at' | 'retired_at' | 'add_key' | 'retire' | 'about_retire' | 'revoke' | 'about_revoke' | 'reason' | 'was_revoked',
      string
    >;
  };
  resources: {
    siteRegister: { name: string; fields: Record<'name' | 'code' | 'zh' | 'en' | 'areaCode' | 'registry' | 'address' | 'switchedOnOn' | 'switchedOffOn' | 'stations' | 'hours', string> };
    clients: { name: string; fields: Record<'id' | 'name' | 'kind' | 'place' | 'siteIds' | 'areaCode' | 'scopes' | 'validUntil' | 'status' | 'keys' | 'createdAt', string> };
  };
  words: {
    stationKind: Record<StationKind, string>;
    clientKind: Record<ClientKind, string>;
    revocation: Record<RevocationReason, string>;
    scope: Record<Scope, string>;
    registry: Record<(typeof REGISTRIES)[number], string>;
  };
};
