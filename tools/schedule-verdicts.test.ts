import { expect, it } from '@jest/globals';
import { loadEditions } from '../config/load-schedule.js';
import { parseCases } from './schedule-cases.js';
import { judgeCases, rowsFor } from './schedule-verdicts.js';

const editions = loadEditions();
const mmr = { birthDate: '2021-03-15', sex: 'male', asOf: '2022-01-01', doses: [{ vaccine: 'MMR', date: '2021-11-15' }] };
const next = { vaccine: 'MMR', doseNumber: 2, earliestOn: '2022-09-15', status: 'not-yet' };
const judged = (...cases: object[]) => judgeCases(parseCases(JSON.stringify({ cases })), rowsFor(editions, '2021'));

it('passes a case that agrees in all that it compares', () => {
  const expected = [{}, { doses: [{ valid: true }] }, { forecast: [] }, { doses: [{ valid: true, rule: null }], forecast: [next] }, { forecast: [{ vaccine: 'MMR', status: 'not-yet' }, { vaccine: 'JE-I', status: 'due' }] }];
  expect(judged(...expected.map((expect, id) => ({ ...mmr, id, expect })))).toEqual({ figures: { cases: 5, passed: 5, failed: 0 }, failures: [] });
});

it.each([
  ['another verdict', { doses: [{ valid: false, rule: 'minimum-age' }] }],
  ['another rule', { doses: [{ rule: 'not-needed' }] }],
  ['fewer doses than were given', { doses: [] }],
  ['more doses than were given', { doses: [{ valid: true }, { valid: true }] }],
  ['another day', { forecast: [{ ...next, earliestOn: '2022-09-14' }] }],
  ['another number', { forecast: [{ ...next, doseNumber: 1 }] }],
  ['another status', { forecast: [{ ...next, status: 'due' }] }],
  ['one of two forecasts that is wrong', { forecast: [next, { vaccine: 'BCG', status: 'never' }] }],
  ['a key that no answer has', { forecast: [{ ...next, number: 2 }] }],
])('fails a case that expects %s, with both answers', (_, expected) => {
  const { figures, failures } = judged({ ...mmr, id: 'right', expect: { forecast: [next] } }, { ...mmr, id: 'wrong', expect: expected });
  expect(figures).toEqual({ cases: 2, passed: 1, failed: 1 });
  expect(failures).toEqual([expect.stringContaining(`case wrong\n  expected ${JSON.stringify(expected)}\n  answer   {"doses":[{"vaccine":"MMR","on":"2021-11-15","valid":true,"rule":null`)]);
});

it('fails a case with a vaccine that the schedule does not have', () => {
  expect(judged({ ...mmr, id: 'a', doses: [{ vaccine: 'Yellow', date: '2021-11-15' }], expect: {} }).failures).toEqual(['case a: the schedule has no vaccine "Yellow"']);
});

it('judges by the edition of each day where none is named, and refuses one that there is not', () => {
  const [dtap] = parseCases(JSON.stringify({ cases: [{ ...mmr, id: 'a', birthDate: '2024-10-31', doses: [{ vaccine: 'DTaP', date: '2025-01-01' }], expect: { doses: [{ valid: true }] } }] }));
  expect(judgeCases([dtap!], rowsFor(editions, undefined)).figures.passed).toBe(1);
  expect(judgeCases([dtap!], rowsFor(editions, '2021')).figures.passed).toBe(0);
  expect(() => rowsFor(editions, '2020')).toThrow('No such edition: "2020". Editions: 2021, 2025, 2026, self-paid-2026');
});
