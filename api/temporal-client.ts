import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

/** Connects with the first call, so that an API starts and answers while the engine is down. */
export function createTemporalClient({ address, namespace, dataConverter }: { address: string; namespace: string; dataConverter: DataConverter }): Client {
  return new Client({ connection: Connection.lazy({ address }), namespace, dataConverter });
}
