import { TestWorkflowEnvironment } from '@temporalio/testing';

// `node tools/download-temporal.mjs FOLDER VERSION`: lets the SDK fetch its Temporal program into FOLDER, starts it once and
// stops it. A process of its own, because the SDK shows no progress and knows no time limit: the resolver watches and ends it.
const [downloadDir, version] = process.argv.slice(2);
const environment = await TestWorkflowEnvironment.createLocal({
  // A short time to live would delete a working program before the new one is there.
  server: { executable: { type: 'cached-download', version, downloadDir, ttl: '365 days' } },
});
await environment.teardown();
