import { startTestEnvironment, type TestEnvironment } from './test-environment.js';

let started: TestEnvironment | undefined;

/** Starts what integration tests share; suites find it by these variables. An interrupted run takes it along. */
export default async function setUp(): Promise<void> {
  started = await startTestEnvironment(process.env, (line) => process.stderr.write(`${line}\n`));
  process.env['TEST_ADMIN_URL'] = started.adminUrl;
  process.env['TEST_TEMPORAL_ADDRESS'] = started.temporalAddress;
  if (started.temporalProgram) process.env['TEST_TEMPORAL_PROGRAM'] = started.temporalProgram;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tearDown().finally(() => process.exit(1)));
}

export async function tearDown(): Promise<void> {
  await started?.stop();
  started = undefined;
}
