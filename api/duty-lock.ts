import pg from 'pg';

const LOCK = 7_302_003;

export type DutyLock = { isHeld: () => Promise<boolean>; release: () => Promise<void> };

/**
 * One of all API processes holds it: an advisory lock of a session, so that it is free again the moment its process or connection is gone.
 */
export function createDutyLock(url: string): DutyLock {
  let holder: pg.Client | null = null;

  async function take(): Promise<boolean> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => (holder = null)); // the lock went with the connection
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
    if (rows[0]?.held) {
      holder = client;
      client.on('end', () => (holder = null));
      return true;
    }
    await client.end();
    return false;
  }

  return {
    isHeld: async () => holder !== null || take(),
    async release() {
      await holder?.end();
      holder = null;
    },
  };
}
