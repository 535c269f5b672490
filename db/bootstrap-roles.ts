import pg from 'pg';
import { GUARD_ROLE, LOGIN_ROLES, type LoginRole } from './roles.js';

export type BootstrapRolesInput = { adminUrl: string; database: string; passwords: Partial<Record<LoginRole, string>> };

// Any number will do as long as it is the same everywhere: two first starts at once must not collide on the roles.
const LOCK = 7_302_001;

/**
 * Creates what migrations cannot: roles, the database and its owner. Idempotent; a repeat sets the passwords anew; a role
 * without one keeps what it has, which at first lets nobody in. `adminUrl` is a login that may create roles and databases, used here and nowhere else.
 */
export async function bootstrapRoles({ adminUrl, database, passwords }: BootstrapRolesInput): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    for (const role of LOGIN_ROLES) await ensureLogin(admin, role, passwords[role]);
    await ensureRole(admin, GUARD_ROLE);
    await admin.query(`alter role ${GUARD_ROLE} nologin nosuperuser nobypassrls nocreatedb nocreaterole`);
    // Member, so that migrations can hand functions over; NOINHERIT, so that the owner of the tables sees no more rows than anybody else.
    await admin.query(`grant ${GUARD_ROLE} to migrator`);
    await ensureDatabase(admin, database);
  });
  await withClient(urlOf(adminUrl, database), closeToOthers);
}

async function ensureLogin(admin: pg.Client, role: LoginRole, password: string | undefined): Promise<void> {
  await ensureRole(admin, role);
  const inherit = role === 'migrator' ? 'noinherit' : 'inherit';
  await admin.query(`alter role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole ${inherit}`);
  if (password !== undefined) await admin.query(`alter role ${role} password ${admin.escapeLiteral(password)}`);
}

async function ensureRole(admin: pg.Client, role: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`create role ${role}`);
}

async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  const name = admin.escapeIdentifier(database);
  if (rowCount === 0) await admin.query(`create database ${name} owner migrator encoding 'UTF8' template template0 lc_collate 'C' lc_ctype 'C'`);
  else await admin.query(`alter database ${name} owner to migrator`);
}

async function closeToOthers(client: pg.Client): Promise<void> {
  const database = client.escapeIdentifier(client.database ?? '');
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${LOGIN_ROLES.join(', ')}`);
  await client.query('alter schema public owner to migrator');
  await client.query('revoke all on schema public from public');
  await client.query(`grant usage on schema public to ${[...LOGIN_ROLES, GUARD_ROLE].join(', ')}`);
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the failing query reports it
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
