import { QueryTypes, Sequelize, type Transaction } from 'sequelize';
import { Umzug } from 'umzug';
import { ALL_MIGRATIONS } from './all-migrations.js';
import type { Migration } from './migration.js';

export type MigrationStep = { name: string; direction: 'up' | 'down'; ms: number };

const LOCK = 7_302_002;

/**
 * Brings the database to this release. Several starts at once wait for each other; each step is one transaction with its own entry in
 * `schema_migrations`, so a start that is killed half way leaves whole steps only.
 */
export async function migrate(migratorUrl: string, onStep?: (step: MigrationStep) => void): Promise<void> {
  await withUmzug(migratorUrl, onStep, async (umzug) => void (await umzug.up()));
}

/** Takes every step back, newest first, and with it all data. */
export async function migrateDown(migratorUrl: string, onStep?: (step: MigrationStep) => void): Promise<void> {
  await withUmzug(migratorUrl, onStep, async (umzug) => void (await umzug.down({ to: 0 })));
}

/** Names of steps that this release has and the database has not. */
export async function pendingMigrations(migratorUrl: string): Promise<string[]> {
  return withUmzug(migratorUrl, undefined, async (umzug) => (await umzug.pending()).map((step) => step.name));
}

async function withUmzug<T>(url: string, onStep: ((step: MigrationStep) => void) | undefined, use: (umzug: Umzug<Sequelize>) => Promise<T>): Promise<T> {
  // One connection: the advisory lock belongs to a session, and every step has to run in that session.
  const sequelize = new Sequelize(url, { logging: false, pool: { max: 1, min: 0, idle: 3_600_000, evict: 3_600_000 } });
  try {
    await sequelize.query(`select pg_advisory_lock(${LOCK})`);
    await sequelize.query('create table if not exists schema_migrations (name text constraint schema_migrations_pkey primary key, at timestamptz not null default now())');
    await sequelize.query('grant select on schema_migrations to api, worker'); // readiness asks for the level
    return await use(createUmzug(sequelize, onStep));
  } finally {
    await sequelize.close();
  }
}

function createUmzug(sequelize: Sequelize, onStep?: (step: MigrationStep) => void): Umzug<Sequelize> {
  return new Umzug<Sequelize>({
    context: sequelize,
    logger: undefined,
    migrations: ALL_MIGRATIONS.map(([name, migration]) => ({
      name,
      up: () => runStep(sequelize, { name, migration, direction: 'up', onStep }),
      down: () => runStep(sequelize, { name, migration, direction: 'down', onStep }),
    })),
    storage: {
      // The step itself writes its entry, in its own transaction.
      logMigration: async () => undefined,
      unlogMigration: async () => undefined,
      executed: async () => (await sequelize.query<{ name: string }>('select name from schema_migrations order by name', { type: QueryTypes.SELECT })).map((row) => row.name),
    },
  });
}

type Step = { name: string; migration: Migration; direction: 'up' | 'down'; onStep: ((step: MigrationStep) => void) | undefined };

async function runStep(sequelize: Sequelize, { name, migration, direction, onStep }: Step): Promise<void> {
  const startedAt = performance.now();
  await sequelize.transaction(async (transaction: Transaction) => {
    await migration[direction]({ run: async (sql) => void (await sequelize.query(sql, { transaction, raw: true })) });
    const entry = direction === 'up' ? 'insert into schema_migrations (name) values (:name)' : 'delete from schema_migrations where name = :name';
    await sequelize.query(entry, { transaction, replacements: { name } });
  });
  onStep?.({ name, direction, ms: Math.round(performance.now() - startedAt) });
}
