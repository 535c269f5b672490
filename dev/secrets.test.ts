import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOGIN_ROLES } from '../db/roles.js';
import { ensureSecrets } from './secrets.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const file = join(folder, 'secrets.json');
afterAll(() => rmSync(folder, { recursive: true }));

it('secrets are made once, each of its own, and read by their owner alone', () => {
  const first = ensureSecrets(file);
  expect(ensureSecrets(file)).toEqual(first);
  expect(statSync(file).mode & 0o077).toBe(0);
  const passwords = LOGIN_ROLES.map((role) => first.roles[role]);
  expect(new Set([first.postgres, first.smsApiKey, first.fieldKeys, ...passwords]).size).toBe(3 + LOGIN_ROLES.length);
});

it('a role that came with a later release gets a password, and the others keep theirs', () => {
  const { roles, ...before } = ensureSecrets(file);
  const { relay, ...others } = roles;
  writeFileSync(file, JSON.stringify({ ...before, roles: others }));
  const after = ensureSecrets(file);
  expect(after).toEqual({ ...before, roles: { ...others, relay: after.roles.relay } });
  expect(after.roles.relay).not.toBe(relay);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
});
