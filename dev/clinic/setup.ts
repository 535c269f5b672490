import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pg from 'pg';
import { SCOPES, type Scope } from '../../contracts/scopes.js';
import { newId } from '../../db/new-id.js';
import type { Product } from '../../domain/policies.js';

/** A machine client with its private key, as its own software would hold it. */
export type ClinicClient = { clientId: string; privateJwk: JWK; scopes: Scope[] };
export type ClinicSite = { siteId: string; areaCode: string; name: { zh: string; en: string }; client: ClinicClient };

/** The little world that a fresh installation starts with: sites, their clients, a channel, an operator and lots in the fridge. */
export type Clinic = { sites: ClinicSite[]; channel: ClinicClient; operator: ClinicClient; lots: { productId: string; lot: string; expiresOn: string }[] };

const SITES = [
  { areaCode: '440106', name: { zh: '天河示例接种点', en: 'Tianhe example site' } },
  { areaCode: '440104', name: { zh: '越秀示例接种点', en: 'Yuexiu example site' } },
  { areaCode: '440600', name: { zh: '佛山示例接种点', en: 'Foshan example site' } },
  { areaCode: '440400', name: { zh: '珠海示例接种点', en: 'Zhuhai example site' } },
];
const SITE_SCOPES: Scope[] = ['journeys:read', 'journeys:book', 'journeys:desk', 'residents:write', 'residents:read', 'sessions:write', 'health-codes:issue', 'cases:read', 'cases:work', 'lots:hold'];
const CHANNEL_SCOPES: Scope[] = ['journeys:book', 'health-codes:issue'];

export type SetUpClinicInput = { migratorUrl: string; apiUrl: string; folder: string; products: readonly Product[] };

/**
 * Sets the clinic up once; afterwards returns what `<folder>/clinic.json` says. Writes `site-keys.json` beside it, the keys that sign each
 * site's requests to its registry. Both files hold secrets: 0600. Killed half way, it begins again: rows that are there stay.
 */
export async function setUpClinic(input: SetUpClinicInput): Promise<Clinic> {
  const file = path.join(input.folder, 'clinic.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Clinic;
  const clinic = await inventClinic(input.products);
  await withDatabase(input.apiUrl, (api) => insertSites(api, clinic));
  await withDatabase(input.migratorUrl, (migrator) => insertClients(migrator, clinic));
  const keys = Object.fromEntries(clinic.sites.map(({ siteId }) => [siteId, { keyId: `site-${siteId.slice(-8)}`, secret: randomBytes(32).toString('base64') }]));
  await writeSecret(path.join(input.folder, 'site-keys.json'), keys);
  await writeSecret(file, clinic);
  return clinic;
}

async function inventClinic(products: readonly Product[]): Promise<Clinic> {
  const sites = await Promise.all(SITES.map(async (site, n) => ({ ...site, siteId: newId<'site'>(), client: await inventClient(`site-${n + 1}`, SITE_SCOPES) })));
  const year = new Date().getUTCFullYear();
  return {
    sites,
    channel: await inventClient('channel-province', CHANNEL_SCOPES),
    operator: await inventClient('operator-province', [...SCOPES]),
    lots: products.map(({ productId }) => ({ productId, lot: `${productId.toUpperCase()}-${year}A`, expiresOn: `${year + 2}-12-31` })),
  };
}

async function inventClient(clientId: string, scopes: Scope[]): Promise<ClinicClient> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { clientId, privateJwk: { ...(await exportJWK(privateKey)), kid: `${clientId}-1`, alg: 'ES256', use: 'sig' }, scopes };
}

async function insertSites(api: pg.Client, { sites, lots }: Clinic): Promise<void> {
  await api.query('begin');
  await api.query(`select set_scope('{"area": "440000"}')`);
  const stationPlan = { stations: [{ code: 'desk-1', kinds: ['registration', 'precheck', 'cashier'] }, { code: 'desk-2', kinds: ['vaccination'] }, { code: 'room-1', kinds: ['observation'] }] };
  const hours = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensAt: '08:00', closesAt: '17:30' })));
  for (const { siteId, areaCode, name } of sites) {
    await api.query(
      `insert into sites (id, code, name, area_code, registry, switched_on_on, station_plan, hours) values ($1, $2, $3, $4, 'guangdong', '2022-12-31', $5, $6) on conflict do nothing`,
      [siteId, `${areaCode}0001`, name, areaCode, stationPlan, hours],
    );
  }
  for (const { productId, lot, expiresOn } of lots) {
    await api.query('insert into lots (product_id, lot, expires_on) values ($1, $2, $3) on conflict do nothing', [productId, lot, expiresOn]);
  }
  await api.query('commit');
}

async function insertClients(migrator: pg.Client, { sites, channel, operator }: Clinic): Promise<void> {
  for (const site of sites) await insertClient(migrator, site.client, 'site-client', site.name.en, [site.siteId]);
  await insertClient(migrator, channel, 'channel', 'Example province app', []);
  await insertClient(migrator, operator, 'operator', 'Operator of the province', [], '440000');
}

async function insertClient(migrator: pg.Client, { clientId, privateJwk, scopes }: ClinicClient, kind: string, name: string, siteIds: string[], areaCode: string | null = null): Promise<void> {
  const { d: _private, ...publicJwk } = privateJwk;
  await migrator.query(
    `insert into api_clients (id, name, kind, jwks, scopes, area_code) values ($1, $2, $3, $4, $5, $6) on conflict (id) do update set jwks = excluded.jwks, scopes = excluded.scopes`,
    [clientId, name, kind, JSON.stringify({ keys: [publicJwk] }), scopes, areaCode],
  );
  for (const siteId of siteIds) await migrator.query('insert into api_client_sites (client_id, site_id) values ($1, $2) on conflict do nothing', [clientId, siteId]);
}

async function withDatabase(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query in progress reports it
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

async function writeSecret(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
