import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { createTemporalClient } from '../api/temporal-client.js';
import { ensureNamespace } from '../dev/temporal-connection.js';
import { testDataConverter } from '../workflows/workflow-environment-fixtures.js';

export type Namespace = { address: string; namespace: string; client: Client; close: () => Promise<void> };

/** Test material: a namespace of its own on the run's Temporal server, for workers in processes of their own. */
export async function openNamespace(address = '127.0.0.1:7233'): Promise<Namespace> {
  const namespace = `test-${randomUUID()}`;
  await ensureNamespace(address, namespace);
  const client = createTemporalClient({ address, namespace, dataConverter: testDataConverter });
  return { address, namespace, client, close: () => client.connection.close() };
}
