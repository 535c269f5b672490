import pg from 'pg';

/** One statement, or several without values, on a connection of its own. */
export async function runSql(url: string, sql: string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the failing statement reports it
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
