import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { Router, type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { forwardTo } from './admin-page-forward.js';

export type AdminPageParts = {
  /** 0 takes a free one. */
  port: number;
  apiUrl: string;
  /** The supervisors' page, built. */
  distFolder: string;
  /** The pages of the desks, built; below `/desk`. */
  deskFolder: string;
};

/** What `vite.config.ts` of the page writes where each answer gets a nonce of its own. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const READS = ['GET', 'HEAD'];

/** The pages on loopback, and the API under the same address for whoever is signed in. Rejects when the page is not built or the port is taken. */
export async function startAdminPage(parts: AdminPageParts): Promise<{ url: string; close(): Promise<void> }> {
  readPage(parts.distFolder);
  readPage(parts.deskFolder);
  const server = createServer();
  const port = await listen(server, parts.port);
  server.on('request', createAdminPage(parts, port));
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function createAdminPage({ distFolder, deskFolder, apiUrl }: AdminPageParts, port: number): Express {
  const app = express();
  app.disable('x-powered-by').set('etag', false);
  app.use(onlyAt(port));
  app.use('/v1', ownRequests, forwardTo(apiUrl));
  app.get('/readyz', ownRequests, forwardTo(apiUrl));
  app.use('/auth', ownRequestsAndVisits, forwardTo(apiUrl));
  app.use(onlyReads);
  app.use('/desk', secure('desk'), ownRequestsAndVisits, pages(deskFolder));
  app.use(secure('admin'), ownRequestsAndVisits, pages(distFolder));
  app.use(sayOnlyStatus);
  return app;
}

function pages(folder: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { fallthrough: false, immutable: true, maxAge: '1 year' })); // named by their content
  router.get('/{*path}', (_request, response) => {
    const nonce = String(response.locals['nonce']);
    response.set('Cache-Control', 'no-store').type('html').send(readPage(folder).replaceAll(NONCE_PLACEHOLDER, nonce));
  });
  return router;
}

/** Read each time: a page that was built again is served as it is now. */
function readPage(folder: string): string {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch (cause) {
    throw new Error(`The pages are not built (${folder}). Build it with: npm run build`, { cause });
  }
}

/** A stranger's name that resolves to loopback (DNS rebinding) would make its page same-origin with ours. One name has the cookie: a visit to the other goes there. */
function onlyAt(port: number): RequestHandler {
  return (request, response, next) => {
    const { host = '' } = request.headers;
    if (host === `127.0.0.1:${port}`) return next();
    if (host === `localhost:${port}` && READS.includes(request.method)) return response.redirect(302, `http://127.0.0.1:${port}${ownPathOf(request.originalUrl)}`);
    return response.sendStatus(421);
  };
}

function ownPathOf(url: string): string {
  return /^\/(?![/\\])/.test(url) ? url : '/';
}

const onlyReads: RequestHandler = (request, response, next) => (READS.includes(request.method) ? next() : response.set('Allow', READS.join(', ')).sendStatus(405));

/** Browsers say where a request comes from, and no page can change it; `none` is the user's own typing. */
const ownRequests: RequestHandler = (request, response, next) => (isOwn(request.headers['sec-fetch-site']) ? next() : response.sendStatus(403));

/** A link from elsewhere may open the page, and nothing else of it. */
const ownRequestsAndVisits: RequestHandler = (request, response, next) => {
  const visit = request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
  return visit || isOwn(request.headers['sec-fetch-site']) ? next() : response.sendStatus(403);
};

function isOwn(origin: string | string[] | undefined): boolean {
  return origin === undefined || origin === 'same-origin' || origin === 'none'; // undefined: no browser, so nobody's page
}

/** Express would show the stack. */
const sayOnlyStatus: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => (response.headersSent ? next(error) : response.sendStatus(error.status ?? 500));

type Page = 'admin' | 'desk';

function secure(page: Page): RequestHandler {
  const headers = helmet({ contentSecurityPolicy: false, strictTransportSecurity: false, xFrameOptions: { action: 'deny' } }); // loopback speaks HTTP
  return (request, response, next) => {
    const nonce = randomBytes(16).toString('base64');
    response.locals['nonce'] = nonce;
    response.set('Content-Security-Policy', contentPolicy(nonce, page)).set('Permissions-Policy', `camera=(${page === 'desk' ? 'self' : ''}), geolocation=(), microphone=()`);
    headers(request, response, next);
  };
}

/** Styles are made at run time, so they carry the nonce; everything else comes from our own files or not at all. A desk reads codes by camera, with a decoder in WebAssembly. */
function contentPolicy(nonce: string, page: Page): string {
  return [
    "default-src 'none'", `script-src 'self'${page === 'desk' ? " 'wasm-unsafe-eval'" : ''}`, `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
  ].join('; ');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
