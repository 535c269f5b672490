import { linesSince, logLines } from './log-lines.js';
import type { Entry } from './rows.js';

const actor = { kind: 'client', clientId: 'operator' } as const;
const entry = (version: number, type: string, data: Record<string, unknown> = {}): Entry => ({ id: version, version, type, at: `2026-11-24T01:0${version}:00.000Z`, actor, data, text: null });
const claimed = (version: number, by: string, until: string) => entry(version, 'claimed', { by, until });

it('makes one line of a claim and its renewals, from the first to the last', () => {
  const log = [entry(1, 'opened'), claimed(2, 'S-1', 'a'), claimed(3, 'S-1', 'b'), claimed(4, 'S-2', 'c')];
  expect(logLines(log).map(({ at, type, data }) => [at.slice(14, 16), type, data['until']])).toEqual([
    ['01', 'opened', undefined],
    ['02', 'claimed', 'b'],
    ['04', 'claimed', 'c'],
  ]);
});

it('keeps a claim apart that came after something else', () => {
  expect(logLines([claimed(1, 'S-1', 'a'), entry(2, 'released'), claimed(3, 'S-1', 'b')])).toHaveLength(3);
});

it('gives what came after the version that was read', () => {
  expect(linesSince([entry(1, 'opened'), entry(2, 'commented'), entry(3, 'escalated')], 2).map(({ type }) => type)).toEqual(['escalated']);
});
