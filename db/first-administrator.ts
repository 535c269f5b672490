import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { PersonId } from '../domain/ids.js';
import { withDatabaseErrors } from './database-error.js';
import { newId } from './new-id.js';
import { GUARD_ROLE } from './roles.js';

/** `account` null: another login provider knows them by `subject`; else ours does, by their id. */
export type FirstAdministrator = { name: string; issuer: string } & ({ subject: string; account: null } | { subject: null; account: { username: string; passwordHash: string } });

/** The pages as a client of our own login provider: where browsers see them, and the public keys that the API signs with. */
export type PageClient = { clientId: string; pagesUrl: string; keys: readonly object[] };

/**
 * Lets the first administrator in, who then registers everybody else on the pages, and leaves an audit row whose actor is the command; with an
 * account of ours the pages become a client too. Null, and nothing is changed, where somebody is one already: from then on only they may make
 * others. `sequelize` is the migrator's. Throws `DatabaseError` 23505 when the user name or the subject is somebody's.
 */
export function registerFirstAdministrator(sequelize: Sequelize, { name, issuer, subject, account }: FirstAdministrator, pages: PageClient | null = null): Promise<PersonId | null> {
  return withDatabaseErrors(() =>
    sequelize.transaction(async (transaction) => {
      await sequelize.query('lock table people in share row exclusive mode', { transaction }); // of two at once, one
      const there = await sequelize.query(`select 1 from people where 'administrator' = any(roles) and status = 'active' and (valid_until is null or now() < valid_until) limit 1`, { type: QueryTypes.SELECT, transaction });
      if (there.length > 0) return null;
      const personId = newId<'person'>();
      const own = subject ?? personId;
      await sequelize.query(`insert into people (id, issuer, subject, name, roles) values ($1, $2, $3, $4, '{administrator}')`, { bind: [personId, issuer, own, name], transaction });
      if (account) await sequelize.query('insert into login_accounts (subject, username, password_hash) values ($1, $2, $3)', { bind: [own, account.username, account.passwordHash], transaction });
      if (pages) await keepPageClient(sequelize, pages, transaction);
      const audit = { id: newId(), actor: { kind: 'command' }, action: 'person.register', objectKind: 'person', objectId: personId, outcome: 'done', params: { command: 'first-administrator', roles: ['administrator'], account: account !== null } };
      await sequelize.query(`set local role ${GUARD_ROLE}`, { transaction }); // which writes rows for whoever changes people; the owner of the tables writes none
      await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(audit)], transaction });
      return personId;
    }),
  );
}

/** As they are now, also where they were kept before. `sequelize` is the migrator's. */
export async function keepPageClient(sequelize: Sequelize, { clientId, pagesUrl, keys }: PageClient, transaction?: Transaction): Promise<void> {
  await withDatabaseErrors(() =>
    sequelize.query(
      `insert into browser_clients (id, name, jwks, redirect_uris, post_logout_redirect_uris) values ($1, 'Pages of this installation', $2, array[$3], array[$4])
       on conflict (id) do update set jwks = excluded.jwks, redirect_uris = excluded.redirect_uris, post_logout_redirect_uris = excluded.post_logout_redirect_uris`,
      { bind: [clientId, JSON.stringify({ keys }), `${pagesUrl}/auth/callback`, `${pagesUrl}/`], ...(transaction && { transaction }) },
    ),
  );
}
