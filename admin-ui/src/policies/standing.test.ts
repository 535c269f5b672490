import { standingOf } from './standing.js';
import type { PolicyVersion } from './rows.js';

const waiting = [{ id: 'v4' }, { id: 'v5' }] as PolicyVersion[];

it.each([
  { fact: 'what is in force', version: { id: 'v3', version: 3, state: 'approved' as const }, standing: 'in-force' },
  { fact: 'what was in force before it', version: { id: 'v1', version: 1, state: 'approved' as const }, standing: 'superseded' },
  { fact: 'what is approved and to come', version: { id: 'v5', version: 5, state: 'approved' as const }, standing: 'coming' },
  { fact: 'a draft', version: { id: 'v4', version: 4, state: 'draft' as const }, standing: 'draft' },
  { fact: 'what was withdrawn', version: { id: 'v2', version: 2, state: 'withdrawn' as const }, standing: 'withdrawn' },
])('$fact stands as $standing', ({ version, standing }) => {
  expect(standingOf(version, { version: 3, waiting })).toBe(standing);
});
