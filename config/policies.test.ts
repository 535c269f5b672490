import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { policies } from '../domain/journey/journey-fixtures.js';
import { loadClocks, PolicyError } from './policies.js';
import { CLOCK_POLICIES } from './variables.js';

describe('clock policies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-policies-'));
  const url = pathToFileURL(`${folder}/`);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(CLOCK_POLICIES)('%s has every clock that the rules know', (name) => {
    expect(Object.keys(loadClocks(name)).toSorted()).toEqual(Object.keys(policies.clocks).toSorted());
  });

  it('are the law: 30 minutes of observation, 24 hours to the registry, a code of 60 seconds, no-show at the end of the day', () => {
    expect(loadClocks('clocks')).toMatchObject({ observationMs: 1_800_000, uploadDueMs: 86_400_000, healthCodeValidMs: 60_000, noShowAfterMs: null, recordFinalAfterMs: null });
  });

  it('name the file and each field that is wrong', () => {
    writeFileSync(join(folder, 'clocks.json'), JSON.stringify({ effectiveFrom: '2023-12-01', source: 'test', observationMs: -1 }));
    expect(() => loadClocks('clocks', url)).toThrow(/policies\/clocks\.json:[^]*observationMs[^]*uploadDueMs/);
  });

  it('are refused when a file is no JSON or not there', () => {
    writeFileSync(join(folder, 'clocks.json'), '{');
    expect(() => loadClocks('clocks', url)).toThrow(PolicyError);
    expect(() => loadClocks('clocks-demo', url)).toThrow('policies/clocks-demo.json cannot be read');
  });
});
