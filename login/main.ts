import { Pool } from 'pg';
import { toConfig } from '../config/config.js';
import { readEnv } from '../config/env.js';
import { readPrivateKeySet } from '../config/key-files.js';
import { createLogger } from '../config/logger.js';
import { onStop, tellReady } from '../config/supervision.js';
import { purgeAttempts } from './accounts.js';
import { createLoginServer } from './create-login-server.js';
import { purgeExpired } from './postgres-adapter.js';

const PURGE_EVERY_MS = 60_000;
const DRAIN_MS = 1_000;

const config = toConfig(readEnv(), 'login');
const logger = createLogger('login', config.logLevel);
const pool = new Pool({ connectionString: config.loginDatabaseUrl, max: 5, application_name: 'login' });
pool.on('error', (err) => logger.warn({ err }, 'a database connection was lost')); // else it would end the process

const server = createLoginServer({
  settings: {
    issuerUrl: config.loginIssuerUrl,
    audience: config.apiAudience,
    jwks: readPrivateKeySet('LOGIN_KEYS_FILE', config.loginKeysFile),
    cookieKeys: config.loginCookieKeys.map(({ bytes }) => bytes.toString('base64')),
  },
  db: pool,
  logger,
});

const purge = setInterval(() => {
  Promise.all([purgeExpired(pool), purgeAttempts(pool)]).catch((err: unknown) => logger.warn({ err }, 'expired rows were not removed'));
}, PURGE_EVERY_MS);

server.on('error', (err) => {
  logger.fatal({ err, address: config.listenHost, port: config.loginPort }, 'the login provider cannot listen');
  process.exit(1);
});
server.listen(config.loginPort, config.listenHost, () => {
  logger.info({ port: config.loginPort }, 'login provider ready');
  tellReady({ login: config.loginIssuerUrl });
});

onStop(
  async () => {
    clearInterval(purge);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    await closed;
    await pool.end();
  },
  (err) => logger.error({ err }, 'the login provider did not stop cleanly'),
);
