import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { createTemporalClient } from '../../api/temporal-client.js';
import { readEnv } from '../../config/env.js';
import { loadPolicies } from '../../config/load-policies.js';
import { keyRing } from '../../config/variable-rules.js';
import type { Clinic } from '../../dev/clinic/setup.js';
import { NAMESPACE } from '../../dev/engines.js';
import { openInstallation, type Installation } from '../../dev/installation.js';
import { startInstallation, type RunningInstallation } from '../../dev/start-clinic.js';
import { supervise } from '../../dev/supervise.js';
import type { Policies } from '../../domain/policies.js';
import { createDataConverter } from '../../workflows/codec/data-converter.js';
import { createTextbookDatabase, textbookPart } from './textbook-part.js';

/** Short clocks, so that waiting is not what is measured; the same for both. */
export const CLOCKS = 'clocks-bench';

/** What both run on: one server, one Postgres, the same systems outside; each has its own worker. */
export type Ground = {
  clinic: Clinic;
  policies: Policies;
  urls: { api: string; login: string };
  provider: { issuerUrl: string; audience: string };
  temporal: Client;
  textbookUrl: string;
  /** Process ids by name; children are theirs. */
  pids: () => Record<string, number>;
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
    const running = await startInstallation(installation, { clocks: CLOCKS, say, line });
    return await addTextbook(installation, running, { say, remove });
  } catch (error) {
    remove();
    throw error;
  }
}

type Around = { say: (part: string, state: string) => void; remove: () => void };

async function addTextbook(installation: Installation, running: RunningInstallation, { say, remove }: Around): Promise<Ground> {
  try {
    const textbookUrl = await createTextbookDatabase(running.adminUrl);
    const textbook = await supervise(textbookPart(installation, { textbookUrl, clocks: CLOCKS }), say);
    const temporal = clientOf(installation);
    const { api = '', login = '', audience = '' } = running.urls;
    const parts = [...running.parts, textbook];
    return {
      clinic: running.clinic,
      policies: loadPolicies(CLOCKS),
      urls: { api, login },
      provider: { issuerUrl: login, audience },
      temporal,
      textbookUrl,
      pids: () => Object.fromEntries(parts.map((part) => [part.name, part.running().pid])),
      async stop() {
        await temporal.connection.close();
        await textbook.stop();
        await running.stop();
        remove();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function clientOf({ ports, secrets }: Installation): Client {
  const keys = keyRing.parse(secrets.payloadKeys);
  if (!keys) throw new Error('the installation has no payload keys');
  return createTemporalClient({ address: `127.0.0.1:${ports.temporal}`, namespace: NAMESPACE, dataConverter: createDataConverter(keys) });
}
