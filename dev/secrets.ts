import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LOGIN_ROLES, type LoginRole } from '../db/roles.js';

/** Secrets of one installation on this machine, made once. Key rings in the form of the environment: `id:base64`. */
export type Secrets = {
  postgres: string;
  roles: Record<LoginRole, string>;
  fieldKeys: string;
  blindIndexKeys: string;
  payloadKeys: string;
  loginCookieKeys: string;
  smsApiKey: string;
  birthCertificateKey: string;
  policeFaceKey: string;
  householdRegisterKey: string;
};

/** Reads `file`, or makes it, readable by its owner alone. A role that came with a later release gets its password then. */
export function ensureSecrets(file: string): Secrets {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : undefined;
  const secrets: Secrets = { ...invent(), ...before, roles: { ...inventRoles(), ...before?.roles } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function invent(): Omit<Secrets, 'roles'> {
  return {
    postgres: token(), fieldKeys: key('field-1'), blindIndexKeys: key('index-1'), payloadKeys: key('payload-1'), loginCookieKeys: key('cookie-1'), smsApiKey: token(),
    birthCertificateKey: token(), policeFaceKey: token(), householdRegisterKey: token(),
  };
}

function inventRoles(): Record<LoginRole, string> {
  return Object.fromEntries(LOGIN_ROLES.map((role) => [role, token()])) as Record<LoginRole, string>; // one for each name of the list
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

function key(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}
