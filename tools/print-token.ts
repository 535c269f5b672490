import { parseArgs } from 'node:util';
import { signResidentAssertion } from '../dev/clinic/resident-assertion.js';
import type { Clinic, ClinicClient } from '../dev/clinic/setup.js';
import { tokenSourceOf } from '../dev/clinic/token-source.js';
import { withRunningClinic } from '../dev/running-clinic.js';
import { printJsonResult } from './command-result.js';

// `npm run --silent token -- CLIENT [--resident RESIDENT_ID] [--json]`: an access token of a machine client of the installation that runs
// here, or what a channel signs to act for a resident. For trying requests by hand; the client's key stays where it is.
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { resident: { type: 'string' }, json: { type: 'boolean', default: false } } });

try {
  const text = await withRunningClinic(async ({ clinic, urls: { login: issuerUrl, audience } }) => {
    const client = clientOf(clinic, positionals[0]);
    return options.resident ? signResidentAssertion({ ...client, residentId: options.resident, audience }) : tokenSourceOf(client, { issuerUrl, audience })();
  });
  if (options.json) printJsonResult({ name: 'token', ok: true, figures: {}, text });
  else process.stdout.write(`${text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (options.json) printJsonResult({ name: 'token', ok: false, figures: {} });
  process.exitCode = 1;
}

function clientOf({ sites, channel, operator }: Clinic, clientId: string | undefined): ClinicClient {
  const clients = [...sites.map((site) => site.client), channel, operator];
  const client = clients.find((candidate) => candidate.clientId === clientId);
  if (!client) throw new Error(`Name a client: ${clients.map((candidate) => candidate.clientId).join(', ')}.`);
  return client;
}
