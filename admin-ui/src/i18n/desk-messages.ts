import type { DeviceRevokeReason, DeviceStatus } from '../../../domain/access/desk.js';

/** What the pages of shared desks say. */
export type DeskMessages = {
  resources: { devices: { name: string; fields: Record<'name' | 'siteId' | 'station' | 'status' | 'enrolledAt' | 'usedAt', string> } };
  devices: Record<
    | 'create' | 'register' | 'back' | 'empty' | 'name_hint' | 'station_hint' | 'code_of' | 'code_once' | 'action' | 'revoke' | 'revoke_of' | 'about_revoke' | 'reason' | 'revoked' | 'code_until' | 'ends_at' | 'see_fields',
    string
  >;
  desk: Record<'pages' | 'switch_person', string>;
  pin: Record<'clear' | 'cleared' | 'had_none', string>;
  words: { deviceStatus: Record<DeviceStatus, string>; deviceReason: Record<DeviceRevokeReason, string> };
};
