import { readEnv } from '../config/env.js';
import { readSimulatorEnvironment } from './environment.js';
import { startIdentityAuthoritiesSimulator } from './identity-authorities/start.js';
import { startGuangdongSimulator } from './registry-guangdong/start.js';
import { createSecretReader } from './site-keys.js';
import { startSmsSimulator } from './sms/start.js';

const env = readSimulatorEnvironment(readEnv());
const { dataFolder } = env;
const registryGuangdong = await startGuangdongSimulator({ port: env.registryGuangdongPort, dataFolder, secretOf: createSecretReader(env.siteKeysFile) });
const sms = await startSmsSimulator({ port: env.smsPort, dataFolder, apiKey: env.smsApiKey, canAsk: env.smsCanAsk });
const identityAuthorities = await startIdentityAuthoritiesSimulator({ port: env.identityAuthoritiesPort, dataFolder, keys: env.authorityKeys });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all([registryGuangdong.stop(), sms.stop(), identityAuthorities.stop()]);
  process.exit(0);
}
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, () => void stop());

const urls = { registryGuangdong: registryGuangdong.url, sms: sms.url, identityAuthorities: identityAuthorities.url };
process.send?.({ ready: true, part: 'simulators', urls });
process.stdout.write(`simulators ready: ${JSON.stringify(urls)}\n`);
