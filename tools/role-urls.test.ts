import { databaseAndPasswords } from './role-urls.js';

const url = (user: string, password: string, database = 'miaocheng') => `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:5432/${database}`;

it('reads one database and a password for each role', () => {
  expect(databaseAndPasswords({ api: url('api', 'a/b@c'), worker: url('worker', 'w') })).toEqual({ database: 'miaocheng', passwords: { api: 'a/b@c', worker: 'w' } });
});

it.each([
  ['another user', { api: url('postgres', 'hidden') }, 'must have api as its user'],
  ['no password', { api: url('api', '') }, 'has no password'],
  ['another database', { api: url('api', 'hidden'), worker: url('worker', 'hidden', 'elsewhere') }, 'must all name the same database'],
])('refuses %s without repeating a secret', (_what, urls, message) => {
  const read = () => databaseAndPasswords(urls as Record<string, string>);
  expect(read).toThrow(message);
  expect(read).not.toThrow(/hidden/);
});
