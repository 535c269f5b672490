import { z } from 'zod';
import { DEVICE_REVOKE_REASONS, DEVICE_STATUSES, DESK_STATIONS } from '../domain/access/desk.js';
import { EXAMPLE, id, instant, pageOf, pageQuery, plainText } from './fields.js';
import { defineOperation } from './operation.js';

const keepers = { tag: 'administration', scope: [], kinds: ['person'] } as const;
const params = z.strictObject({ id: id('device') });

const kept = {
  siteId: id('site'), name: plainText(60).meta({ description: 'as those at the site call it' }),
  station: z.enum(DESK_STATIONS).meta({ description: 'what is done there, as commands sent from it are recorded; `one-desk`: all of it' }),
};

export const RegisteredDevice = z
  .strictObject({
    id: id('device'), ...kept,
    status: z.enum(DEVICE_STATUSES).meta({ description: '`awaiting`: its code was not used yet; `expired`: the code was not used in time, or the device has to be enrolled anew' }),
    codeUntil: instant.meta({ description: 'until when its code could be used' }), enrolledAt: instant.nullable(), endsAt: instant.nullable().meta({ description: 'when it has to be enrolled anew' }),
    usedAt: instant.nullable(), revokedAt: instant.nullable(), revokedFor: z.enum(DEVICE_REVOKE_REASONS).nullable(),
  })
  .meta({ id: 'RegisteredDevice' });
export type RegisteredDevice = z.infer<typeof RegisteredDevice>;

const DeviceWithCode = z.strictObject({ device: RegisteredDevice, code: z.string().nullable().meta({ description: 'typed in at the device; shown here and never again: null in a repeated answer' }) }).meta({ id: 'DeviceWithCode' });

const example: RegisteredDevice = {
  id: EXAMPLE.command, siteId: EXAMPLE.site, name: '接种台 1', station: 'vaccination', status: 'awaiting', codeUntil: EXAMPLE.at, enrolledAt: null, endsAt: null, usedAt: null, revokedAt: null, revokedFor: null,
};

/** Filters that the list of devices offers. */
export const DEVICE_LISTS = ['all', 'siteId'] as const;

export const listDevices = defineOperation({
  id: 'listDevices', method: 'get', path: '/v1/administration/devices', summary: 'Devices of shared desks, the newest first; to a site lead those of a site of theirs', ...keepers,
  query: z.strictObject({ siteId: id('site').optional(), ...pageQuery }),
  status: 200, answer: pageOf(RegisteredDevice).meta({ id: 'RegisteredDevicePage' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const registerDevice = defineOperation({
  id: 'registerDevice', method: 'post', path: '/v1/administration/devices', summary: 'Make a code with which one device enrols itself, within 15 minutes and once', ...keepers, body: z.strictObject(kept).meta({ id: 'NewDevice' }),
  status: 201, answer: DeviceWithCode, problems: [404],
  examples: { bodies: { desk: { siteId: EXAMPLE.site, name: '接种台 1', station: 'vaccination' } }, answer: { device: example, code: 'k3mv-8qtz-w5np-c2hx' } },
});

export const revokeDevice = defineOperation({
  id: 'revokeDevice', method: 'post', path: '/v1/administration/devices/{id}/revoke', summary: 'End a device: its next request is refused, and whoever was at it is out', ...keepers, params,
  body: z.strictObject({ reason: z.enum(DEVICE_REVOKE_REASONS) }).meta({ id: 'DeviceRevocation' }),
  status: 200, answer: RegisteredDevice, problems: [404],
  examples: { params: { id: EXAMPLE.command }, bodies: { stolen: { reason: 'stolen' } }, answer: { ...example, status: 'revoked', revokedAt: EXAMPLE.at, revokedFor: 'stolen' } },
});
