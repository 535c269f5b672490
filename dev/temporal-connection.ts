import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import protos from '@temporalio/proto';

const KEYWORD = protos.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
const ALREADY_EXISTS = 6; // gRPC status

/** Search attributes of ours; never personal data, they are stored in the clear. */
export const SEARCH_ATTRIBUTES = ['SiteId', 'StuckReason'];

/** Whether a Temporal frontend answers at `HOST:PORT` within `withinMs`. */
export async function isServerAnswering(address: string, withinMs = 5_000): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: withinMs });
    await connection.close();
    return true;
  } catch {
    return false; // for a question of yes or no every failure is a no
  }
}

/** Makes namespace and search attributes where they are missing; a database file of an earlier start keeps what it had. */
export async function ensureNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    await registerNamespace(connection, namespace);
    await addSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  const { namespaces } = await connection.workflowService.listNamespaces({ pageSize: 1_000 });
  if (namespaces.some((known) => known.namespaceInfo?.name === namespace)) return;
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('30 days') });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
  }
}

/** A namespace that was just made is known to the frontend a moment later. */
async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in customAttributes));
      if (missing.length > 0) await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])) });
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(250);
    }
  }
}
