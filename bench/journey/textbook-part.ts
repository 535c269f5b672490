import type { Installation } from '../../dev/installation.js';
import { addressesOfOutside, sharedWithOutside } from '../../dev/outside.js';
import type { Part } from '../../dev/part.js';
import { CLOCKS, type Ground } from '../ground.js';
import { runSql } from '../run-sql.js';
import { TEXTBOOK_TABLES } from '../textbook-journey/activities.js';
import { workerPart } from '../worker-part.js';

const DATABASE = 'textbook';

/** With its worker and its database; gives where that is. */
export async function addTextbook({ adminUrl, installation, add }: Ground): Promise<string> {
  const textbookUrl = await createTextbookDatabase(adminUrl);
  await add(textbookPart(installation, textbookUrl));
  return textbookUrl;
}

/** A database of its own on the same server; its owner writes, so that no row is checked for who may see it. */
async function createTextbookDatabase(adminUrl: string): Promise<string> {
  await runSql(adminUrl, `create database ${DATABASE}`);
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  await runSql(url.href, TEXTBOOK_TABLES);
  return url.href;
}

/** With the settings of ours and the same systems outside. */
function textbookPart(installation: Installation, textbookUrl: string): Part {
  const { env, secrets } = installation;
  return workerPart(installation, 'textbook', 'bench/textbook-journey/main.js', {
    LOG_LEVEL: env['LOG_LEVEL'] ?? 'info', WORKER_DATABASE_URL: textbookUrl, POLICY_CLOCKS: CLOCKS, FIELD_KEYS: secrets.fieldKeys,
    BLIND_INDEX_KEYS: secrets.blindIndexKeys, ...sharedWithOutside(installation), ...addressesOfOutside(installation), SMS_CAN_ASK: 'true',
  });
}
