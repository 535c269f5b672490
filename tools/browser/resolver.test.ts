import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { NoBrowserError, resolveBrowser, type BrowserOptions } from './resolver.mjs';

const DOWNLOADED = 'chrome-linux64/chrome';

let root: string;
let said: string[];
/** What was obtained, in order. */
let steps: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'miaocheng-browser-'));
  [said, steps] = [[], []];
});

afterEach(() => rmSync(root, { recursive: true }));

function program(path: string, script = 'echo Chromium 140.0.1', mode = 0o755): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}

const fonts = () => program('bin/fc-list', 'echo /fonts/noto.ttc: Noto Sans CJK SC');

/** On a Linux of its own whose PATH and home are folders of the test, where nothing can be obtained unless the test says how. */
function resolve(chromePath?: string, ways: Pick<BrowserOptions, 'download' | 'libraries' | 'install'> = {}): string {
  const env = { PATH: ['/nowhere', join(root, 'bin')].join(delimiter), ...(chromePath === undefined ? {} : { CHROME_PATH: chromePath }) };
  const noted = <T extends unknown[]>(step: string, way?: (...args: T) => boolean) => (...args: T) => (steps.push(step), way?.(...args) ?? false);
  return resolveBrowser({
    env, home: join(root, 'home'), platform: 'linux', say: (line) => said.push(line),
    download: noted('download', ways.download), libraries: noted('libraries', ways.libraries), install: noted('install', ways.install),
  });
}

const downloaded = (revision: number, script?: string) => program(`home/.cache/ms-playwright/chromium-${revision}/${DOWNLOADED}`, script);

describe('the browser for tests, where Chinese can be shown,', () => {
  beforeEach(fonts);

  it('is the one of CHROME_PATH, before all others', () => {
    program('bin/chromium');
    downloaded(1200);
    const own = program('own/browser', 'echo Google Chrome 141.0');
    expect(resolve(own)).toBe(own);
    expect(said).toEqual([`Browser: using ${own} of CHROME_PATH (Chrome 141.0)`]);
    expect(steps).toEqual([]);
  });

  it('is none other when the one of CHROME_PATH does not run', () => {
    program('bin/chromium');
    expect(() => resolve(join(root, 'gone'))).toThrow(/CHROME_PATH is .*gone, which does not run/);
    expect(() => resolve(program('own/browser', 'echo Chromium 1.0', 0o644))).toThrow(NoBrowserError);
  });

  it.each(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])('is one of the system named %s, before one that playwright has downloaded', (name) => {
    downloaded(1200);
    const file = program(`bin/${name}`);
    expect(resolve()).toBe(file);
    expect(steps).toEqual([]);
  });

  it('is never one that does not run or is something else', () => {
    program('bin/chromium', 'echo please install the snap >&2; exit 1');
    program('bin/chromium-browser', 'echo Mozilla Firefox 140.0');
    const wanted = program('bin/google-chrome-stable', 'echo Google Chrome 140.0');
    expect(resolve()).toBe(wanted);
  });

  it('is the newest that playwright has downloaded, before anything is downloaded', () => {
    downloaded(999);
    downloaded(1300, 'exit 127'); // its libraries are missing
    const wanted = downloaded(1200);
    expect(resolve()).toBe(wanted);
    expect(steps).toEqual([]);
  });

  it('is downloaded before a package is installed', () => {
    expect(resolve(undefined, { download: () => Boolean(downloaded(1255)) })).toContain(`chromium-1255/${DOWNLOADED}`);
    expect(steps).toEqual(['download']);
  });

  it('gets the libraries that a downloaded one needs, where they may be installed', () => {
    const found = resolve(undefined, { download: () => Boolean(downloaded(1255, 'exit 127')), libraries: () => Boolean(downloaded(1255)) });
    expect(found).toContain('chromium-1255');
    expect(steps).toEqual(['download', 'libraries']);
  });

  it('is the package of the distribution where nothing can be downloaded', () => {
    const wanted: string[][] = [];
    const found = resolve(undefined, { install: (names) => (wanted.push(names), Boolean(program('bin/chromium'))) });
    expect(found).toBe(join(root, 'bin/chromium'));
    expect([steps, wanted]).toEqual([['download', 'install'], [['chromium']]]);
  });

  it('is said to be missing, with what to install, where no way is open', () => {
    expect(() => resolve()).toThrow(NoBrowserError);
    expect(() => resolve()).toThrow(/CHROME_PATH[\s\S]*sudo apt-get install chromium[\s\S]*brew install[\s\S]*ms-playwright/);
  });
});

describe('a font for Chinese', () => {
  beforeEach(() => program('bin/chromium'));

  it.each([['there is no fc-list', undefined], ['it lists none', 'true']])('is installed where %s', (_, script) => {
    if (script) program('bin/fc-list', script);
    const wanted: string[][] = [];
    expect(resolve(undefined, { install: (names) => (wanted.push(names), Boolean(fonts())) })).toBe(join(root, 'bin/chromium'));
    expect(wanted).toEqual([['fontconfig', 'fonts-noto-cjk']]);
  });

  it('is said to be missing, with what to install, where it may not be installed', () => {
    expect(() => resolve()).toThrow(/No font for Chinese[\s\S]*fonts-noto-cjk/);
  });
});
