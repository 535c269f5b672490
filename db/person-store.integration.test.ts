import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sequelize } from 'sequelize';
import { ROLES } from '../domain/access/roles.js';
import { toAreaCode } from '../domain/ids.js';
import { createTestDatabase, inScope, openClinic, type TestDatabase } from './database-fixtures.js';
import { newId } from './new-id.js';
import { createPersonStore, keepPerson, PostingError, type KeptPerson, type PersonStore } from './person-store.js';
import { createPool, type Statements } from './pool.js';
import { createSequelize } from './sequelize.js';

const ISSUER = 'https://login.test.example';
const HOUR = 3_600_000;
let database: TestDatabase;
let pool: Statements;
let people: PersonStore;
let migrator: Sequelize;
let siteIds: KeptPerson['siteIds'];

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  pool = createPool({ url: database.urls.api, max: 3 });
  people = createPersonStore(pool);
  migrator = createSequelize({ url: database.urls.migrator, max: 1 });
  siteIds = [(await openClinic(database.urls)).siteId];
});
afterAll(async () => {
  await pool.end();
  await migrator.close();
  await database.drop();
});

async function keep(overrides: Partial<KeptPerson> = {}): Promise<KeptPerson> {
  const personId = newId<'person'>();
  const person: KeptPerson = { personId, issuer: ISSUER, subject: personId, name: '登记员', roles: ['registrar'], areaCode: null, siteIds, status: 'active', validFrom: null, validUntil: null, ...overrides };
  await keepPerson(migrator, person);
  return person;
}

const found = ({ issuer, subject }: KeptPerson) => people.find(issuer, subject);
const hashOf = (token: Buffer) => createHash('sha256').update(token).digest();

async function begin({ personId }: KeptPerson, { seconds = 60, previousHash = null as Buffer | null } = {}): Promise<Buffer> {
  const tokenHash = hashOf(randomBytes(32));
  await people.begin({ tokenHash, personId, acr: null, seconds, previousHash });
  return tokenHash;
}

describe('a person', () => {
  it('is found by issuer and subject, with roles and sites or area', async () => {
    const registrar = await keep();
    expect(await found(registrar)).toEqual({ personId: registrar.personId, name: '登记员', roles: ['registrar'], areaCode: null, siteIds, reach: { kind: 'sites', siteIds } });
    const supervisor = await keep({ roles: ['city-supervisor'], areaCode: toAreaCode('440100'), siteIds: [] });
    expect(await found(supervisor)).toMatchObject({ reach: { kind: 'area', areaCode: '440100' } });
    expect(await people.find('https://other.example', registrar.subject)).toBeNull();
    expect(await people.find(ISSUER, 'nobody')).toBeNull();
  });

  it.each([
    { fact: 'revoked', change: { status: 'revoked' as const } },
    { fact: 'not valid yet', change: { validFrom: Date.now() + HOUR } },
    { fact: 'not valid any more', change: { validFrom: Date.now() - 2 * HOUR, validUntil: Date.now() - HOUR } },
  ])('is nobody when $fact', async ({ change }) => {
    expect(await found(await keep(change))).toBeNull();
  });

  it('is kept in no posting that fits no role', async () => {
    await expect(keep({ roles: ['registrar', 'administrator'] })).rejects.toThrow(PostingError);
    await expect(keep({ roles: ['city-supervisor'], areaCode: toAreaCode('440106'), siteIds: [] })).rejects.toThrow(PostingError);
  });

  it('is nobody when their row says what fits no role, however it came there', async () => {
    const person = await keep();
    await inScope(database.urls.migrator, null, `update people set roles = '{registrar,administrator}' where id = $1`, [person.personId]);
    expect(await found(person)).toBeNull();
  });

  it('has only roles that are known, the same here and in the rules', async () => {
    for (const role of ROLES) await inScope(database.urls.migrator, null, 'insert into people (id, issuer, subject, name, roles) values ($1, $2, $5, $3, $4)', [newId(), ISSUER, 'x', [role], role]);
    await expect(inScope(database.urls.migrator, null, `insert into people (id, issuer, subject, name, roles) values ($1, 'x', 'x', 'x', '{root}')`, [newId()])).rejects.toMatchObject({ code: '23514' });
  });
});

const use = (tokenHash: Buffer, idleSeconds: number) => people.use({ tokenHash, deviceHash: null, idleSeconds, deskIdleSeconds: 0 });

describe('a session', () => {
  it('says who is there, as they are now', async () => {
    const person = await keep();
    const session = await begin(person);
    expect(await use(session, 60)).toMatchObject({ person: { personId: person.personId, roles: ['registrar'] }, acr: null });
    expect(await use(hashOf(randomBytes(32)), 60)).toBeNull();
    await inScope(database.urls.migrator, null, `update people set roles = '{cashier}' where id = $1`, [person.personId]);
    expect(await use(session, 60)).toMatchObject({ person: { roles: ['cashier'] } });
  });

  it('ends when the person is revoked or their time is over', async () => {
    const person = await keep();
    const session = await begin(person);
    await inScope(database.urls.migrator, null, `update people set status = 'revoked' where id = $1`, [person.personId]);
    expect(await use(session, 60)).toBeNull();
    const other = await keep();
    const theirs = await begin(other);
    await inScope(database.urls.migrator, null, `update people set valid_from = now() - interval '2 hours', valid_until = now() where id = $1`, [other.personId]);
    expect(await use(theirs, 60)).toBeNull();
  });

  it('ends with any change of the person, so that the next one is of the new posting', async () => {
    const person = await keep();
    const session = await begin(person);
    await keepPerson(migrator, { ...person, roles: ['cashier'] });
    expect(await use(session, 60)).toBeNull();
  });

  it('ends by itself: idle for too long, and after its time however busy', async () => {
    const person = await keep();
    const idle = await begin(person);
    await sleep(1_100);
    expect(await use(idle, 1)).toBeNull();
    const short = await begin(person, { seconds: 1 });
    for (let n = 0; n < 3; n += 1) {
      expect(await use(short, 60)).not.toBeNull();
      await sleep(250);
    }
    await sleep(400);
    expect(await use(short, 60)).toBeNull();
  });

  it('lives on while it is used', async () => {
    const session = await begin(await keep());
    for (let n = 0; n < 4; n += 1) {
      await sleep(700);
      expect(await use(session, 1)).not.toBeNull();
    }
  });

  it('ends when it is told to, and once', async () => {
    const person = await keep();
    const session = await begin(person);
    expect(await people.end(session)).toEqual({ personId: person.personId, deviceId: null });
    expect(await use(session, 60)).toBeNull();
    expect(await people.end(session)).toBeNull();
  });

  it('takes the place of the one that the browser had', async () => {
    const person = await keep();
    const before = await begin(person);
    const after = await begin(person, { previousHash: before });
    expect(await use(before, 60)).toBeNull();
    expect(await use(after, 60)).not.toBeNull();
  });

  it('is forgotten a day after its end', async () => {
    const person = await keep();
    const old = await begin(person);
    await inScope(database.adminUrl, null, `update browser_sessions set ends_at = now() - interval '25 hours' where token_hash = $1`, [old]);
    await begin(person);
    expect(await inScope(database.adminUrl, null, 'select 1 from browser_sessions where token_hash = $1', [old])).toEqual([]);
  });
});

it.each(['people', 'people_sites', 'browser_sessions', 'login_accounts', 'login_attempts'])('shows no running process but its own the rows of %s', async (table) => {
  const seen = (role: 'api' | 'worker' | 'relay' | 'login') => inScope(database.urls[role], null, `select 1 from ${table}`).then(() => 'allowed', (error: { code?: string }) => error.code);
  expect(await Promise.all([seen('api'), seen('worker'), seen('relay')])).toEqual(['42501', '42501', '42501']);
  expect(await seen('login')).toBe(table.startsWith('login') ? 'allowed' : '42501');
});
