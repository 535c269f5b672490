import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { toConfig } from '../../config/config.js';
import { readEnv } from '../../config/env.js';
import { readSiteKeys } from '../../config/key-files.js';
import { loadPolicies } from '../../config/load-policies.js';
import { createLogger } from '../../config/logger.js';
import { onStop, tellReady } from '../../config/supervision.js';
import { createGuangdongRegistry } from '../../registries/immunization/guangdong.js';
import { createSmsChannel } from '../../registries/notice-channel/sms.js';
import { runWorkers, stopWorkers } from '../../worker/create-workers.js';
import { createDataConverter, FAILURE_CONVERTER_PATH } from '../../workflows/codec/data-converter.js';
import { createTextbookWorkers, textbookDose } from './activities.js';

/* The worker process of the textbook journey, with the settings that our own worker takes. */

const config = toConfig(readEnv(), 'worker');
const logger = createLogger('textbook', config.logLevel);
const fail = (err: unknown) => {
  logger.fatal({ err }, 'the textbook worker ends');
  process.exit(1);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
Runtime.install({ logger: new DefaultLogger('ERROR', ({ message }) => logger.error({ part: 'temporal' }, message)), shutdownSignals: [] });

const siteKeys = readSiteKeys('SITE_KEYS_FILE', config.siteKeysFile);
const { products, notices } = loadPolicies(config.policyClocks);
const product = products.find(({ productId }) => productId === 'covid-i');
const [bodySite] = product?.bodySites ?? [];
const [route] = product?.routes ?? [];
if (!product || !bodySite || !route) throw new Error('no product');
const vaccine = { code: product.vaccine, name: product.name.zh };

const workflowsPath = fileURLToPath(new URL(`./workflow.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const { workers, pool } = await createTextbookWorkers({
  connection,
  namespace: config.temporalNamespace,
  dataConverter: createDataConverter(config.payloadKeys),
  workflowBundle: await bundleWorkflowCode({ workflowsPath, failureConverterPath: FAILURE_CONVERTER_PATH, logger: new DefaultLogger('WARN') }),
  databaseUrl: config.workerDatabaseUrl,
  registry: createGuangdongRegistry({ baseUrl: config.registryGuangdongUrl, siteKey: (siteId) => siteKeys[siteId] }),
  sms: createSmsChannel({ baseUrl: config.smsUrl, apiKey: config.smsApiKey, canAsk: config.smsCanAsk === 'true' }),
  doseOf: textbookDose((journeyId) => product.tracePrefix + thirteenDigits(journeyId), { vaccine, maker: { code: product.maker.code, name: product.maker.name }, dosesPerPackage: product.dosesPerPackage, bodySite, route }),
  noticeText: notices.templates[0]?.zh ?? '',
});

const running = runWorkers(workers, () => tellReady());
onStop(async () => {
  stopWorkers(workers);
  await running;
  await Promise.all([connection.close(), pool.end()]);
}, fail);

/** A package of its own for each journey, beside those of our own desks, which begin with 1. */
function thirteenDigits(journeyId: string): string {
  return `2${String(BigInt(`0x${journeyId.replaceAll('-', '')}`) % 10n ** 12n).padStart(12, '0')}`;
}
