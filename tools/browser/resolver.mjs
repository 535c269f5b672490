import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { downloadChromium, installLibraries, installPackages } from './packages.mjs';
import { downloadedPrograms, downloadFolder, systemPrograms, versionOf } from './programs.mjs';

const LIST_FONTS_MS = 60_000; // the first time it reads every font

/** No way to a browser, or to a font for Chinese, is open; the message says what would open one. */
export class NoBrowserError extends Error {
  name = 'NoBrowserError';
}

/**
 * One way to a Chromium or Chrome for the browser tests. The first of five that is open wins and is named in one line: CHROME_PATH, one of the
 * system, one that playwright has downloaded, playwright's download, the package of the distribution. Whatever it is has run once, and Chinese
 * can be shown.
 * @returns the program's path
 * @throws {NoBrowserError}
 */
export function resolveBrowser({
  env = process.env, home = homedir(), platform = process.platform,
  say = (line) => void process.stderr.write(`${line}\n`),
  download = downloadChromium, libraries = installLibraries, install = installPackages,
} = {}) {
  const place = { env, home, platform };
  const file = env.CHROME_PATH ? named(env.CHROME_PATH, say) : (present(place, say) ?? obtained(place, { say, download, libraries, install }));
  ensureChineseFonts(place, { say, install });
  return file;
}

function named(file, say) {
  const version = versionOf(file);
  if (!version) throw new NoBrowserError(`CHROME_PATH is ${file}, which does not run as Chromium or Chrome. Set it to the program of one, or unset it to have one looked for.`);
  say(`Browser: using ${file} of CHROME_PATH (${version})`);
  return file;
}

function present(place, say) {
  return firstThatRuns([...systemPrograms(place), ...downloadedPrograms(place)], say);
}

function firstThatRuns(files, say) {
  for (const file of files) {
    const version = versionOf(file);
    if (!version) continue;
    say(`Browser: using ${file} (${version})`);
    return file;
  }
  return undefined;
}

function obtained(place, { say, download, libraries, install }) {
  const { env } = place;
  const downloaded = () => firstThatRuns(downloadedPrograms(place), say);
  const byDownload = download({ env, say }) ? (downloaded() ?? (libraries({ env, say }) ? downloaded() : undefined)) : undefined;
  const file = byDownload ?? (install(['chromium'], { env, say }) ? firstThatRuns(systemPrograms(place), say) : undefined);
  if (!file) throw new NoBrowserError(noWay(place));
  return file;
}

/** Without a font for Chinese every Chinese text is a row of boxes. macOS has its own. */
function ensureChineseFonts({ env, platform }, { say, install }) {
  if (platform !== 'linux' || hasChineseFonts(env)) return;
  if (install(['fontconfig', 'fonts-noto-cjk'], { env, say }) && hasChineseFonts(env)) return;
  throw new NoBrowserError(
    [
      'No font for Chinese (fc-list :lang=zh names none), and the pages would be rows of boxes. Any one of these helps:',
      '  Debian, Ubuntu:  sudo apt-get install fontconfig fonts-noto-cjk',
      '  any other way:   put Noto Sans CJK into ~/.local/share/fonts, with fc-list (fontconfig) on PATH',
    ].join('\n'),
  );
}

function hasChineseFonts(env) {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { env, encoding: 'utf8', timeout: LIST_FONTS_MS, stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 && stdout.trim() !== '';
}

function noWay(place) {
  return [
    'No Chromium or Chrome that runs, and no way to one is open. The browser tests need one; any one of these helps:',
    '  one that is there:  set CHROME_PATH to its program',
    '  Debian, Ubuntu:     sudo apt-get install chromium',
    '  macOS:              brew install --cask chromium',
    `  playwright:         npx playwright-core install --with-deps chromium, which puts it into ${downloadFolder(place)}`,
  ].join('\n');
}
