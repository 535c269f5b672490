import { parseArgs } from 'node:util';
import { printJsonResult } from '../tools/command-result.js';
import { playWholeDay } from './clinic/whole-day.js';
import { ROUGHNESS, type Roughness } from './clinic/troubles.js';
import { wholeNumber } from './options.js';
import { withRunningClinic } from './running-clinic.js';

// `npm run demo -- --residents N [--faults none|some|rough] [--seed S] [--json]`: a clinic day over the public API, then the invariants. Exit 1
// with the offending ids.

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '200' },
    faults: { type: 'string', default: 'none' },
    seed: { type: 'string', default: '7' },
    concurrency: { type: 'string', default: '16' },
    /** How long the process may still need for journeys whose resident has gone home. */
    'rest-seconds': { type: 'string', default: '240' },
    json: { type: 'boolean', default: false },
  },
});

try {
  const result = await withRunningClinic((running) =>
    playWholeDay(running, {
      residents: wholeNumber(values, 'residents'),
      seed: wholeNumber(values, 'seed'),
      concurrency: wholeNumber(values, 'concurrency'),
      restSeconds: wholeNumber(values, 'rest-seconds'),
      roughness: roughness(values.faults),
    }),
  );
  if (values.json) printJsonResult({ name: 'demo', ...result });
  process.exitCode = result.ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (values.json) printJsonResult({ name: 'demo', ok: false, figures: {} });
  process.exitCode = 1;
}

function roughness(text: string): Roughness {
  const known = ROUGHNESS.find((one) => one === text);
  if (!known) throw new Error(`--faults must be one of ${ROUGHNESS.join(', ')}`);
  return known;
}
