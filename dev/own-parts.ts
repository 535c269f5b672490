import { ensureIssuerKeysFile } from '../issuer/key-file.js';
import { ensureLoginKeysFile } from '../login/login-keys.js';
import { toInstant } from '../domain/time.js';
import { AUDIENCE, roleUrl, type Installation } from './installation.js';
import { NAMESPACE } from './engines.js';
import { addressesOfOutside, portsOfOutside, sharedWithOutside } from './outside.js';
import { nodePart, type Part } from './part.js';
import type { StopStep } from './stop-process.js';

const QUICK: StopStep[] = [
  { signal: 'SIGTERM', withinMs: 1_500 },
  { signal: 'SIGKILL', withinMs: 300 },
];
const WITH_WORK: StopStep[] = [
  { signal: 'SIGTERM', withinMs: 2_000 }, // what is cut off is asked for by its key and repeated
  { signal: 'SIGKILL', withinMs: 300 },
];

export type OwnParts = Record<'simulators' | 'login' | 'worker' | 'api', Part>;

export const at = (port: number) => `http://127.0.0.1:${port}`;

/** Of the login provider that people and clients are known to: ours, unless there is another. */
export function issuerUrlOf({ env, ports }: Installation): string {
  return env['LOGIN_ISSUER_URL'] ?? at(ports.login);
}

/** Our four processes, each with exactly the settings it asks for. */
export async function ownParts(installation: Installation, { adminUrl, engine: { address: temporalAddress, uiUrl }, clocks }: { adminUrl: string; engine: { address: string; uiUrl: string | null }; clocks: string }): Promise<OwnParts> {
  const { env, secrets, ports, file, log, dist } = installation;
  await ensureIssuerKeysFile(file('issuer-keys.json'), toInstant(Date.now()));
  await ensureLoginKeysFile(file('login-keys.json'));
  const shared = { PATH: env['PATH'], HOME: env['HOME'], LOG_LEVEL: env['LOG_LEVEL'] ?? 'info', LISTEN_HOST: '127.0.0.1' };
  const engine = { TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: NAMESPACE, PAYLOAD_KEYS: secrets.payloadKeys };
  const fields = { FIELD_KEYS: secrets.fieldKeys, BLIND_INDEX_KEYS: secrets.blindIndexKeys };
  const outside = sharedWithOutside(installation);
  const login = { API_AUDIENCE: AUDIENCE, LOGIN_ISSUER_URL: issuerUrlOf(installation) };
  const part = (name: string, heapMb: number, stop: StopStep[], own: Record<string, string>) =>
    nodePart({ name, file: dist(`${name}/main.js`), heapMb, stop, logFile: log(name), env: { ...shared, ...own } });
  return {
    simulators: part('simulators', 256, QUICK, { ...outside, ...portsOfOutside(installation), SIMULATOR_DATA_FOLDER: file('simulators') }),
    login: part('login', 192, QUICK, {
      ...login, LOGIN_PORT: String(ports.login), LOGIN_DATABASE_URL: roleUrl(adminUrl, secrets, 'login'), LOGIN_KEYS_FILE: file('login-keys.json'), LOGIN_COOKIE_KEYS: secrets.loginCookieKeys,
    }),
    worker: part('worker', 1_536, WITH_WORK, {
      ...engine, ...fields, ...outside, ...addressesOfOutside(installation), WORKER_DATABASE_URL: roleUrl(adminUrl, secrets, 'worker'), POLICY_CLOCKS: clocks,
    }),
    api: part('api', 384, QUICK, {
      ...engine, ...fields, ...login, ...(uiUrl !== null && { TEMPORAL_UI_URL: uiUrl }), POLICY_CLOCKS: clocks, API_PORT: String(ports.api), API_PUBLIC_URL: at(ports.api), ISSUER_KEYS_FILE: file('issuer-keys.json'),
      API_DATABASE_URL: roleUrl(adminUrl, secrets, 'api'), RELAY_DATABASE_URL: roleUrl(adminUrl, secrets, 'relay'), SEALER_DATABASE_URL: roleUrl(adminUrl, secrets, 'sealer'),
      LOGIN_KEEPS_ACCOUNTS: String(env['LOGIN_ISSUER_URL'] === undefined), AUDITOR_DATABASE_URL: roleUrl(adminUrl, secrets, 'auditor'), AUDIT_ANCHOR_FILE: file('audit-anchors.jsonl'), ADMIN_PUBLIC_URL: at(ports.admin), SIGN_IN_KEYS_FILE: file('sign-in-keys.json'),
    }),
  };
}
