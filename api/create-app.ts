import express, { type Express } from 'express';
import helmet from 'helmet';
import { OPERATIONS } from '../contracts/operations.js';
import { authenticate } from './auth/authenticate.js';
import { rememberClients } from './auth/remember-clients.js';
import type { ApiContext } from './context.js';
import { docsRoutes } from './docs.js';
import { BODY_LIMIT_BYTES, errorHandler, methodNotAllowed, notFound } from './error-handler.js';
import { requestLog } from './request-log.js';
import { caseRoutes } from './routes/cases.js';
import { commandRoutes } from './routes/commands.js';
import { healthCodeRoutes } from './routes/health-codes.js';
import { identityCheckRoutes } from './routes/identity-checks.js';
import { journeyRoutes } from './routes/journeys.js';
import { residentRoutes } from './routes/residents.js';
import { scanRoutes } from './routes/scans.js';
import { serviceRoutes } from './routes/service.js';
import { siteRoutes } from './routes/sites.js';

/** What a client was given less than this ago may not count yet for its commands; what was taken from it counts at once. */
const CLIENT_REMEMBERED_MS = 60_000;

/** The HTTP API: what a request passes through, in order. */
export function createApp(ctx: ApiContext): Express {
  const app = express();
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  app.use(requestLog(ctx.logger));
  app.use(helmet({ contentSecurityPolicy: { directives: { 'img-src': ["'self'", 'data:'], 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } } }));
  app.use('/v1', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(express.json({ limit: BODY_LIMIT_BYTES, strict: false }));
  docsRoutes(app, ctx.publicUrl);

  const gate = authenticate(ctx.auth);
  const commandGate = authenticate({ ...ctx.auth, findClient: rememberClients(ctx.auth.findClient, { forMs: CLIENT_REMEMBERED_MS, now: Date.now }) });
  for (const routes of [serviceRoutes, siteRoutes, residentRoutes, identityCheckRoutes, journeyRoutes, commandRoutes, scanRoutes, healthCodeRoutes, caseRoutes]) routes(app, gate, ctx, commandGate);
  for (const [path, methods] of methodsByPath()) app.all(path, methodNotAllowed(methods));
  app.use(notFound);
  app.use(errorHandler(ctx.logger));
  return app;
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of OPERATIONS) {
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    methods.set(pattern, [...(methods.get(pattern) ?? []), method.toUpperCase()]);
  }
  return methods;
}
