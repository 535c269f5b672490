import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config/env.js';
import { cacheFolder, dataFolder, projectRoot } from './folders.js';
import { choosePorts } from './ports.js';
import { ensureSecrets, type Secrets } from './secrets.js';
import type { LoginRole } from '../db/roles.js';

/** Where one installation on this machine keeps its things, and at which ports it answers. */
export type Installation = {
  env: Environment;
  folder: string;
  cache: string;
  secrets: Secrets;
  ports: Record<keyof typeof PORTS, number>;
  file: (name: string) => string;
  log: (name: string) => string;
  dist: (file: string) => string;
};

/** Wanted; a taken one is replaced by a free one and printed. */
export const PORTS = { api: 8700, admin: 8701, login: 8702, registryGuangdong: 8710, sms: 8711, identityAuthorities: 8712, postgres: 8732, temporal: 7233, temporalUi: 8233 } as const;

export const DATABASE = 'miaocheng';
export const AUDIENCE = 'urn:miaocheng:api';

/** At these ports, or at free ones where they are taken. */
export async function openInstallation(env: Environment, wanted: Installation['ports'] = PORTS): Promise<Installation> {
  const folder = dataFolder(env);
  mkdirSync(folder, { recursive: true });
  return {
    env,
    folder,
    cache: cacheFolder(env),
    secrets: ensureSecrets(join(folder, 'secrets.json')),
    ports: await choosePorts(wanted),
    file: (name) => join(folder, name),
    log: (name) => join(folder, 'logs', `${name}.log`),
    dist: (file) => join(projectRoot, 'dist', file),
  };
}

export function runFile(env: Environment): string {
  return join(dataFolder(env), 'run.json');
}

/** The URL of a role in our database on the server of `adminUrl`. */
export function roleUrl(adminUrl: string, secrets: Pick<Secrets, 'roles'>, role: LoginRole): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(secrets.roles[role]);
  url.pathname = `/${DATABASE}`;
  return url.href;
}
