import { failures, tallyCheck, tallyJest, total } from './tally.mjs';

const counts = (overrides: object) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  ...overrides,
});

describe('one jest run', () => {
  it.each([
    { fact: 'counts passed tests', result: counts({ numPassedTests: 12 }), code: 0, tally: { passed: 12, failed: 0 } },
    { fact: 'counts failed tests', result: counts({ numPassedTests: 12, numFailedTests: 2 }), code: 1, tally: { passed: 12, failed: 2 } },
    { fact: 'counts a suite that does not load', result: counts({ numPassedTests: 12, numRuntimeErrorTestSuites: 1 }), code: 1, tally: { passed: 12, failed: 1 } },
    { fact: 'counts a skipped test as failed', result: counts({ numPassedTests: 12, numPendingTests: 1 }), code: 0, tally: { passed: 12, failed: 1 } },
    { fact: 'fails when no test was found', result: counts({}), code: 0, tally: { passed: 0, failed: 1 } },
    { fact: 'fails when jest failed beside its tests', result: counts({ numPassedTests: 12 }), code: 1, tally: { passed: 12, failed: 1 } },
    { fact: 'fails when jest wrote no result', result: undefined, code: 0, tally: { passed: 0, failed: 1 } },
  ])('$fact', ({ result, code, tally }) => {
    expect(tallyJest(result, code)).toEqual(tally);
  });
});

it('names each test that failed, and each suite that did not load, with how its message begins', () => {
  const long = ['\u001b[31mexpected 1\u001b[39m', ...Array.from({ length: 40 }, (_, line) => `line ${line}`)].join('\n');
  const result = {
    testResults: [
      { name: '/p/a.test.ts', message: 'all of it', assertionResults: [{ status: 'passed', fullName: 'adds', failureMessages: [] }, { status: 'failed', fullName: 'sums up', failureMessages: [long] }, { status: 'failed', fullName: 'takes away', failureMessages: [long] }] },
      { name: '/p/b.test.ts', message: 'Cannot find module', assertionResults: [] },
      { name: '/p/c.test.ts', message: '', assertionResults: [{ status: 'passed', fullName: 'counts', failureMessages: [] }] },
    ],
  };
  const [first, second, third, ...more] = failures(result);
  expect(first).toMatch(/^\/p\/a\.test\.ts › sums up\n {4}expected 1\n {4}line 0\n/);
  expect(first).not.toContain('line 30');
  expect(second).toBe('/p/a.test.ts › takes away\n    the same');
  expect(third).toBe('/p/b.test.ts\n    Cannot find module');
  expect(more).toEqual([]);
  expect(failures(undefined)).toEqual([]);
});

it('counts a check by its exit code', () => {
  expect([0, 1, 130].map((code) => tallyCheck(code))).toEqual([
    { passed: 1, failed: 0 },
    { passed: 0, failed: 1 },
    { passed: 0, failed: 1 },
  ]);
});

describe('the whole run', () => {
  it.each([
    { fact: 'sums its steps', tallies: [{ passed: 3, failed: 0 }, { passed: 1, failed: 0 }], sum: { passed: 4, failed: 0, ok: true } },
    { fact: 'fails with one failure', tallies: [{ passed: 3, failed: 0 }, { passed: 0, failed: 1 }], sum: { passed: 3, failed: 1, ok: false } },
    { fact: 'fails when nothing ran', tallies: [], sum: { passed: 0, failed: 0, ok: false } },
  ])('$fact', ({ tallies, sum }) => {
    expect(total(tallies)).toEqual(sum);
  });
});
