import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Logger } from 'pino';
import { createProvider, type LoginSettings } from './create-provider.js';
import type { Queryable } from './postgres-adapter.js';
import { createSignInRoute, isSignInPath } from './sign-in-route.js';

export type LoginParts = { settings: LoginSettings; db: Queryable; logger: Logger };

/** The provider behind plain HTTP, with `/healthz` (the process answers) and `/readyz` (so does its database). Not yet listening. */
export function createLoginServer({ settings, db, logger }: LoginParts): Server {
  const provider = createProvider(settings, db);
  provider.on('server_error', (_ctx, err) => logger.error({ err }, 'the login provider failed'));
  provider.on('grant.error', (ctx, err) => logger.warn({ code: err.message, clientId: ctx.oidc.client?.clientId }, 'token refused'));
  provider.proxy = true; // asks the headers that `fromIssuer` sets
  const fromIssuer = addressed(settings.issuerUrl);
  const answer = provider.callback();
  const signIn = createSignInRoute(provider, db, settings.issuerUrl);
  return createServer((request, response) => {
    const say = (status: number, text: string): void => void response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(text);
    if (request.url === '/healthz') return say(200, '{"status":"ok"}');
    if (isSignInPath(request.url ?? '')) {
      return void signIn(fromIssuer(request), response).catch((err: unknown) => {
        logger.error({ err }, 'the sign-in page failed');
        if (!response.headersSent) say(500, '{"status":"failed"}');
      });
    }
    if (request.url !== '/readyz') return void answer(fromIssuer(request), response);
    db.query('select 1').then(
      () => say(200, '{"status":"ready"}'),
      () => say(503, '{"status":"no-database"}'),
    );
  });
}

/** The provider's own addresses are those of its issuer: a proxy that ends TLS need not pass them on, and no caller can name others. */
function addressed(issuerUrl: string): (request: IncomingMessage) => IncomingMessage {
  const { protocol, host } = new URL(issuerUrl);
  return (request) => {
    Object.assign(request.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
    return request;
  };
}
