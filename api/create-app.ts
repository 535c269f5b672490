import express, { type Express } from 'express';
import helmet from 'helmet';
import { OPERATIONS } from '../contracts/operations.js';
import { authenticate } from './auth/authenticate.js';
import { rememberClients } from './auth/remember.js';
import type { ApiContext } from './context.js';
import { docsRoutes } from './docs.js';
import { BODY_LIMIT_BYTES, errorHandler, methodNotAllowed, notFound } from './error-handler.js';
import { auditRefusals } from './refusal-audit.js';
import { requestLog } from './request-log.js';
import { auditRoutes } from './routes/audit.js';
import { doseChecklistRoutes } from './routes/dose-checklist.js';
import { besideTheLogRoutes } from './routes/beside-the-log.js';
import { caseWorkRoutes } from './routes/case-work.js';
import { undoCaseRoutes } from './routes/undo-case.js';
import { caseRoutes } from './routes/cases.js';
import { changeRoutes } from './routes/changes.js';
import { clientRoutes } from './routes/clients.js';
import { commandRoutes } from './routes/commands.js';
import { deviceRoutes } from './routes/devices.js';
import { healthCodeRoutes } from './routes/health-codes.js';
import { identityCheckRoutes } from './routes/identity-checks.js';
import { journeyStepRoutes } from './routes/journey-steps.js';
import { journeyRoutes } from './routes/journeys.js';
import { meRoutes } from './routes/me.js';
import { noticeRoutes } from './routes/notices.js';
import { certificateRoutes } from './routes/certificates.js';
import { nextVisitRoutes } from './routes/next-visits.js';
import { observationRoutes } from './routes/observation.js';
import { peopleRoutes } from './routes/people.js';
import { policyRoutes } from './routes/policies.js';
import { reportRoutes } from './routes/reports.js';
import { residentRecordRoutes } from './routes/resident-records.js';
import { escortRoutes } from './routes/escorts.js';
import { dueDoseRoutes } from './routes/due-doses.js';
import { residentRoutes } from './routes/residents.js';
import { savedQueryRoutes } from './routes/saved-queries.js';
import { scanRoutes } from './routes/scans.js';
import { medicalPastRoutes } from './routes/medical-past.js';
import { kioskRoutes } from './routes/kiosk.js';
import { siteDeskRoutes } from './routes/site-desk.js';
import { serviceRoutes } from './routes/service.js';
import { signInRoutes } from './routes/sign-in.js';
import { siteRegisterRoutes } from './routes/site-register.js';
import { siteRoutes } from './routes/sites.js';
import { lotRoutes } from './routes/lots.js';
import { systemRoutes } from './routes/systems.js';
import { signInProblemPage } from './sign-in-problem.js';

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
  for (const routes of [serviceRoutes, siteRoutes, residentRoutes, dueDoseRoutes, medicalPastRoutes, escortRoutes, identityCheckRoutes, journeyRoutes, journeyStepRoutes, besideTheLogRoutes, doseChecklistRoutes, commandRoutes, observationRoutes, nextVisitRoutes, certificateRoutes, scanRoutes, siteDeskRoutes, healthCodeRoutes, caseRoutes, caseWorkRoutes, undoCaseRoutes, savedQueryRoutes, lotRoutes, systemRoutes, changeRoutes, meRoutes, auditRoutes, peopleRoutes, siteRegisterRoutes, clientRoutes, noticeRoutes, reportRoutes, residentRecordRoutes, deviceRoutes, policyRoutes]) routes(app, gate, ctx, commandGate);
  if (ctx.signIn) app.use('/auth/kiosk', kioskRoutes({ ...ctx, signIn: ctx.signIn }));
  if (ctx.signIn) app.use('/auth', signInRoutes({ ...ctx, signIn: ctx.signIn }));
  for (const [path, methods] of methodsByPath()) app.all(path, methodNotAllowed(methods));
  app.use(notFound);
  app.use(auditRefusals(ctx.audit, ctx.logger));
  app.use('/auth', signInProblemPage);
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
