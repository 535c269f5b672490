import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { createTemporalClient } from '../api/temporal-client.js';
import { readEnv } from '../config/env.js';
import { loadPolicies } from '../config/load-policies.js';
import { keyRing } from '../config/variable-rules.js';
import type { Clinic } from '../dev/clinic/setup.js';
import { NAMESPACE } from '../dev/engines.js';
import { openInstallation, type Installation } from '../dev/installation.js';
import { startInstallation, type RunningInstallation } from '../dev/start-clinic.js';
import type { Part } from '../dev/part.js';
import { supervise, type Supervised } from '../dev/supervise.js';
import type { Policies } from '../domain/policies.js';
import { createDataConverter } from '../workflows/codec/data-converter.js';

/** Short clocks, so that waiting is not what is measured; the same for all that is compared. */
export const CLOCKS = 'clocks-bench';

/** What all that is compared runs on: one server, one Postgres, the same systems outside. */
export type Ground = {
  clinic: Clinic;
  policies: Policies;
  urls: { api: string; login: string; registryGuangdong: string; sms: string };
  provider: { issuerUrl: string; audience: string };
  temporal: Client;
  installation: Installation;
  adminUrl: string;
  /** Process ids by name; children are theirs. */
  pids: () => Record<string, number>;
  /** Starts one more process, which is stopped with the others. */
  add(part: Part): Promise<void>;
  stop(): Promise<void>;
};

/** A fresh installation in a folder that is gone afterwards. The data of this checkout, and servers named in the environment, are left alone. */
export async function openGround(line: (text: string) => void): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-bench-'));
  chmodSync(folder, 0o755); // what is secret in it is closed by itself; Postgres runs as a user of its own where we are root
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _address, LOGIN_ISSUER_URL: _issuer, ...env } = readEnv();
  const installation = await openInstallation({ ...env, MIAOCHENG_DATA_DIR: folder });
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const say = (part: string, state: string) => line(`${part.padEnd(12)} ${state}`);
    return toGround(installation, await startInstallation(installation, { clocks: CLOCKS, say, line }), { say, remove });
  } catch (error) {
    remove();
    throw error;
  }
}

type Around = { say: (part: string, state: string) => void; remove: () => void };

function toGround(installation: Installation, running: RunningInstallation, { say, remove }: Around): Ground {
  const temporal = clientOf(installation);
  const added: Supervised[] = [];
  const { api = '', login = '', audience = '', registryGuangdong = '', sms = '' } = running.urls;
  return {
    clinic: running.clinic,
    policies: loadPolicies(CLOCKS),
    urls: { api, login, registryGuangdong, sms },
    provider: { issuerUrl: login, audience },
    temporal,
    installation,
    adminUrl: running.adminUrl,
    pids: () => Object.fromEntries([...running.parts, ...added].map((part) => [part.name, part.running().pid])),
    add: async (part) => void added.push(await supervise(part, say)),
    async stop() {
      await temporal.connection.close();
      for (const part of added) await part.stop();
      await running.stop();
      remove();
    },
  };
}

function clientOf({ ports, secrets }: Installation): Client {
  const keys = keyRing.parse(secrets.payloadKeys);
  if (!keys) throw new Error('the installation has no payload keys');
  return createTemporalClient({ address: `127.0.0.1:${ports.temporal}`, namespace: NAMESPACE, dataConverter: createDataConverter(keys) });
}
