import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { readPrivateKeySet } from '../config/key-files.js';
import { newId } from '../db/new-id.js';
import { keepPageClient } from '../db/first-administrator.js';
import { keepPerson } from '../db/person-store.js';
import { createSequelize } from '../db/sequelize.js';
import { ROLES, type Role } from '../domain/access/roles.js';
import { toAreaCode, toId } from '../domain/ids.js';
import { hashPassword } from '../db/password.js';
import type { Clinic } from './clinic/setup.js';

/** Demo logins, one for each role, all with one password that this installation alone has. */
export type DemoPeople = { password: string; passwordHash: string; people: { personId: string; username: Role }[] };

export type SetUpPeopleInput = { migratorUrl: string; folder: string; clinic: Clinic; issuerUrl: string; adminUrl: string; keysFile: string };

/** What a role is called here: nobody's name. */
const NAMES: Record<Role, string> = {
  registrar: '示例登记员', 'pre-check-doctor': '示例预检医生', vaccinator: '示例接种员', cashier: '示例收费员', observer: '示例留观员', 'stock-keeper': '示例疫苗管理员', 'site-lead': '示例门诊负责人',
  'district-supervisor': '示例区级监管员', 'city-supervisor': '示例市级监管员', 'provincial-supervisor': '示例省级监管员', 'security-auditor': '示例安全审计员', administrator: '示例系统管理员',
};

/** Makes the demo logins once, and at every start says anew where pages and login provider are, since their ports may be others. */
export async function setUpPeople({ migratorUrl, folder, clinic, issuerUrl, adminUrl, keysFile }: SetUpPeopleInput): Promise<DemoPeople> {
  const demo = await ensureDemo(join(folder, 'people.json'));
  const migrator = createSequelize({ url: migratorUrl, max: 1 });
  const client = new pg.Client({ connectionString: migratorUrl });
  client.on('error', () => undefined); // the query in progress reports it
  try {
    await client.connect();
    const keys = readPrivateKeySet('SIGN_IN_KEYS_FILE', keysFile).keys.map(({ d: _private, ...publicJwk }) => publicJwk);
    await keepPageClient(migrator, { clientId: 'admin-page', pagesUrl: adminUrl, keys });
    for (const { personId, username } of demo.people) {
      await client.query('insert into login_accounts (subject, username, password_hash) values ($1, $2, $3) on conflict (subject) do update set password_hash = excluded.password_hash', [personId, username, demo.passwordHash]);
      await keepPerson(migrator, { personId: toId(personId), issuer: issuerUrl, subject: personId, name: NAMES[username], roles: [username], ...postingOf(username, clinic), status: 'active', validFrom: null, validUntil: null });
    }
  } finally {
    await Promise.all([migrator.close(), client.end()]);
  }
  return demo;
}

function postingOf(role: Role, { sites }: Clinic) {
  const [first] = sites;
  if (!first) throw new Error('the clinic has no site');
  const area = { 'district-supervisor': first.areaCode, 'city-supervisor': `${first.areaCode.slice(0, 4)}00`, 'provincial-supervisor': `${first.areaCode.slice(0, 2)}0000` }[role as string];
  if (area !== undefined) return { areaCode: toAreaCode(area), siteIds: [] };
  return { areaCode: null, siteIds: role === 'security-auditor' || role === 'administrator' ? [] : [toId<'site'>(first.siteId)] };
}

async function ensureDemo(file: string): Promise<DemoPeople> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as DemoPeople;
  const password = randomBytes(9).toString('base64url');
  const demo = { password, passwordHash: await hashPassword(password), people: ROLES.map((username) => ({ personId: newId<'person'>(), username })) };
  await writeFile(`${file}.new`, JSON.stringify(demo, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return demo;
}
