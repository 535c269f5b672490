import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPLICATIONS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
/** Where the program stands in a folder that playwright has downloaded, in the releases we know. */
const IN_DOWNLOAD = {
  linux: ['chrome-linux64/chrome', 'chrome-linux-arm64/chrome', 'chrome-linux/chrome'],
  darwin: [
    ...['chrome-mac-arm64', 'chrome-mac-x64'].map((folder) => `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`),
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ],
};
const ANSWER_MS = 20_000; // a first start on a busy machine takes seconds

/** What says its version as Chromium or Chrome does, when it is run; undefined of what does not run: a file cut off, a stub of a package, a program without its libraries. */
export function versionOf(file) {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: ANSWER_MS, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? /Chrom\w*( \w+)* \d+(\.\d+)*/.exec(stdout)?.[0] : undefined;
}

/** Where a Chromium or Chrome of the system may be: by its usual names on PATH, then among the applications of macOS. */
export function systemPrograms({ env, home, platform }) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const applications = platform === 'darwin' ? ['/Applications', join(home, 'Applications')] : [];
  return [...onPath, ...applications.flatMap((folder) => APPLICATIONS.map((path) => join(folder, path)))];
}

/** Where a Chromium that playwright has downloaded may be, the newest first. */
export function downloadedPrograms(place) {
  const folder = downloadFolder(place);
  const revisions = namesIn(folder).flatMap((name) => (/^chromium-(\d+)$/.exec(name) ? [Number(name.slice('chromium-'.length))] : []));
  return revisions.sort((a, b) => b - a).flatMap((revision) => (IN_DOWNLOAD[place.platform] ?? []).map((path) => join(folder, `chromium-${revision}`, path)));
}

/** Playwright's own rule, so that a browser of another project is found and ours serves others. */
export function downloadFolder({ env, home, platform }) {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  return platform === 'darwin' ? join(home, 'Library/Caches/ms-playwright') : join(env.XDG_CACHE_HOME || join(home, '.cache'), 'ms-playwright');
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // playwright has never downloaded anything here
  }
}
