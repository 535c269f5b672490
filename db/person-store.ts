import type { Sequelize } from 'sequelize';
import type { DeskDevice } from '../domain/access/desk.js';
import { DESK_ROLES, reachOf, ROLES, type Reach, type Role } from '../domain/access/roles.js';
import { toAreaCode, toId, type AreaCode, type DeviceId, type PersonId, type SiteId } from '../domain/ids.js';
import { withDatabaseErrors } from './database-error.js';
import type { Statements } from './pool.js';

/** Somebody who signs in, as they may act now. */
export type Person = { personId: PersonId; name: string; roles: readonly Role[]; areaCode: AreaCode | null; siteIds: readonly SiteId[]; reach: Reach };

/** A person as the directory keeps it. `validFrom` and `validUntil` in ms since 1970; null: from now on, without an end. */
export type KeptPerson = Omit<Person, 'reach'> & { issuer: string; subject: string; status: 'active' | 'revoked'; validFrom: number | null; validUntil: number | null };

/** `acr`: how the login provider says they signed in; `device`: the shared desk at which they did by PIN, as which alone they act. */
export type SignedIn = { person: Person; acr: string | null; endsAt: number; device: DeskDevice | null };

/** `deviceHash`: of the device that asks, without which no session of a device goes on. */
export type SessionUse = { tokenHash: Buffer; deviceHash: Buffer | null; idleSeconds: number; deskIdleSeconds: number };

export type NewSession = { tokenHash: Buffer; personId: PersonId; acr: string | null; seconds: number; previousHash: Buffer | null };

type SessionRow = PersonRow & { acr: string | null; endsAt: number; device: (Pick<DeskDevice, 'name' | 'station'> & { deviceId: string; siteId: string }) | null };

type PersonRow = { personId: string; name: string; roles: string[]; areaCode: string | null; siteIds: string[] };

/** As whom colleagues know somebody, also after they have left. */
export type NamedPerson = Pick<Person, 'personId' | 'name' | 'roles'>;

export type PersonStore = ReturnType<typeof createPersonStore>;

/** Who signs in and their sessions; looked up on every request, so that whoever is revoked is out at the next one. Throws `DatabaseError`. */
export function createPersonStore({ call }: Pick<Statements, 'call'>) {
  return {
    async find(issuer: string, subject: string): Promise<Person | null> {
      return toPerson(await call<PersonRow | null>('find_person_v1', issuer, subject));
    },
    /** Whether that unlocked a PIN. */
    async begin({ tokenHash, previousHash, ...session }: NewSession): Promise<boolean> {
      return call('begin_session_v2', { ...session, tokenHash: tokenHash.toString('hex'), previousHash: previousHash?.toString('hex') ?? null });
    },
    async use({ tokenHash, deviceHash, idleSeconds, deskIdleSeconds }: SessionUse): Promise<SignedIn | null> {
      const row = await call<SessionRow | null>('use_session_v2', tokenHash, idleSeconds, deskIdleSeconds, deviceHash);
      const device = row?.device ? { ...row.device, deviceId: toId<'device'>(row.device.deviceId), siteId: toId<'site'>(row.device.siteId) } : null;
      const person = toPerson(row && device ? atDesk(row, device) : row);
      return row && person && { person, acr: row.acr, endsAt: row.endsAt, device };
    },
    async end(tokenHash: Buffer): Promise<{ personId: PersonId; deviceId: DeviceId | null } | null> {
      const row = await call<{ personId: string; deviceId: string | null } | null>('end_session_v2', tokenHash);
      return row && { personId: toId(row.personId), deviceId: row.deviceId === null ? null : toId(row.deviceId) };
    },
    async name(personId: PersonId): Promise<NamedPerson | null> {
      const row = await call<{ name: string; roles: string[] } | null>('name_person_v1', personId);
      return row && { personId, name: row.name, roles: ROLES.filter((role) => row.roles.includes(role)) };
    },
  };
}

/** Of a posting what a shared desk opens: its own site, and roles of a desk. Whoever was moved away since is nobody there. */
function atDesk(row: PersonRow, { siteId }: DeskDevice): PersonRow {
  return { ...row, roles: row.roles.filter((role) => DESK_ROLES.some((one) => one === role)), siteIds: row.siteIds.filter((id) => id === siteId) };
}

/** A posting that fits no role opens nothing: better nobody than somebody with too much. */
function toPerson(row: PersonRow | null): Person | null {
  if (!row) return null;
  const roles = ROLES.filter((role) => row.roles.includes(role));
  const areaCode = row.areaCode === null ? null : toAreaCode(row.areaCode);
  const siteIds = row.siteIds.map((siteId) => toId<'site'>(siteId));
  const reach = reachOf({ roles, areaCode, siteIds });
  return reach && { personId: toId(row.personId), name: row.name, roles, areaCode, siteIds, reach };
}

/** A posting that no role goes with; nothing was kept. */
export class PostingError extends Error {
  override readonly name = 'PostingError';
}

/** Registers, changes or revokes a person; whatever they had open ends. `sequelize` is the migrator's, for setting up; administrators go through `people-register.ts`. */
export async function keepPerson(sequelize: Sequelize, person: KeptPerson): Promise<void> {
  if (!reachOf(person)) throw new PostingError(`the roles ${person.roles.join(', ')} do not go together with these sites or this area`);
  await withDatabaseErrors(() =>
    sequelize.transaction(async (transaction) => {
      const { personId, issuer, subject, name, roles, areaCode, status, validFrom, validUntil } = person;
      await sequelize.query(
        `insert into people (id, issuer, subject, name, roles, area_code, status, valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, coalesce(from_ms($8), now()), from_ms($9))
         on conflict (id) do update set issuer = excluded.issuer, subject = excluded.subject, name = excluded.name, roles = excluded.roles,
           area_code = excluded.area_code, status = excluded.status, valid_from = coalesce(from_ms($8), people.valid_from), valid_until = excluded.valid_until`,
        { bind: [personId, issuer, subject, name, [...roles], areaCode, status, validFrom, validUntil], transaction },
      );
      await sequelize.query('delete from people_sites where person_id = $1', { bind: [personId], transaction });
      for (const siteId of person.siteIds) await sequelize.query('insert into people_sites (person_id, site_id) values ($1, $2)', { bind: [personId, siteId], transaction });
      await sequelize.query('update browser_sessions set ended_at = now() where person_id = $1 and ended_at is null', { bind: [personId], transaction });
    }),
  );
}
