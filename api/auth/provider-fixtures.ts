import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { SignJWT } from 'jose';
import { keyPair, listen, type KeyPair } from './auth-fixtures.js';

export const CLIENT_SECRET = 'the secret of this test';
export const SECOND_FACTOR = 'https://refeds.org/profile/mfa';

type Asked = Record<string, string>;

/** Test material: an OpenID provider of somebody else, which signs in whoever the test says, at once, and lies where it is told to. */
export class ForeignProvider {
  /** Who comes back. */
  subject = 'nobody';
  acr: string | undefined;
  offersSecondFactor = false;
  isAway = false;
  /** Claims of the ID token that differ from what they should be. */
  lies: Record<string, unknown> = {};
  /** Parameters of the answer that differ; undefined leaves one out. */
  answers: Record<string, string | undefined> = {};
  /** Signs in place of the key that it publishes. */
  otherKey: KeyPair | null = null;
  /** Parameters of each authorization request. */
  readonly asked: Asked[] = [];
  private readonly codes = new Map<string, Asked>();

  readonly url: string;
  private readonly server: Server;
  private readonly key: KeyPair;

  private constructor(url: string, server: Server, key: KeyPair) {
    this.url = url;
    this.server = server;
    this.key = key;
  }

  static async open(): Promise<ForeignProvider> {
    const holder: { provider?: ForeignProvider } = {};
    const { url, server } = await listen((request, response) => void holder.provider?.answer(request, response));
    holder.provider = new ForeignProvider(url, server, await keyPair('foreign-1'));
    return holder.provider;
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const json = (status: number, body: unknown) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (this.isAway) return void request.socket.destroy();
    switch (pathname) {
      case '/.well-known/openid-configuration': return json(200, this.discovery());
      case '/jwks': return json(200, { keys: [this.key.publicJwk] });
      case '/authorize': return void response.writeHead(303, { location: this.authorize(Object.fromEntries(searchParams)) }).end();
      case '/token': return this.token(request, json);
      default: return json(404, {});
    }
  }

  private discovery() {
    return {
      issuer: this.url, authorization_endpoint: `${this.url}/authorize`, token_endpoint: `${this.url}/token`, jwks_uri: `${this.url}/jwks`, end_session_endpoint: `${this.url}/end`,
      response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'], code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true, ...(this.offersSecondFactor && { acr_values_supported: ['1', SECOND_FACTOR] }),
    };
  }

  private authorize(asked: Asked): string {
    this.asked.push(asked);
    const code = randomUUID();
    this.codes.set(code, asked);
    const answer = { code, state: asked['state'], iss: this.url, ...this.answers };
    return `${asked['redirect_uri']}?${new URLSearchParams(Object.entries(answer).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))).toString()}`;
  }

  private async token(request: IncomingMessage, json: (status: number, body: unknown) => void): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const form = new URLSearchParams(text);
    const asked = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (!this.isRightSecret(request.headers.authorization)) return json(401, { error: 'invalid_client' });
    if (!asked || challenge !== asked['code_challenge'] || form.get('redirect_uri') !== asked['redirect_uri']) return json(400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1000);
    const { privateKey } = this.otherKey ?? this.key;
    const claims = { iss: this.url, aud: 'admin-page', sub: this.subject, nonce: asked['nonce'], iat: now, exp: now + 60, ...(this.acr !== undefined && { acr: this.acr }), ...this.lies };
    const idToken = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'foreign-1' }).sign(privateKey);
    return json(200, { access_token: 'opaque-token-of-the-provider', token_type: 'bearer', expires_in: 60, id_token: idToken });
  }

  private isRightSecret(authorization = ''): boolean {
    const [id = '', secret = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString().split(':');
    return decodeURIComponent(id) === 'admin-page' && decodeURIComponent(secret.replaceAll('+', ' ')) === CLIENT_SECRET;
  }
}
