import type { DeskMessages } from './desk-messages.js';

export const enDesks: DeskMessages = {
  resources: { devices: { name: 'Shared desks', fields: { name: 'Name', siteId: 'Site', station: 'Station', status: 'Status', enrolledAt: 'Enrolled', usedAt: 'Last used' } } },
  devices: {
    create: 'Enrol a device',
    register: 'Make a code',
    back: 'Back to the devices',
    empty: 'No shared desks yet. Make a code here, then type it in at the device.',
    name_hint: 'As those at the site call it, for example “Vaccination 1”',
    station_hint: 'What is done on this device is recorded at this station',
    code_of: 'Code of %{name}',
    code_once: 'Open /desk of this site in the browser of the device and type it in. Shown only now; it works once, within 15 minutes.',
    action: 'Action',
    revoke: 'Revoke',
    revoke_of: 'Revoke device · %{name}',
    about_revoke: 'The device is refused at once, and whoever is at it is signed out. It cannot be restored, only enrolled anew.',
    reason: 'Reason',
    revoked: 'Revoked: %{name}.',
    code_until: 'until %{at}',
    ends_at: 'until %{at}',
    see_fields: 'Not done: correct the fields that are marked.',
  },
  desk: { pages: 'Desks', switch_person: 'Switch person' },
  pin: {
    clear: 'Clear the PIN',
    cleared: 'The PIN is cleared and every session at a shared desk has ended. Its owner may set another once signed in in full.',
    had_none: 'This person has no PIN.',
  },
  words: {
    deviceStatus: { awaiting: 'waiting for its code', enrolled: 'in use', expired: 'expired', revoked: 'revoked' },
    deviceReason: { lost: 'lost', stolen: 'stolen', misused: 'misused', replaced: 'replaced', 'out-of-use': 'out of use' },
  },
};
