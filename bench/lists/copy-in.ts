import { once } from 'node:events';
import pg from 'pg';

/** What pg's connection does for COPY beyond its published types. */
type CopyConnection = pg.Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

const CHUNK_CHARACTERS = 256 * 1024;

/** An open `copy ... from stdin` on a connection of its own. Lines are written as fast as the server takes them; it is one transaction. */
export async function openCopy(url: string, table: string, columns: readonly string[]) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // whoever waits for the copy is told
  await client.connect();
  const copy = new Copy(`copy ${table} (${columns.join(', ')}) from stdin`);
  client.query(copy);
  const connection = await Promise.race([copy.opened, copy.done.then(() => Promise.reject(new Error(`${table} took no rows`)))]).catch(async (error: unknown) => {
    await client.end();
    throw error;
  });
  let waiting = '';
  let count = 0;

  async function flush(): Promise<void> {
    const chunk = Buffer.from(waiting, 'utf8');
    waiting = '';
    connection.sendCopyFromChunk(chunk);
    if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), copy.done]);
  }

  return {
    /** Gives a promise only where it is time to wait: millions of lines are written. */
    write(line: string): Promise<void> | undefined {
      waiting += line;
      count += 1;
      return waiting.length < CHUNK_CHARACTERS ? undefined : flush();
    },
    /** Rows written. Throws what the server has against them. */
    async end(): Promise<number> {
      try {
        await flush();
        connection.endCopyFrom();
        await copy.done;
        return count;
      } finally {
        await client.end();
      }
    },
    /** Nothing of it stays. */
    async abandon(): Promise<void> {
      connection.stream.destroy();
      await copy.done.catch(() => undefined);
      await client.end().catch(() => undefined);
    },
  };
}
export type OpenCopy = Awaited<ReturnType<typeof openCopy>>;

/** As pg runs a query of its own, but for rows that go the other way. */
class Copy implements pg.Submittable {
  readonly opened: Promise<CopyConnection>;
  readonly done: Promise<void>;
  private open: (connection: CopyConnection) => void = () => undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } = { resolve: () => undefined, reject: () => undefined };
  private error: Error | undefined;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.opened = new Promise((resolve) => (this.open = resolve));
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.done.catch(() => undefined); // seen by whoever ends it
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.open(connection);
  }

  handleError(error: Error): void {
    this.error = error;
    this.settle.reject(error);
  }

  handleCommandComplete(): void {
    // its end is what counts
  }

  handleReadyForQuery(): void {
    if (!this.error) this.settle.resolve();
  }
}
