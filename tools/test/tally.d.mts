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

export declare function tallyJest(result: JestCounts | undefined, exitCode: number): Tally;
export declare function tallyCheck(exitCode: number): Tally;
export declare function total(tallies: readonly Tally[]): Tally & { ok: boolean };
