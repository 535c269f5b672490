import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { createNewsStore } from '../db/news-store.js';
import { createPool } from '../db/pool.js';
import { printJsonResult } from './command-result.js';
import { startProgress } from './progress.mjs';

// `npm run rebuild-workflows [-- --json]`: Temporal's store is lost. Each open journey gets a row of news; the relay starts its workflow
// again, which goes on from the log. Safe to repeat: what runs already reads its view and changes nothing.
let journeys = 0;
try {
  const { relayDatabaseUrl } = toConfig(readEnv(), 'rebuildWorkflows');
  const pool = createPool({ url: relayDatabaseUrl, max: 1, statementTimeoutMs: 60_000 });
  const end = startProgress(() => `${journeys} open journeys queued`);
  await createNewsStore(pool).requeueOpenViews((count) => (journeys = count));
  end(`${journeys} open journeys queued: the relay of any API process starts them`);
  await pool.end();
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (process.argv.includes('--json')) printJsonResult({ name: 'rebuild-workflows', ok: process.exitCode !== 1, figures: { journeys } });
