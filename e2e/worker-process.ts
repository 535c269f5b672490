import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TEST_FIELD_KEY, TEST_INDEX_KEY } from '../db/database-fixtures.js';
import { projectRoot } from '../dev/folders.js';
import { authoritySettings } from '../worker/authority-fixtures.js';
import { SECRET, SMS_API_KEY, type ClinicUnderTest } from '../worker/clinic-fixtures.js';
import { HISTORIES_KEY } from '../workflows/histories/key-fixtures.js';
import { Child } from './child-process.js';

export type Engine = { address: string; namespace: string };

/** Where a worker finds the outside, when it is not the simulator itself. */
type Outside = { registryUrl?: string; smsUrl?: string; identityUrl?: string; tree?: string };

/** Test material: the product's own worker process for a clinic, with nothing in it that is of the test. */
export async function startWorkerProcess(clinic: ClinicUnderTest, { address, namespace }: Engine, outside: Outside = {}): Promise<Child> {
  const siteKeysFile = join(clinic.dataFolder, 'site-keys.json');
  await writeFile(siteKeysFile, JSON.stringify({ [clinic.site.siteId]: { keyId: 'k', secret: SECRET } }));
  return Child.start(outside.tree ?? projectRoot, 'worker/main.ts', {
    WORKER_DATABASE_URL: clinic.database.urls.worker,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    PAYLOAD_KEYS: ringText(HISTORIES_KEY.id, HISTORIES_KEY.bytes),
    FIELD_KEYS: ringText('k1', TEST_FIELD_KEY),
    BLIND_INDEX_KEYS: ringText('b1', TEST_INDEX_KEY),
    REGISTRY_GUANGDONG_URL: outside.registryUrl ?? clinic.registryUrl,
    SMS_URL: outside.smsUrl ?? clinic.smsUrl,
    SMS_API_KEY,
    ...authoritySettings(outside.identityUrl ?? clinic.identityUrl),
    SITE_KEYS_FILE: siteKeysFile,
    POLICY_CLOCKS: 'clocks-test',
  });
}

function ringText(id: string, bytes: Buffer): string {
  return `${id}:${bytes.toString('base64')}`;
}
