import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admitResidents } from './already-played.js';

it('a day that is played again meets the next people of its seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'played-'));
  expect([admitResidents(folder, 7, 20), admitResidents(folder, 7, 200), admitResidents(folder, 8, 10), admitResidents(folder, 7, 1)]).toEqual([0, 20, 0, 220]);
  rmSync(folder, { recursive: true });
});
