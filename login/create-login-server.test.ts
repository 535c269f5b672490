import { once } from 'node:events';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '../config/logger.js';
import { createLoginServer } from './create-login-server.js';

const ISSUER = 'https://login.example.org';
let server: Server;

beforeAll(async () => {
  const nobody = () => Promise.reject(new Error('no database'));
  server = createLoginServer({
    settings: { issuerUrl: ISSUER, audience: 'urn:miaocheng:api', jwks: { keys: [] }, cookieKeys: ['x'] },
    db: { query: nobody },
    logger: createLogger('login', 'silent'),
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** Plain HTTP, as from a proxy that ends TLS. */
async function discover(headers: Record<string, string>): Promise<Record<string, unknown>> {
  const asked = request({ port: (server.address() as AddressInfo).port, path: '/.well-known/openid-configuration', headers }).end();
  const [answer] = (await once(asked, 'response')) as [NodeJS.ReadableStream];
  let text = '';
  for await (const part of answer) text += String(part);
  return JSON.parse(text) as Record<string, unknown>;
}

it.each([
  ['a proxy that passes nothing on', {}],
  ['a proxy that passes Host on', { host: 'login.example.org' }],
  ['a caller that names another host', { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'ftp' }],
])('says its own addresses behind %s', async (_who, headers) => {
  expect(await discover(headers)).toMatchObject({ issuer: ISSUER, token_endpoint: `${ISSUER}/token`, jwks_uri: `${ISSUER}/jwks` });
});
