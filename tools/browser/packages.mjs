import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MINUTE = 60_000;
const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');

/** Playwright's own download into its own folder. True when it ended well. */
export function downloadChromium({ env, say }) {
  say('Browser: downloading Chromium with playwright, for at most 5 minutes');
  return isDone(process.execPath, [cli, 'install', 'chromium', '--no-shell', '--no-remove'], { env, limitMs: 5 * MINUTE });
}

/** The libraries of the system that a downloaded Chromium needs, where the caller may install them. True when it ended well. */
export function installLibraries({ env, say }) {
  if (!rightsToInstall(env)) return false;
  say('Browser: installing what the downloaded Chromium needs of the system, for at most 5 minutes');
  return isDone(process.execPath, [cli, 'install-deps', 'chromium'], { env, limitMs: 5 * MINUTE });
}

/** Packages of Debian or Ubuntu, where the caller is root or may be without a password. True when they were installed. */
export function installPackages(names, { env, say }) {
  const rights = rightsToInstall(env);
  if (!rights) return false;
  say(`Browser: installing ${names.join(' and ')} with apt-get, once for this machine, for at most 12 minutes`);
  const [program = '', ...args] = [...rights, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  isDone(program, [...args, 'update'], { env, limitMs: 2 * MINUTE }); // an old list may do: the installation tells
  return isDone(program, [...args, 'install', '-y', '--no-install-recommends', ...names], { env, limitMs: 10 * MINUTE });
}

/** What has to stand before `apt-get`; undefined where the caller may not install, or there is none. */
function rightsToInstall(env) {
  const answers = (program, ...args) => spawnSync(program, args, { env, timeout: MINUTE / 6, stdio: 'ignore' }).status === 0;
  if (!answers('apt-get', '--version')) return undefined;
  if (process.getuid?.() === 0) return [];
  return answers('sudo', '-n', 'true') ? ['sudo', '-n'] : undefined;
}

function isDone(program, args, { env, limitMs }) {
  const { status } = spawnSync(program, args, { env, timeout: limitMs, stdio: ['ignore', process.stderr, process.stderr] });
  return status === 0;
}
