import { DEVICE_TRIES, type DeskDevice } from '../domain/access/desk.js';
import { DESK_ROLES } from '../domain/access/roles.js';
import { toId, type PersonId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { HashedCode } from './device-register.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** A device that is enrolled, with the name of its site in each language. */
export type Desk = DeskDevice & { siteName: { zh: string; en: string } };

/** By which name somebody comes to desks, null when none is known yet; `chosen`: they named it themselves, having no account of ours. */
export type DeskPin = { name: string | null; chosen: boolean; set: boolean; locked: boolean };

/** `pinHash` null: five were wrong, so none is looked at. `attempt`: how many there were since the last right one, with this. */
export type PinAttempt = { personId: PersonId; pinHash: string | null; attempt: number };

/** `until`: the device has had its tries. `found` null: nobody has that name. `isLast`: the device has none left if this opens nothing. */
export type DeskTry = { until: Instant } | { found: PinAttempt | null; isLast: boolean };

export type NewDeskSession = { deviceHash: Buffer; personId: PersonId; pinHash: string; tokenHash: Buffer; previousHash: Buffer | null; seconds: number };

export type DeskStore = ReturnType<typeof createDeskStore>;

const hex = (hash: Buffer | null): string | null => hash?.toString('hex') ?? null;

/** Shared desks at work: devices that enrol themselves, and people who come to them by PIN. Throws `DatabaseError`. */
export function createDeskStore({ call }: Pick<Statements, 'call'>) {
  return {
    /** Null for a code that is not good: unknown, used, too old, or the last of too many. What it was is in the audit. */
    async enrol({ code, tokenHash, seconds }: { code: HashedCode; tokenHash: Buffer; seconds: number }): Promise<Desk | null> {
      return toDesk(await call<DeskRow | null>('enrol_device_v1', { codeHandle: code.handle, codeHash: hex(code.hash), tokenHash: hex(tokenHash), seconds, auditId: newId() }));
    },
    async findDevice(tokenHash: Buffer): Promise<Desk | null> {
      return toDesk(await call<DeskRow | null>('find_device_v1', tokenHash));
    },
    readPin: (personId: PersonId): Promise<DeskPin> => call('show_pin_v1', personId),
    /** Null where a name is needed and none is given. Throws 23505 `desk_pins_name` for one that is somebody else's. */
    setPin: (pin: { personId: PersonId; name: string | null; pinHash: string }): Promise<DeskPin | null> => call('set_pin_v1', { ...pin, auditId: newId() }),
    /** Counts an attempt, of the device and of the person, before its PIN is looked at. Null for a device that is none any more. */
    async tryPin(deviceHash: Buffer, name: string): Promise<DeskTry | null> {
      const row = await call<TryRow | null>('try_pin_v2', { name, deviceHash: hex(deviceHash), ...DEVICE_TRIES });
      if (!row) return null;
      if ('until' in row) return { until: toInstant(row.until) };
      return { isLast: row.isLast, found: row.found && { ...row.found, personId: toId(row.found.personId) } };
    },
    /** After a right PIN. False for a person who does not work at this desk, or where device or PIN changed meanwhile. */
    begin: ({ deviceHash, tokenHash, previousHash, ...session }: NewDeskSession): Promise<boolean> =>
      call('begin_desk_session_v2', { ...session, roles: DESK_ROLES, deviceHash: hex(deviceHash), tokenHash: hex(tokenHash), previousHash: hex(previousHash), auditId: newId() }),
  };
}

type TryRow = { until: number } | { found: (Omit<PinAttempt, 'personId'> & { personId: string }) | null; isLast: boolean };

type DeskRow = Omit<Desk, 'deviceId' | 'siteId'> & { deviceId: string; siteId: string };

function toDesk(row: DeskRow | null): Desk | null {
  return row && { deviceId: toId(row.deviceId), siteId: toId(row.siteId), name: row.name, station: row.station, siteName: row.siteName };
}
