import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '../../contracts/cases.js';
import { CASE_KINDS, type CaseKind } from '../../domain/cases/kinds.js';
import type { Policies } from '../../domain/policies.js';
import type { RunningClinic } from '../running-clinic.js';
import { expectOk } from './api-client.js';
import { EACH_STAGE } from './each-stage.js';
import { ONE_OF_EACH } from './one-of-each.js';
import { openScene, type Scene } from './scene.js';

const WITHIN_MS = 180_000;

/**
 * Leaves a journey in each stage, a step that is being retried and an open case of each kind, for whoever wants to see and settle them.
 * Resolves with what did not come about.
 */
export async function leaveOpen(running: RunningClinic, policies: Policies, onOpened: (kind: CaseKind, id: string) => void): Promise<string[]> {
  const scene = openScene(running, policies, Date.now() % 1_000_000);
  const from = Date.now();
  const entries = [...Object.entries(ONE_OF_EACH), ...Object.entries(EACH_STAGE)];
  const failed = await Promise.all(entries.map(([name, play]) => play(scene).then(() => [], (error: unknown) => [`${name}: ${error instanceof Error ? error.message : String(error)}`])));
  const missing = await untilOpen(scene, from, onOpened);
  return [...failed.flat(), ...missing.map((kind) => `${kind}: no such case has been opened`)];
}

async function untilOpen({ operator }: Scene, from: number, onOpened: (kind: CaseKind, id: string) => void): Promise<CaseKind[]> {
  const seen = new Set<CaseKind>();
  for (const until = Date.now() + WITHIN_MS; ; await wait(1_000)) {
    const { data } = await expectOk('cases', operator.get<{ data: Case[] }>('/v1/cases?area=440000&first=100'));
    for (const { kind, id, openedAt } of data) {
      if (seen.has(kind) || Date.parse(openedAt) < from - 1_000) continue;
      seen.add(kind);
      onOpened(kind, id);
    }
    const missing = CASE_KINDS.filter((kind) => !seen.has(kind));
    if (missing.length === 0 || Date.now() > until) return missing;
  }
}
