import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from './env.js';

describe('the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-env-'));
  const file = join(folder, '.env');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read from .env where the process has no such variable', () => {
    writeFileSync(file, 'MIAOCHENG_TEST_ONLY="from the file"\nPATH=never\n');
    expect(readEnv(file)).toMatchObject({ MIAOCHENG_TEST_ONLY: 'from the file', PATH: process.env['PATH'] });
  });

  it('needs no file', () => {
    expect(readEnv(join(folder, 'none'))).toMatchObject({ PATH: process.env['PATH'] });
  });
});
