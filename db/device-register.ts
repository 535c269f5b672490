import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { DeskDevice, DeviceRevokeReason, DeviceStatus, DeskStation } from '../domain/access/desk.js';
import { toId, type DeviceId, type PersonId, type SiteId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import { withDatabaseErrors } from './database-error.js';
import { asList, decodeCursor, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** A device as the register has it. `codeUntil`: of the code that it enrols itself with; `endsAt`: when it has to be enrolled anew. */
export type RegisteredDevice = DeskDevice & {
  status: DeviceStatus;
  codeUntil: Instant;
  enrolledAt: Instant | null;
  endsAt: Instant | null;
  usedAt: Instant | null;
  revokedAt: Instant | null;
  revokedFor: DeviceRevokeReason | null;
};

/** `handle`: the part of a code by which its device is found; of the whole only the hash is kept. */
export type HashedCode = { handle: string; hash: Buffer };

export type NewDevice = { deviceId: DeviceId; siteId: SiteId; name: string; station: DeskStation; code: HashedCode; codeSeconds: number };

export type DeviceRegister = ReturnType<typeof createDeviceRegister>;

/**
 * Devices as administrators and site leads keep them. Every write asks anew who acts and is in the audit, in the transaction of its caller.
 * Throws `DatabaseError`: 42501 when the actor keeps no devices at that site, 23503 `devices_site_fkey` for a site that is not there.
 */
export function createDeviceRegister({ pool: { call }, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  const write = (name: 'register_device_v1' | 'revoke_device_v1', { actor, transaction }: By, req: object): Promise<RegisteredDevice | null> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ actor, auditId: newId(), ...req })];
      const [found] = await sequelize.query<{ row: DeviceRow | null }>(`select ${name}($1::jsonb) as row`, { bind, type: QueryTypes.SELECT, transaction });
      return found?.row ? toDevice(found.row) : null;
    });
  return {
    list: ({ siteId, ...page }: { siteId?: SiteId | undefined } & PageRequest): Promise<Page<RegisteredDevice>> =>
      asList(async () => {
        const [after] = page.after === undefined ? [] : decodeCursor(page.after);
        const rows = await call<DeviceRow[]>('list_devices_v1', { first: pageSize(page.first) + 1, after, siteId });
        return pageOf(rows, page, toDevice, ({ deviceId }) => [deviceId, deviceId]);
      }),
    register: (by: By, { code, ...device }: NewDevice) => write('register_device_v1', by, { ...device, codeHandle: code.handle, codeHash: code.hash.toString('hex') }),
    /** Null for a device that the actor does not keep. One that was revoked before stays as it is. */
    revoke: (by: By, revoked: { deviceId: DeviceId; reason: DeviceRevokeReason }) => write('revoke_device_v1', by, revoked),
  };
}

type By = { actor: PersonId; transaction: Transaction };

export type DeviceRow = Omit<RegisteredDevice, 'deviceId' | 'siteId' | 'codeUntil' | 'enrolledAt' | 'endsAt' | 'usedAt' | 'revokedAt'> & {
  deviceId: string; siteId: string; codeUntil: number; enrolledAt: number | null; endsAt: number | null; usedAt: number | null; revokedAt: number | null;
};

const orNull = (ms: number | null): Instant | null => (ms === null ? null : toInstant(ms));

function toDevice({ deviceId, siteId, codeUntil, enrolledAt, endsAt, usedAt, revokedAt, ...row }: DeviceRow): RegisteredDevice {
  return {
    ...row, deviceId: toId(deviceId), siteId: toId(siteId), codeUntil: toInstant(codeUntil), enrolledAt: orNull(enrolledAt), endsAt: orNull(endsAt), usedAt: orNull(usedAt), revokedAt: orNull(revokedAt),
  };
}
