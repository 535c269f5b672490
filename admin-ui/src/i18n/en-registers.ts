import type { RegisterMessages } from './register-messages.js';

export const enRegisters: RegisterMessages = {
  texts: {
    site: {
      empty: 'No site is registered in this area.', back: 'Back to sites', create: 'Register a site', register: 'Register', save: 'Save', saved: 'Saved.', filter: 'Filter', filter_hint: 'Empty: all sites', not_yet: 'not yet', count_stations: 'stations: %{count}', count_days: 'days a week: %{count}',
      stays: 'Not changed after it is registered', code_hint: 'Code of the site: letters, digits and hyphens, at least 2', en_hint: 'If it has one; shown to readers of English', area_hint: 'Six digits, of its district or city; it stays', on_hint: 'From this day on it may have sessions; empty: not yet', off_hint: 'From this day on it has no more; empty: without an end',
      stations_hint: 'A site that is switched on needs a station for each of registration, pre-check, vaccination and observation; one may be for several', hours_hint: 'A line for each time; they are shown, a session may lie outside them',
      station: 'Station', station_for: 'Purpose of station', add_station: 'Add a station', remove_station: 'Remove station', weekday: 'Weekday', opens_at: 'Opens', closes_at: 'Closes', add_hours: 'Add hours', remove_hours: 'Remove hours', remove: 'Remove',
    },
    client: {
      empty: 'No client is registered at this site.', back: 'Back to clients', create: 'Register a client', register: 'Register', save: 'Save', saved: 'Saved. It counts from the next call of this client on.', id_hint: 'Small letters, digits and hyphens, at least 2; it stays',
      'about_site-client': 'The own software of sites, which acts there alone', about_channel: 'An app that acts for residents, with the word of each', about_operator: 'Software that oversees an area', sites_hint: 'The sites whose software it is, at least one', area_hint: 'Six digits, of a province, city or district',
      scopes_hint: 'Only what it needs', until_hint: 'The last day; empty: without an end', jwk: 'Public key (JWK)', file: 'Or from a file:', key_hint: 'Paste the public key alone; the private one stays with the client and goes to nobody',
      keys: 'Keys', kid: 'Name (kid)', alg: 'Algorithm', thumbprint: 'Thumbprint', added_at: 'Added', retired_at: 'Retired', add_key: 'Add a public key', retire: 'Retire key', about_retire: 'It cannot come back: it opens no token any more, and those that it opened end within five minutes. Make sure that the client signs with another key by now. Where the key is known to others, revoke the client.',
      revoke: 'Revoke the client', about_revoke: 'It cannot come back: its next call is refused, and its streams end within a minute.', reason: 'Reason', was_revoked: 'This client was revoked at %{at}: %{reason}.',
    },
  },
  resources: {
    siteRegister: { name: 'Sites', fields: { name: 'Name', code: 'Code', zh: 'Chinese name', en: 'English name', areaCode: 'Area code', registry: 'Registry', address: 'Address', switchedOnOn: 'Switched on', switchedOffOn: 'Switched off', stations: 'Station plan', hours: 'Opening hours' } },
    clients: { name: 'API clients', fields: { id: 'Id', name: 'Name', kind: 'Kind', place: 'Reach', siteIds: 'Sites', areaCode: 'Area code', scopes: 'Scopes', validUntil: 'Valid until', status: 'Status', keys: 'Keys in force', createdAt: 'Registered' } },
  },
  words: {
    stationKind: { kiosk: 'kiosk', registration: 'registration', precheck: 'pre-check', cashier: 'cashier', vaccination: 'vaccination', observation: 'observation' },
    clientKind: { 'site-client': 'software of a site', channel: 'channel of residents', operator: 'operator of an area' },
    revocation: { 'key-compromised': 'key known to others', misuse: 'misuse', replaced: 'replaced', 'agreement-ended': 'agreement ended', other: 'other' },
    scope: {
      'journeys:read': 'read journeys', 'journeys:book': 'book', 'journeys:desk': 'act at desks', 'residents:write': 'register residents', 'residents:read': 'read residents', 'sessions:write': 'open sessions', 'health-codes:issue': 'issue health codes', 'health-codes:suspend': 'suspend health codes',
      'observation:release-early': 'release early', 'cases:read': 'read cases', 'cases:work': 'work on cases', 'lots:hold': 'stop lots', 'systems:read': 'read outside systems', 'systems:pause': 'pause outside systems', 'metrics:read': 'read metrics',
    },
    registry: { guangdong: 'Guangdong' },
  },
};
