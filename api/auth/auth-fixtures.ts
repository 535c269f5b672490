import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Scope } from '../../contracts/scopes.js';
import { HttpProblem } from '../http-problem.js';
import { authenticate, type AuthenticateDeps } from './authenticate.js';
import { principalOf, requireScope } from './principal.js';

export const audience = 'https://api.test.example';
export const issuerUrl = 'https://login.test.example';

export type KeyPair = { privateKey: CryptoKey; privateJwk: JWK; publicJwk: JWK };

export async function keyPair(kid: string, alg = 'ES256'): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  return { privateKey, privateJwk: { ...privateJwk, kid, alg }, publicJwk: { ...publicJwk, kid, alg, use: 'sig' } };
}

type Signing = { key: KeyPair; typ?: string; claims?: Record<string, unknown>; header?: Record<string, unknown> };

/** An access token as the login provider makes it; `claims` overrule, undefined leaves one out. */
export function accessToken({ key, typ = 'at+jwt', claims = {}, header = {} }: Signing): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: issuerUrl, aud: audience, sub: 'client', client_id: 'client', scope: 'journeys:read', jti: randomUUID(), iat: now, exp: now + 300, ...claims };
  return sign(key, payload, { typ, ...header });
}

export function residentAssertion({ key, typ = 'mc-resident+jwt', claims = {}, header = {} }: Signing): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: 'client', sub: '0193a1b2-0000-7000-8000-000000000001', aud: audience, jti: randomUUID(), iat: now, exp: now + 300, ...claims };
  return sign(key, payload, { typ, ...header });
}

function sign({ privateKey, privateJwk }: KeyPair, payload: Record<string, unknown>, header: Record<string, unknown>): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: privateJwk.alg ?? 'ES256', kid: privateJwk.kid, ...header }).sign(privateKey);
}

/** The API's gate with one route behind it that needs `scope` and answers who called. */
export function gatedApp(deps: AuthenticateDeps, scope: Scope = 'journeys:read'): Express {
  const app = express();
  app.use(authenticate(deps));
  app.get('/who', (_req, res) => {
    const principal = principalOf(res);
    requireScope(principal, [scope]);
    res.json(principal);
  });
  const toStatus: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    if (!(error instanceof HttpProblem)) throw error;
    res.status(error.status).set(error.headers).json({ code: error.code, params: error.params });
  };
  return app.use(toStatus);
}

export async function listen(handler: Parameters<typeof createServer>[1]): Promise<{ url: string; server: Server }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
