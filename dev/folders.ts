import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from '../config/env.js';

/** The checkout, found from the sources as well as from `dist/`. */
export const projectRoot = findRoot(import.meta.dirname);

/** What this checkout keeps between starts: databases, secrets, logs. */
export function dataFolder(env: Environment): string {
  return resolve(projectRoot, env['MIAOCHENG_DATA_DIR'] || '.data');
}

/** Built programs, shared by all checkouts of this user. */
export function cacheFolder(env: Environment): string {
  const own = env['MIAOCHENG_CACHE_DIR']?.replace(/^~(?=\/|$)/, homedir());
  return own ? resolve(own) : join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'miaocheng');
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package-lock.json'))) return from;
  if (dirname(from) === from) throw new Error('the checkout is incomplete: package-lock.json is missing');
  return findRoot(dirname(from));
}
