import { toConfig, type Config } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { bootstrapRoles } from '../db/bootstrap-roles.js';
import type { LoginRole } from '../db/roles.js';
import { printJsonResult } from './command-result.js';
import { databaseAndPasswords } from './role-urls.js';

// `node dist/tools/prepare-database.js [--json]`: makes what migrations cannot, roles and the database, as the login of ADMIN_DATABASE_URL.
// Safe to repeat: it sets each role's password to what the role's URL says, which is how passwords are changed.
try {
  const config = toConfig(readEnv(), 'prepareDatabase');
  const { database, passwords } = databaseAndPasswords(urlsOf(config));
  await bootstrapRoles({ adminUrl: config.adminDatabaseUrl, database, passwords });
  console.error(`The database ${database} and its roles are ready. Next: npm run migrate`);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (process.argv.includes('--json')) printJsonResult({ name: 'prepare-database', ok: process.exitCode !== 1, figures: {} });

function urlsOf(config: Config<'prepareDatabase'>): Record<LoginRole, string> {
  return {
    migrator: config.databaseUrl,
    api: config.apiDatabaseUrl,
    worker: config.workerDatabaseUrl,
    relay: config.relayDatabaseUrl,
    sealer: config.sealerDatabaseUrl,
    auditor: config.auditorDatabaseUrl,
    login: config.loginDatabaseUrl,
  };
}
