/** Runs SQL inside the transaction of its migration. */
export type MigrationContext = { run(sql: string): Promise<void> };

/** One step of the schema. Never changed after a release: a later step changes what it made. */
export type Migration = { up(context: MigrationContext): Promise<void>; down(context: MigrationContext): Promise<void> };
