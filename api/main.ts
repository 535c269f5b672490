import { createServer } from 'node:http';
import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { createLogger } from '../config/logger.js';
import { onStop, tellReady } from '../config/supervision.js';
import { createApp } from './create-app.js';
import { createContext } from './create-context.js';

/** Requests in progress may end for so long after a stop was asked for. */
const DRAIN_MS = 2_000;

const config = toConfig(readEnv(), 'api');
const logger = createLogger('api', config.logLevel);
const running = await createContext(config, logger);
const server = createServer(createApp(running.context));

server.on('error', (err) => {
  logger.fatal({ err, address: config.listenHost, port: config.apiPort }, 'the API cannot listen');
  process.exit(1);
});
server.listen(config.apiPort, config.listenHost, () => {
  running.start();
  logger.info({ port: config.apiPort }, 'ready');
  tellReady({ api: config.apiPublicUrl, docs: `${config.apiPublicUrl}/docs` });
});

/** No new connection, requests in progress end, then what runs beside them, then the pools. */
async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  running.endStreams();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
  await closed;
  await running.stop();
}
onStop(stop, (err) => logger.error({ err }, 'the API did not stop cleanly'));
