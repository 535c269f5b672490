import { toInstant } from '../time.js';
import { askAgainMs, decidePause, running, type PauseCommand, type SystemPause } from './pause.js';
import { pauseBannersOf } from './systems.js';

const NOW = toInstant(1_000_000);
const fresh = running('registry-guangdong');

function after(before: SystemPause, ...steps: [PauseCommand['type'], string][]): SystemPause {
  return steps.reduce((pause, [type, by]) => {
    const decision = decidePause(pause, { type, by, version: pause.version }, NOW);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.after;
  }, before);
}

const proposed = after(fresh, ['propose', 'S-1']);
const paused = after(proposed, ['approve', 'S-2']);

it('is proposed by one, approved by another and ended by anybody', () => {
  expect(proposed).toMatchObject({ status: 'proposed', version: 2, proposal: { by: 'S-1', at: NOW }, approval: null });
  expect(paused).toMatchObject({ status: 'paused', version: 3, proposal: { by: 'S-1' }, approval: { by: 'S-2', at: NOW } });
  expect(after(paused, ['resume', 'S-1'])).toEqual({ ...fresh, version: 4 });
});

it.each(['S-1', 'S-2'])('is declined by another, or taken back by whoever proposed it: %s', (by) => {
  expect(after(proposed, ['decline', by])).toEqual({ ...fresh, version: 3 });
});

it.each([
  { fact: 'a proposal beside another one', before: proposed, type: 'propose', by: 'S-2', code: 'pause-proposed' },
  { fact: 'a proposal of what is paused', before: paused, type: 'propose', by: 'S-2', code: 'system-paused' },
  { fact: 'an approval by whoever proposed', before: proposed, type: 'approve', by: 'S-1', code: 'another-person-required' },
  { fact: 'an approval of nothing', before: fresh, type: 'approve', by: 'S-2', code: 'pause-not-proposed' },
  { fact: 'an approval of what is paused already', before: paused, type: 'approve', by: 'S-3', code: 'pause-not-proposed' },
  { fact: 'to decline what is in force', before: paused, type: 'decline', by: 'S-3', code: 'pause-not-proposed' },
  { fact: 'to resume what only was proposed', before: proposed, type: 'resume', by: 'S-2', code: 'system-not-paused' },
  { fact: 'to resume what runs', before: fresh, type: 'resume', by: 'S-2', code: 'system-not-paused' },
] as const)('refuses $fact', ({ before, type, by, code }) => {
  expect(decidePause(before, { type, by, version: before.version }, NOW)).toMatchObject({ ok: false, refusal: { code } });
});

it.each(['propose', 'approve', 'decline', 'resume'] as const)('refuses to %s on what has moved since it was read', (type) => {
  for (const before of [fresh, proposed, paused]) {
    expect(decidePause(before, { type, by: 'S-9', version: before.version + 1 }, NOW)).toEqual({ ok: false, refusal: { code: 'system-moved', version: before.version } });
  }
});

it.each([
  { fact: 'a fresh one, soon', pausedForMs: 0, random: 1, delay: 15_000 },
  { fact: 'one of an hour, at the longest', pausedForMs: 3_600_000, random: 1, delay: 300_000 },
  { fact: 'one of ten minutes, after a quarter of that', pausedForMs: 600_000, random: 1, delay: 150_000 },
  { fact: 'spread over the upper half', pausedForMs: 600_000, random: 0, delay: 75_000 },
])('is asked about again: $fact', ({ pausedForMs, random, delay }) => {
  expect(askAgainMs(pausedForMs, { shortestMs: 15_000, longestMs: 300_000 }, random)).toBe(delay);
});

it('is told on pages by what stands still, once, whatever a newer release may pause', () => {
  expect(pauseBannersOf(['police-face', 'of-a-newer-release', 'birth-certificate', 'registry-guangdong'])).toEqual(['registry-paused', 'identity-paused']);
  expect(pauseBannersOf([])).toEqual([]);
});
