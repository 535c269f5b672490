export interface Tally {
  passed: number;
  failed: number;
}

/** The counts of jest's `--json` output that the tally reads. */
export interface JestCounts {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** The tests of jest's `--json` output, of which the failed ones are named. */
export interface JestTests {
  testResults: readonly { name: string; message: string; assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[] }[];
}

export declare function tallyJest(result: JestCounts | undefined, exitCode: number): Tally;
export declare function failures(result: JestTests | undefined): string[];
export declare function tallyCheck(exitCode: number): Tally;
export declare function total(tallies: readonly Tally[]): Tally & { ok: boolean };
