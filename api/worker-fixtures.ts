import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toConfig } from '../config/config.js';
import { createLogger } from '../config/logger.js';
import { startIdentityAuthoritiesSimulator } from '../simulators/identity-authorities/start.js';
import { startGuangdongSimulator } from '../simulators/registry-guangdong/start.js';
import { startSmsSimulator } from '../simulators/sms/start.js';
import { AUTHORITY_KEYS, authoritySettings } from '../worker/authority-fixtures.js';
import { createContext } from '../worker/create-context.js';
import { createWorkers, runWorkers, stopWorkers } from '../worker/create-workers.js';
import { testDataConverter, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import type { ApiUnderTest } from './api-fixtures.js';

const SECRET = 'a secret of sixteen or more';

/** Test material: the worker that goes with an API under test, wired as in production, and the systems outside as simulators. */
export type WorkerUnderTest = { registryUrl: string; smsUrl: string; identityUrl: string; logged: string[]; stop(): Promise<void> };

export async function startWorker({ settings, database, siteA, siteB }: ApiUnderTest, env: WorkflowEnvironment): Promise<WorkerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'worker-'));
  const keys = Object.fromEntries([siteA, siteB].map(({ siteId }, n) => [siteId, { keyId: `site-${n}`, secret: SECRET }]));
  await writeFile(join(folder, 'site-keys.json'), JSON.stringify(keys));
  const registry = await startGuangdongSimulator({ port: 0, dataFolder: folder, secretOf: () => SECRET });
  const sms = await startSmsSimulator({ port: 0, dataFolder: folder, apiKey: 'key', canAsk: true });
  const authorities = await startIdentityAuthoritiesSimulator({ port: 0, dataFolder: folder, keys: AUTHORITY_KEYS });
  const config = toConfig(
    { ...settings, ...authoritySettings(authorities.url), WORKER_DATABASE_URL: database.urls.worker, SITE_KEYS_FILE: join(folder, 'site-keys.json'), REGISTRY_GUANGDONG_URL: registry.url, SMS_URL: sms.url, SMS_API_KEY: 'key' },
    'worker',
  );
  const logged: string[] = [];
  const context = createContext(config, createLogger('worker', config.logLevel, { write: (line) => void logged.push(line) }), env.client);
  const { nativeConnection: connection, workflowBundle } = env;
  const workers = await createWorkers({ ...context, connection, namespace: config.temporalNamespace, dataConverter: testDataConverter, workflowBundle, graceMs: 0 });
  const running = runWorkers(workers, () => undefined);
  return {
    registryUrl: registry.url,
    smsUrl: sms.url,
    identityUrl: authorities.url,
    logged,
    async stop() {
      stopWorkers(workers);
      await running;
      await Promise.all([context.close(), registry.stop(), sms.stop(), authorities.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}
