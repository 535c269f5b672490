import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { migrate } from '../db/migrate.js';
import { printJsonResult } from './command-result.js';
import { formatSeconds } from './progress.mjs';

// `npm run migrate [-- --json]`: brings the database of DATABASE_URL to this release.
let steps = 0;
const startedAt = performance.now();
try {
  const { databaseUrl } = toConfig(readEnv(), 'migrate');
  await migrate(databaseUrl, ({ name, ms }) => {
    steps += 1;
    console.error(`${name} (${formatSeconds(ms)})`);
  });
  console.error(steps === 0 ? 'The database is of this release already.' : `${steps} step(s) done.`);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
}
if (process.argv.includes('--json')) {
  printJsonResult({ name: 'migrate', ok: process.exitCode !== 1, figures: { steps, seconds: Math.round(performance.now() - startedAt) / 1000 } });
}
