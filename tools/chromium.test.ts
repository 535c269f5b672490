import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findChromium, obtainChromium } from './chromium.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaocheng-chromium-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
}

describe('the browser for tests', () => {
  it('is the one named by CHROMIUM_PATH, before any on PATH', () => {
    program('chromium');
    const own = program('my-browser');
    expect(findChromium({ CHROMIUM_PATH: own, PATH: folder })).toBe(own);
  });

  it.each(['chromium', 'chromium-browser', 'google-chrome'])('is found on PATH as %s', (name) => {
    const path = program(name);
    expect(findChromium({ PATH: ['/nowhere', folder].join(delimiter) })).toBe(path);
  });

  it('is never a file that cannot be run, nor replaced silently when the named one is missing', () => {
    program('chromium');
    expect(findChromium({ CHROMIUM_PATH: program('my-browser', 0o644), PATH: folder })).toBeUndefined();
    expect(() => obtainChromium({ CHROMIUM_PATH: join(folder, 'gone'), PATH: folder })).toThrow(/CHROMIUM_PATH is .*gone/);
  });
});
