import type { Pool } from 'pg';
import type { Adapter } from 'oidc-provider';
import { createTestDatabase, testPool, type TestDatabase } from '../db/database-fixtures.js';
import { createPostgresAdapter } from './postgres-adapter.js';

let database: TestDatabase;
let pool: Pool;
let adapter: (model: string) => Adapter;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  pool = testPool(database.urls.login, 3);
  adapter = createPostgresAdapter(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('finds what it keeps by id, uid and user code, and nothing of another model', async () => {
  const sessions = adapter('Session');
  await sessions.upsert('a', { uid: 'u1', userCode: 'c1', accountId: 'x' }, 60);
  const kept = { uid: 'u1', userCode: 'c1', accountId: 'x' };
  expect(await Promise.all([sessions.find('a'), sessions.findByUid('u1'), sessions.findByUserCode('c1')])).toEqual([kept, kept, kept]);
  expect(await adapter('Grant').find('a')).toBeUndefined();
});

it('replaces on a second write and forgets when told', async () => {
  const sessions = adapter('Session');
  await sessions.upsert('b', { uid: 'old' }, 60);
  await sessions.upsert('b', { uid: 'new' }, 60);
  expect([await sessions.findByUid('old'), await sessions.find('b')]).toEqual([undefined, { uid: 'new' }]);
  await sessions.destroy('b');
  expect(await sessions.find('b')).toBeUndefined();
});

it('marks a code as consumed', async () => {
  const codes = adapter('AuthorizationCode');
  await codes.upsert('c', { grantId: 'g' }, 60);
  await codes.consume('c');
  expect(await codes.find('c')).toEqual({ grantId: 'g', consumed: expect.any(Number) });
});

it('revokes all that came from one grant', async () => {
  const [codes, tokens] = [adapter('AuthorizationCode'), adapter('AccessToken')];
  await codes.upsert('d', { grantId: 'g2' }, 60);
  await tokens.upsert('d', { grantId: 'g2' }, 60);
  await tokens.upsert('e', { grantId: 'g3' }, 60);
  await codes.revokeByGrantId('g2');
  expect([await codes.find('d'), await tokens.find('d'), await tokens.find('e')]).toEqual([undefined, undefined, { grantId: 'g3' }]);
});

it('shows nothing that has expired, and keeps what has no end', async () => {
  const grants = adapter('Grant');
  await grants.upsert('f', { accountId: 'x' }, -1);
  await grants.upsert('g', { accountId: 'x' });
  expect([await grants.find('f'), await grants.find('g')]).toEqual([undefined, { accountId: 'x' }]);
});

it('lets an assertion through once, and again only when its time has passed', async () => {
  const used = adapter('ReplayDetection');
  await used.upsert('h', { iss: 'x' }, 60);
  await expect(used.upsert('h', { iss: 'x' }, 60)).rejects.toMatchObject({ statusCode: 401 });
  await used.upsert('i', { iss: 'x' }, -1);
  await expect(used.upsert('i', { iss: 'x' }, 60)).resolves.toBeUndefined();
});

it('does not write clients', async () => {
  await expect(adapter('Client').upsert('x', {}, 60)).rejects.toThrow('clients are read-only here');
});
