import { stripVTControlCharacters } from 'node:util';

/**
 * Passed and failed of one jest result. A suite that could not be loaded counts as one failure, a skipped test too
 * (skipping is how a red test hides), and a run that found no test is a failure, not a success.
 * @param {object | undefined} result jest's `--json` output; undefined when jest ended without writing it
 */
export function tallyJest(result, exitCode) {
  if (!result) return { passed: 0, failed: 1 };
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests + result.numTodoTests;
  // Jest can fail beside its tests: no test found, or a global set-up that threw.
  return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed };
}

const MESSAGE_LINES = 25;

/**
 * What to say of each test that failed, once more at the end, where a log that was cut still has it: its suite, its name
 * and how its message begins.
 * @param {object | undefined} result jest's `--json` output
 */
export function failures(result) {
  return (result?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return message ? [`${name}\n${beginning(message)}`] : [];
    return failed.map(({ fullName, failureMessages }, n) => {
      const said = beginning(failureMessages.join('\n'));
      return `${name} › ${fullName}\n${n > 0 && said === beginning(failed[n - 1].failureMessages.join('\n')) ? '    the same' : said}`;
    });
  });
}

const beginning = (message) => stripVTControlCharacters(message).split('\n').slice(0, MESSAGE_LINES).map((line) => `    ${line}`).join('\n');

/** A step that is no jest run is one check. */
export function tallyCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The sum over all steps; `ok` only when something ran and nothing failed. */
export function total(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return { passed, failed, ok: failed === 0 && passed > 0 };
}
