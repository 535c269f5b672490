import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './file-lock.mjs';
import { startProgress } from './progress.mjs';

// Plain Node without dependencies: it runs before anything is installed.

/**
 * Runs `npm ci` when `node_modules` is missing, was left half way, or does not hold what the lock file says.
 * @returns {Promise<boolean>} whether it installed
 * @throws {Error} saying what to do when npm fails
 */
export async function ensureInstalled(root, install = runNpm) {
  if (isInstalled(root)) return false;
  const wait = () => console.error('another command is installing the packages: waiting for it');
  return withLock(join(root, '.data/locks/install'), () => (isInstalled(root) ? false : installWithProgress(root, install)), wait);
}

/**
 * npm keeps a copy of the lock in `node_modules`, written at the very end; contents are compared, since times say
 * nothing after a checkout. Packages of other platforms stand in the lock only.
 */
export function isInstalled(root) {
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  const same = (path) => installed[path]?.version === wanted[path].version && installed[path]?.integrity === wanted[path].integrity;
  return Object.keys(wanted).every((path) => isOutside(path) || (path in installed ? same(path) : wanted[path].optional === true));
}

function isOutside(path) {
  return !path.startsWith('node_modules/') && !path.includes('/node_modules/'); // the project itself and its workspaces
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined; // missing or cut off: either way it has to be installed anew
  }
}

async function installWithProgress(root, install) {
  const expected = Object.keys(packagesOf(join(root, 'package-lock.json')) ?? {}).length;
  const end = startProgress(() => `installing packages (npm ci): ${countFolders(join(root, 'node_modules'))} of about ${expected}`);
  const code = await install(root);
  end(code === 0 ? 'packages installed' : 'packages not installed');
  if (code !== 0) throw new Error('npm ci failed, see above. Check the network and the registry (npm ping), then type the same command again.');
  return true;
}

function countFolders(folder) {
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder);
  return names.reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(folder, name)).length : 1), 0);
}

function runNpm(root) {
  // The npm that runs us, if one does: the one on PATH may be of another Node.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // Development packages are needed to build, whatever NODE_ENV says.
  const args = [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund', '--progress=false'];
  return new Promise((resolve) => {
    const child = spawn(npm[0], args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr], shell: process.platform === 'win32' });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
