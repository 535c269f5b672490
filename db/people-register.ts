import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { ROLES, type Role } from '../domain/access/roles.js';
import { toAreaCode, toId, type AreaCode, type PersonId, type SiteId } from '../domain/ids.js';
import { toInstant, type Instant } from '../domain/time.js';
import { withDatabaseErrors } from './database-error.js';
import { asList, decodeCursor, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

/** What somebody may, where and when. `validUntil` null: without an end. */
export type PersonPosting = { name: string; roles: readonly Role[]; areaCode: AreaCode | null; siteIds: readonly SiteId[]; validFrom: Instant; validUntil: Instant | null };

/** Somebody as the register has them. `username`: at our own login provider; null for those whom another one knows. */
export type RegisteredPerson = PersonPosting & { personId: PersonId; status: 'active' | 'revoked'; issuer: string; subject: string; username: string | null };

/** Who they are to the login provider, and with an account of ours its name and the hash of its first password. */
export type NewPerson = PersonPosting & { personId: PersonId; issuer: string; subject: string; account: { username: string; passwordHash: string } | null };

export type PeopleRegister = ReturnType<typeof createPeopleRegister>;

/**
 * People as administrators keep them. Every write is by an administrator (`actor`), is in the audit, and ends the person's open sessions; it goes
 * into the transaction of its caller.
 * Throws `DatabaseError`: MC010 for a change of oneself, 42501 when the actor is no administrator now, 23503 and 23505 by constraint.
 */
export function createPeopleRegister({ pool: { call }, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  const write = (name: 'register_person_v1' | 'change_person_v1' | 'set_password_v1', { actor, transaction }: By, req: object): Promise<RegisteredPerson | null> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ actor, auditId: newId(), ...req })];
      const [found] = await sequelize.query<{ row: PersonRow | null }>(`select ${name}($1::jsonb) as row`, { bind, type: QueryTypes.SELECT, transaction });
      return found?.row ? toRegistered(found.row) : null;
    });
  return {
    list: ({ siteId, ...page }: { siteId?: SiteId | undefined } & PageRequest): Promise<Page<RegisteredPerson>> =>
      asList(async () => {
        const [after] = page.after === undefined ? [] : decodeCursor(page.after);
        const rows = await call<PersonRow[]>('list_people_v1', { first: pageSize(page.first) + 1, after, siteId });
        return pageOf(rows, page, toRegistered, ({ personId }) => [personId, personId]);
      }),
    async get(personId: PersonId): Promise<RegisteredPerson | null> {
      const row = await call<PersonRow | null>('read_person_v1', personId);
      return row && toRegistered(row);
    },
    register: (by: By, { account, ...person }: NewPerson) => write('register_person_v1', by, { ...person, ...account }),
    /** `issuer`: of our own accounts, which go with their person. */
    change: (by: By, change: PersonPosting & { personId: PersonId; status: 'active' | 'revoked'; issuer: string }) => write('change_person_v1', by, change),
    /** Null also for somebody without an account of ours. */
    setPassword: (by: By, password: { personId: PersonId; issuer: string; passwordHash: string }) => write('set_password_v1', by, password),
    /** Whether there was one. */
    clearPin: ({ actor, transaction }: By, personId: PersonId): Promise<boolean> =>
      withDatabaseErrors(async () => {
        const bind = [JSON.stringify({ actor, auditId: newId(), personId })];
        const [found] = await sequelize.query<{ cleared: boolean }>('select clear_pin_v1($1::jsonb) as cleared', { bind, type: QueryTypes.SELECT, transaction });
        return found?.cleared ?? false;
      }),
  };
}

type By = { actor: PersonId; transaction: Transaction };

type PersonRow = { personId: string; name: string; roles: string[]; areaCode: string | null; siteIds: string[]; status: 'active' | 'revoked'; validFrom: number; validUntil: number | null; issuer: string; subject: string; username: string | null };

function toRegistered({ personId, roles, areaCode, siteIds, validFrom, validUntil, ...row }: PersonRow): RegisteredPerson {
  return {
    ...row, personId: toId(personId), roles: ROLES.filter((role) => roles.includes(role)), areaCode: areaCode === null ? null : toAreaCode(areaCode), siteIds: siteIds.map((siteId) => toId<'site'>(siteId)),
    validFrom: toInstant(validFrom), validUntil: validUntil === null ? null : toInstant(validUntil),
  };
}
