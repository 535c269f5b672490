import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { rowFor, rowsOn } from '../domain/schedule/edition.js';
import { toLocalDate } from '../domain/time.js';
import { loadPolicies } from './load-policies.js';
import { CLOCK_POLICIES } from './variables.js';

it.each(CLOCK_POLICIES)('reads every shipped policy with %s', (clocks) => {
  const policies = loadPolicies(clocks);
  expect(policies.checklist).toHaveLength(11);
  expect(policies.clocks.observationMs).toBeGreaterThan(0);
});

it('has a row of the schedule for the vaccine of every product, injected live where the product is', () => {
  const { products, schedule } = loadPolicies('clocks');
  const inForce = rowsOn(schedule, toLocalDate('2026-11-28'));
  for (const { vaccine, live } of products) expect([vaccine, rowFor(inForce, vaccine)?.injectedLive]).toEqual([vaccine, live]);
});

it('keeps the real clocks of the regulation', () => {
  const { clocks } = loadPolicies('clocks');
  expect(clocks).toMatchObject({ observationMs: 30 * 60_000, uploadDueMs: 24 * 3_600_000, healthCodeValidMs: 60_000, lookUpWaitMs: 300 });
});

it.each([
  { fact: 'does not begin at birth', editions: [edition('2022-09-20', [1, 17])] },
  { fact: 'has a tier that is no older than the one before', editions: [edition('2022-09-20', [0, 17, 17])] },
  { fact: 'has no tier', editions: [edition('2022-09-20', [])] },
  { fact: 'has an edition before the one before it', editions: [edition('2022-09-20', [0]), edition('2022-09-19', [0])] },
  { fact: 'asks an authority that there is not', editions: [{ ...edition('2022-09-20', [0]), tiers: [{ fromYears: 0, authority: 'nobody', knownBy: ['id-card'] }] }] },
])('refuses a table of identity tiers that $fact', ({ editions }) => {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-policies-'));
  cpSync(fileURLToPath(new URL('../policies/', import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, 'identity-tiers.json'), JSON.stringify({ editions }));
  expect(() => loadPolicies('clocks', pathToFileURL(`${folder}/`))).toThrow(/policies\/identity-tiers\.json/);
  rmSync(folder, { recursive: true });
});

function edition(effectiveFrom: string, ages: number[]) {
  return { effectiveFrom, source: 'test', tiers: ages.map((fromYears) => ({ fromYears, authority: 'birth-certificate', knownBy: ['id-card'] })) };
}
