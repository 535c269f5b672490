import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const PACKAGES = ['chromium', 'fonts-noto-cjk']; // without a CJK font every Chinese text is a row of boxes

/** What to do on a machine where no browser can be installed for the user. */
export const HOW_TO_GET_CHROMIUM = [
  'No Chromium found, and the browser tests need one.',
  `  Debian, Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}`,
  '  macOS:          brew install --cask chromium',
  '  any other way:  set CHROMIUM_PATH to the program of Chromium or Chrome',
].join('\n');

/** The browser's program: CHROMIUM_PATH, else the first known name on PATH; undefined when there is none. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isProgram(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC].find(isProgram);
}

/**
 * Finds the browser or, as root on Debian, installs it; output goes to standard error.
 * @throws {Error} saying what to install when there is no way
 */
export function obtainChromium(env = process.env) {
  const found = findChromium(env);
  if (found) return found;
  if (env.CHROMIUM_PATH) throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is no program that can be run.`);
  if (!canInstall()) throw new Error(HOW_TO_GET_CHROMIUM);
  console.error('Chromium is missing: installing it with apt-get, once for this machine');
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', ...PACKAGES]);
  const installed = findChromium(env);
  if (!installed) throw new Error(HOW_TO_GET_CHROMIUM);
  return installed;
}

function canInstall() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', process.stderr, process.stderr] });
  if (error || status !== 0) throw new Error(`apt-get ${args[0]} failed (its output is above).\n${HOW_TO_GET_CHROMIUM}`);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not executable: both mean that this path is no browser
  }
}
