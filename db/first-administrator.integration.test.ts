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

it('leaves a row of the audit: the command, and whom it let in', async () => {
  await inScope(database.adminUrl, null, `update people set status = 'revoked'`);
  const sequelize = createSequelize({ url: database.urls.migrator, max: 1 });
  const letIn = (subject: string) => registerFirstAdministrator(sequelize, { name: '测试管理员', issuer: 'https://login.example', subject, account: null });
  const [personId, nobody] = [await letIn('u-2'), await letIn('u-3')];
  await sequelize.close();
  expect(nobody).toBeNull();
  const rows = await inScope(database.adminUrl, null, `select actor, outcome, params from audit_rows where action = 'person.register' and object_kind = 'person' and object_id = $1`, [personId]);
  expect(rows).toEqual([{ actor: { kind: 'command' }, outcome: 'done', params: { command: 'first-administrator', roles: ['administrator'], account: false } }]);
  expect(await inScope(database.adminUrl, null, `select count(*)::int as n from audit_rows where action = 'person.register'`)).toEqual(await inScope(database.adminUrl, null, 'select count(*)::int as n from people'));
});

it('changes nothing where there is an administrator, not even the client that the pages are', async () => {
  const sequelize = createSequelize({ url: database.urls.migrator, max: 1 });
  const pages = { clientId: 'admin-page', pagesUrl: 'https://pages.example', keys: [{ kid: 'k' }] };
  expect(await registerFirstAdministrator(sequelize, { name: '另一人', issuer: 'https://login.example', subject: 'u-4', account: null }, pages)).toBeNull();
  expect(await inScope(database.adminUrl, null, 'select id from browser_clients')).toEqual([]);
  await inScope(database.adminUrl, null, `update people set status = 'revoked'`);
  expect(await registerFirstAdministrator(sequelize, { name: '另一人', issuer: 'https://login.example', subject: 'u-4', account: null }, pages)).not.toBeNull();
  expect(await inScope(database.adminUrl, null, 'select id from browser_clients')).toEqual([{ id: 'admin-page' }]);
  await sequelize.close();
});

it('keeps the pages as one client, where they are now', async () => {
  const sequelize = createSequelize({ url: database.urls.migrator, max: 1 });
  for (const pagesUrl of ['https://old.example', 'https://pages.example']) await keepPageClient(sequelize, { clientId: 'admin-page', pagesUrl, keys: [{ kid: 'k' }] });
  await sequelize.close();
  expect(await inScope(database.adminUrl, null, 'select id, redirect_uris, post_logout_redirect_uris, jwks from browser_clients')).toEqual([{ id: 'admin-page', redirect_uris: ['https://pages.example/auth/callback'], post_logout_redirect_uris: ['https://pages.example/'], jwks: { keys: [{ kid: 'k' }] } }]);
});
