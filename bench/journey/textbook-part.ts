import pg from 'pg';
import { NAMESPACE } from '../../dev/engines.js';
import type { Installation } from '../../dev/installation.js';
import { addressesOfOutside, sharedWithOutside } from '../../dev/outside.js';
import { nodePart, type Part } from '../../dev/part.js';
import { CLOCKS, type Ground } from '../ground.js';
import { TEXTBOOK_TABLES } from '../textbook-journey/activities.js';

const DATABASE = 'textbook';

/** A database of its own on the same server; its owner writes, so that no row is checked for who may see it. */
async function createTextbookDatabase(adminUrl: string): Promise<string> {
  await run(adminUrl, `create database ${DATABASE}`);
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  await run(url.href, TEXTBOOK_TABLES);
  return url.href;
}

/** With its worker and its database; gives where that is. */
export async function addTextbook({ adminUrl, installation, add }: Ground): Promise<string> {
  const textbookUrl = await createTextbookDatabase(adminUrl);
  await add(textbookPart(installation, { textbookUrl, clocks: CLOCKS }));
  return textbookUrl;
}

/** Its worker as a process like ours: same heap, same settings, same systems outside. */
function textbookPart(installation: Installation, { textbookUrl, clocks }: { textbookUrl: string; clocks: string }): Part {
  const { env, secrets, ports, log, dist } = installation;
  return nodePart({
    name: 'textbook',
    file: dist('bench/textbook-journey/main.js'),
    heapMb: 1_536,
    stop: [{ signal: 'SIGTERM', withinMs: 4_000 }, { signal: 'SIGKILL', withinMs: 300 }],
    logFile: log('textbook'),
    env: {
      PATH: env['PATH'], HOME: env['HOME'], LOG_LEVEL: env['LOG_LEVEL'] ?? 'info', WORKER_DATABASE_URL: textbookUrl, POLICY_CLOCKS: clocks,
      TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`, TEMPORAL_NAMESPACE: NAMESPACE, PAYLOAD_KEYS: secrets.payloadKeys, FIELD_KEYS: secrets.fieldKeys,
      BLIND_INDEX_KEYS: secrets.blindIndexKeys, ...sharedWithOutside(installation), ...addressesOfOutside(installation), SMS_CAN_ASK: 'true',
    },
  });
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
