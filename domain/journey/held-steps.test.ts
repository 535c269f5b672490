import { toInstant } from '../time.js';
import { decideStep, type RetriedStep } from './held-steps.js';

const NOW = toInstant(9_000);
const retried: RetriedStep = { step: 'lookUpArchive', attempt: 5, errorCode: 'timeout', nextTryAt: toInstant(60_000), pausedAt: null };
const held = { ...retried, pausedAt: toInstant(1) };

it.each([
  ['holds a step that is tried again', retried, 'pause', 'paused', { ...retried, pausedAt: NOW }],
  ['lets a held step go on at once', held, 'resume', 'resumed', { ...retried, nextTryAt: NOW }],
  ['counts the tries anew and begins at once', retried, 'reset', 'reset', { ...retried, attempt: 1, nextTryAt: NOW }],
] as const)('%s', (_, before, action, event, after) => {
  expect(decideStep(before, action, NOW)).toEqual({ ok: true, event, after });
});

it.each([
  ['to hold what is not tried again', null, 'pause', 'step-not-retried'],
  ['to let go on what is not tried again', null, 'resume', 'step-not-retried'],
  ['to begin anew what is not tried again', null, 'reset', 'step-not-retried'],
  ['to hold what is held', held, 'pause', 'step-paused'],
  ['to let go on what is not held', retried, 'resume', 'step-not-paused'],
  ['to begin anew what is held', held, 'reset', 'step-paused'],
] as const)('refuses %s', (_, before, action, code) => {
  expect(decideStep(before, action, NOW)).toEqual({ ok: false, refusal: { code } });
});
