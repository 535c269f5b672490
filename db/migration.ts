/** Runs SQL inside the transaction of its migration. */
export type MigrationContext = { run(sql: string): Promise<void> };

/** One step of the schema. Never changed after a release: a later step changes what it made. */
export type Migration = { up(context: MigrationContext): Promise<void>; down(context: MigrationContext): Promise<void> };

/** Makes these functions the guard's, who sees all sites, and lets only these roles call them. `roles` as in `grant`: `api, worker`. */
export async function giveToGuard({ run }: MigrationContext, functions: readonly (readonly [signature: string, roles: string])[]): Promise<void> {
  await run('grant create on schema public to guard');
  for (const [signature, roles] of functions) {
    await run(`
      revoke execute on function ${signature} from public;
      grant execute on function ${signature} to ${roles};
      alter function ${signature} owner to guard;
    `);
  }
  await run('revoke create on schema public from guard');
}
