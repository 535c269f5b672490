import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toConfig } from '../config/config.js';
import type { Environment } from '../config/env.js';
import { createLogger } from '../config/logger.js';
import { loadPolicies } from '../config/load-policies.js';
import type { Operation } from '../contracts/operation.js';
import { SCOPES, type PrincipalKind, type Scope } from '../contracts/scopes.js';
import { createTestDatabase, inScope, openClinic, type Clinic, type TestDatabase } from '../db/database-fixtures.js';
import { createPersonStore, keepPerson } from '../db/person-store.js';
import { createPool } from '../db/pool.js';
import { createSequelize } from '../db/sequelize.js';
import { newId } from '../db/new-id.js';
import { createDesk, type Desk } from '../dev/clinic/desk.js';
import { may } from '../domain/access/permissions.js';
import { reachOf, ROLES, type Role } from '../domain/access/roles.js';
import { toAreaCode, type PersonId, type SiteId } from '../domain/ids.js';
import { toInstant } from '../domain/time.js';
import type { Policies } from '../domain/policies.js';
import { ensureIssuerKeysFile } from '../issuer/key-file.js';
import { HISTORIES_KEY } from '../workflows/histories/key-fixtures.js';
import { accessToken, audience, keyPair, listen, residentAssertion, type KeyPair } from './auth/auth-fixtures.js';
import { newSessionToken } from './auth/browser-session.js';
import { createApp } from './create-app.js';
import { CLIENT_SECRET } from './auth/provider-fixtures.js';
import { createContext } from './create-context.js';
import { TestClient } from './http-fixtures.js';

export const SITE_SCOPES: Scope[] = ['journeys:read', 'journeys:book', 'journeys:desk', 'residents:write', 'residents:read', 'sessions:write', 'health-codes:issue', 'cases:read', 'cases:work', 'lots:hold'];
const CHANNEL_SCOPES: Scope[] = ['journeys:book', 'health-codes:issue'];

/** Where the pages are that people sign in to, in these tests. */
export const PAGES = 'http://127.0.0.1:8701';
/** What every request of a page of ours carries. */
export const OWN_REQUEST = { origin: PAGES, 'sec-fetch-site': 'same-origin', 'miaocheng-request': '1' };

export type Posting = { roles: readonly Role[]; siteIds?: readonly SiteId[]; areaCode?: string; subject?: string };
export type SignedIn = { personId: PersonId; cookie: string; client: TestClient };

export type OpenOptions = {
  /** Settings of the process that differ from those of most suites. */
  env?: Environment | ((database: TestDatabase) => Promise<Environment>);
  /** Places of each slot of both sites. */
  capacity?: number;
  /** What runs beside the requests: relay, sealer, watches. Without them nothing but requests touches the database. */
  loops?: boolean;
};

export type Registered = { clientId: string; kind: PrincipalKind; siteIds?: string[]; areaCode?: string; scopes: readonly Scope[] };

/** Test material: the API on a free port with a database, two sites and a client of each kind. Every answer is checked against the contract. */
export class ApiUnderTest {
  readonly url: string;
  readonly database: TestDatabase;
  readonly siteA: Clinic;
  readonly siteB: Clinic;
  readonly policies: Policies;
  /** Of this process, for a worker that is to share keys and database with it. */
  readonly settings: Environment;
  /** Every line that the API has logged. */
  readonly logged: string[];
  private readonly login: { url: string; key: KeyPair };
  /** Registered for every client of these tests; only a channel signs with it. */
  readonly channelKey: KeyPair;
  private readonly closers: (() => Promise<unknown>)[];
  private readonly people = new Map<Role, Promise<SignedIn>>();

  private constructor(parts: Pick<ApiUnderTest, 'url' | 'database' | 'siteA' | 'siteB' | 'policies' | 'settings' | 'logged'>, login: { url: string; key: KeyPair }, channelKey: KeyPair, closers: (() => Promise<unknown>)[]) {
    this.url = parts.url;
    this.database = parts.database;
    this.siteA = parts.siteA;
    this.siteB = parts.siteB;
    this.policies = parts.policies;
    this.settings = parts.settings;
    this.logged = parts.logged;
    this.login = login;
    this.channelKey = channelKey;
    this.closers = closers;
  }

  /** `run`: the environment of the test run, which says where its servers are. */
  static async open(run: Environment, { capacity = 1_000, loops = false, env = {} }: OpenOptions = {}): Promise<ApiUnderTest> {
    const database = await createTestDatabase(run['TEST_ADMIN_URL']);
    const siteA = await openClinic(database.urls, { capacity });
    const siteB = await openClinic(database.urls, { areaCode: '440300', capacity });
    const folder = await mkdtemp(join(tmpdir(), 'api-'));
    const key = await keyPair('login-1');
    const login = await listen((_request, response) => response.end(JSON.stringify({ keys: [key.publicJwk] })));
    const logged: string[] = [];
    const settings: Environment = {
      LOG_LEVEL: 'debug', API_PUBLIC_URL: 'http://127.0.0.1:1', API_AUDIENCE: audience, LOGIN_ISSUER_URL: login.url, POLICY_CLOCKS: 'clocks',
      // The engine knows no such namespace and says so at once: commands are answered all the same.
      TEMPORAL_ADDRESS: run['TEST_TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233', TEMPORAL_NAMESPACE: 'nobody-works-here',
      FIELD_KEYS: `f1:${secret()}`, BLIND_INDEX_KEYS: `b1:${secret()}`, PAYLOAD_KEYS: `${HISTORIES_KEY.id}:${HISTORIES_KEY.bytes.toString('base64')}`,
      API_DATABASE_URL: database.urls.api, RELAY_DATABASE_URL: database.urls.relay, SEALER_DATABASE_URL: database.urls.sealer, AUDITOR_DATABASE_URL: database.urls.auditor,
      ADMIN_PUBLIC_URL: PAGES, SIGN_IN_SECRET: CLIENT_SECRET,
      ISSUER_KEYS_FILE: join(folder, 'issuer-keys.json'), AUDIT_ANCHOR_FILE: join(folder, 'anchors.jsonl'),
      ...(typeof env === 'function' ? await env(database) : env),
    };
    const config = toConfig(settings, 'api');
    await ensureIssuerKeysFile(config.issuerKeysFile, toInstant(Date.now() - 3_600_000)); // so that a test may mint what expired
    const running = await createContext(config, createLogger('api', config.logLevel, { write: (line) => void logged.push(line) }));
    const server = createServer(createApp(running.context));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    if (loops) running.start();
    const closers = [() => close(server), () => running.stop(), () => close(login.server), () => database.drop(), () => rm(folder, { recursive: true })];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = new ApiUnderTest({ url, database, siteA, siteB, policies: loadPolicies(config.policyClocks), settings, logged }, { url: login.url, key }, await keyPair('channel-1'), closers);
    await api.registerAll();
    return api;
  }

  async close(): Promise<void> {
    for (const end of this.closers) await end();
  }

  private async registerAll(): Promise<void> {
    await this.register({ clientId: 'site-a', kind: 'site-client', siteIds: [this.siteA.siteId], scopes: SITE_SCOPES });
    await this.register({ clientId: 'site-b', kind: 'site-client', siteIds: [this.siteB.siteId], scopes: SITE_SCOPES });
    await this.register({ clientId: 'channel', kind: 'channel', scopes: CHANNEL_SCOPES });
    await this.register({ clientId: 'operator', kind: 'operator', areaCode: '440000', scopes: SCOPES });
  }

  async register({ clientId, kind, siteIds = [], areaCode, scopes }: Registered): Promise<TestClient> {
    const jwks = JSON.stringify({ keys: [this.channelKey.publicJwk] });
    await inScope(this.database.urls.migrator, null, 'insert into api_clients (id, name, kind, area_code, jwks, scopes) values ($1, $1, $2, $3, $4, $5)', [clientId, kind, areaCode ?? null, jwks, scopes]);
    for (const siteId of siteIds) await inScope(this.database.urls.migrator, null, 'insert into api_client_sites (client_id, site_id) values ($1, $2)', [clientId, siteId]);
    return this.as(clientId);
  }

  /** A registered client with a token for `scopes`, of its own or of a person's assertion. */
  as(clientId: string, { scopes = SCOPES, residentId }: { scopes?: readonly Scope[]; residentId?: string } = {}): TestClient {
    return new TestClient(clientId, this.url, async () => ({
      authorization: `Bearer ${await this.token(clientId, scopes)}`,
      ...(residentId ? { 'resident-assertion': await residentAssertion({ key: this.channelKey, claims: { iss: clientId, sub: residentId } }) } : {}),
    }));
  }

  /** Registers somebody at the login provider of this API. */
  async employ({ roles, siteIds = [], areaCode, subject }: Posting): Promise<PersonId> {
    const personId = newId<'person'>();
    const migrator = createSequelize({ url: this.database.urls.migrator, max: 1 });
    const issuer = this.settings['LOGIN_ISSUER_URL'] ?? '';
    const area = areaCode === undefined ? null : toAreaCode(areaCode);
    await keepPerson(migrator, { personId, issuer, subject: subject ?? personId, name: '测试人员', roles, siteIds, areaCode: area, status: 'active', validFrom: null, validUntil: null }).finally(() => migrator.close());
    return personId;
  }

  /** Somebody with a session, as a page of ours calls for them. */
  async signedIn(posting: Posting): Promise<SignedIn> {
    const personId = await this.employ(posting);
    const { token, tokenHash } = newSessionToken();
    const pool = createPool({ url: this.database.urls.api, max: 1 });
    await createPersonStore(pool).begin({ tokenHash, personId, acr: null, seconds: 600, previousHash: null }).finally(() => pool.end());
    const cookie = `miaocheng-loopback=${token}`;
    return { personId, cookie, client: new TestClient(`person:${personId}`, this.url, async () => ({ cookie, ...OWN_REQUEST })) };
  }

  token(clientId: string, scopes: readonly Scope[] = SCOPES): Promise<string> {
    return accessToken({ key: this.login.key, claims: { iss: this.login.url, client_id: clientId, sub: clientId, scope: scopes.join(' ') } });
  }

  get a(): TestClient {
    return this.as('site-a');
  }

  get b(): TestClient {
    return this.as('site-b');
  }

  get operator(): TestClient {
    return this.as('operator');
  }

  /** Somebody or something whom this operation is open to, as far as they reach. */
  async callerOf({ id, kinds }: Operation): Promise<TestClient> {
    if (kinds.includes('site-client')) return this.a;
    if (kinds.includes('operator')) return this.operator;
    const role = ROLES.find((one) => may([one], id)) ?? 'registrar';
    const reaches: Posting[] = [{ roles: [role] }, { roles: [role], siteIds: [this.siteA.siteId] }, ...['440103', '440100', '440000'].map((areaCode) => ({ roles: [role], areaCode }))];
    const posting = reaches.find(({ roles, areaCode, siteIds = [] }) => reachOf({ roles, areaCode: areaCode === undefined ? null : toAreaCode(areaCode), siteIds }));
    const known = this.people.get(role) ?? this.signedIn(posting ?? { roles: [role] });
    this.people.set(role, known);
    return (await known).client;
  }

  channelOf(residentId: string): TestClient {
    return this.as('channel', { residentId });
  }

  /** The staff of a site, with packages that nobody has used. */
  desk(client: TestClient, { siteId }: Clinic): Desk {
    return createDesk(client.asApiClient(), siteId, this.policies, (productId) => {
      const prefix = this.policies.products.find((product) => product.productId === productId)?.tracePrefix ?? '';
      return { productId, lot: 'L1', nextTraceCode: () => prefix + String(BigInt(`0x${randomBytes(6).toString('hex')}`) % 10n ** 13n).padStart(13, '0') };
    });
  }

  rows<T extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
    return inScope<T>(this.database.adminUrl, null, sql, values);
  }
}

/** The API with two who may decide a case together: a site lead of site A, and a supervisor above. */
export async function openForTwo(run: Environment): Promise<{ api: ApiUnderTest; first: SignedIn; second: SignedIn }> {
  const api = await ApiUnderTest.open(run);
  const first = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  return { api, first, second: await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' }) };
}

function secret(): string {
  return randomBytes(32).toString('base64');
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
