import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean }>;
type Installer = { isInstalled: (root: string) => boolean; ensureInstalled: (root: string, install: (root: string) => Promise<number>) => Promise<boolean> };
const { isInstalled, ensureInstalled } = (await import(pathToFileURL(join(process.cwd(), 'tools/ensure-installed.mjs')).href)) as Installer;

const WANTED: Packages = {
  '': {},
  'admin-ui': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/@other/platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const INSTALLED: Packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

describe('packages', () => {
  let root = '';
  const lock = (packages: Packages) => writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  const installed = (content: string) => {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.package-lock.json'), content);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'miaocheng-install-'));
    lock(WANTED);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('count as installed when they are what the lock file says, without those of other platforms', () => {
    installed(JSON.stringify({ packages: INSTALLED }));
    expect(isInstalled(root)).toBe(true);
  });

  it.each([
    ['are missing', () => undefined],
    ['were left half way', () => mkdirSync(join(root, 'node_modules'))],
    ['have a list that is cut off', () => installed('{"packages": {"node')],
    ['lack one', () => installed(JSON.stringify({ packages: {} }))],
    ['hold another version', () => installed(JSON.stringify({ packages: { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-a' } } }))],
    ['hold other content', () => installed(JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } }))],
  ])('that %s are installed', async (_fact, prepare) => {
    prepare();
    expect(isInstalled(root)).toBe(false);
    expect(await ensureInstalled(root, () => Promise.resolve(0))).toBe(true);
  });

  it('are installed once when two commands start together', async () => {
    let runs = 0;
    const install = async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      installed(JSON.stringify({ packages: INSTALLED }));
      return 0;
    };
    await Promise.all([ensureInstalled(root, install), ensureInstalled(root, install)]);
    expect(runs).toBe(1);
  });

  it('that cannot be installed end the command with what to do', async () => {
    await expect(ensureInstalled(root, () => Promise.resolve(1))).rejects.toThrow(/npm ci failed.*registry/);
  });
});
