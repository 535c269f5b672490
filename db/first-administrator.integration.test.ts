import { createTestDatabase, inScope, type TestDatabase } from './database-fixtures.js';
import { keepPageClient, registerFirstAdministrator } from './first-administrator.js';
import { checkPassword, hashPassword } from './password.js';
import { createPersonStore } from './person-store.js';
import { createPool } from './pool.js';
import { createSequelize } from './sequelize.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(process.env['TEST_ADMIN_URL']);
});
afterAll(() => database?.drop());

it('lets one administrator in, of several at once, and nobody after', async () => {
  const sequelize = createSequelize({ url: database.urls.migrator, max: 3 });
  const issuer = 'https://login.example';
  const passwordHash = await hashPassword('k3mv-8qtz-w5np-c2hx');
  const ends = await Promise.all(['a-1', 'a-2', 'a-3'].map((username) => registerFirstAdministrator(sequelize, { name: '测试管理员', issuer, subject: null, account: { username, passwordHash } })));
  const [personId, ...others] = ends.filter((end) => end !== null);
  expect(others).toEqual([]);
  const pool = createPool({ url: database.urls.api, max: 1 });
  expect(await createPersonStore(pool).find(issuer, personId!)).toMatchObject({ personId, roles: ['administrator'], reach: { kind: 'public' } });
  await pool.end();
  const [account] = await inScope<{ password_hash: string }>(database.adminUrl, null, 'select password_hash from login_accounts where subject = $1', [personId]);
  expect(await checkPassword('k3mv-8qtz-w5np-c2hx', account!.password_hash)).toBe(true);
  expect(await registerFirstAdministrator(sequelize, { name: '另一人', issuer, subject: 'u-1', account: null })).toBeNull();
  await inScope(database.adminUrl, null, `update people set status = 'revoked'`);
  expect(await registerFirstAdministrator(sequelize, { name: '另一人', issuer, subject: 'u-1', account: null })).not.toBeNull();
  await sequelize.close();
});

it('keeps the pages as one client, where they are now', async () => {
  const sequelize = createSequelize({ url: database.urls.migrator, max: 1 });
  for (const pagesUrl of ['https://old.example', 'https://pages.example']) await keepPageClient(sequelize, { clientId: 'admin-page', pagesUrl, keys: [{ kid: 'k' }] });
  await sequelize.close();
  expect(await inScope(database.adminUrl, null, 'select id, redirect_uris, post_logout_redirect_uris, jwks from browser_clients')).toEqual([{ id: 'admin-page', redirect_uris: ['https://pages.example/auth/callback'], post_logout_redirect_uris: ['https://pages.example/'], jwks: { keys: [{ kid: 'k' }] } }]);
});
