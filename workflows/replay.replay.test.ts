import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker, bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { createDataConverter, FAILURE_CONVERTER_PATH } from './codec/data-converter.js';
import { HISTORIES_KEY } from './histories/key-fixtures.js';

const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const histories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).toSorted();
const quiet = new DefaultLogger('ERROR');
const dataConverter = createDataConverter([HISTORIES_KEY]);
let workflowBundle: WorkflowBundleOption;

/** The workflow as it is, or with a change made to its text: a planted mistake. */
function bundle(change?: (code: string) => string): Promise<WorkflowBundleOption> {
  const workflowsPath = fileURLToPath(new URL('./index.ts', import.meta.url));
  const built = bundleWorkflowCode({ workflowsPath, failureConverterPath: FAILURE_CONVERTER_PATH, logger: quiet });
  return change ? built.then(({ code }) => ({ code: change(code) })) : built;
}

async function faultsOf(code: WorkflowBundleOption): Promise<Map<string, Error | undefined>> {
  const recorded = histories.map((file) => ({ workflowId: file, history: historyFromJSON(JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))) }));
  const faults = new Map<string, Error | undefined>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: code, dataConverter, replayName: 'histories' }, recorded)) faults.set(workflowId, error);
  return faults;
}

beforeAll(async () => {
  Runtime.install({ logger: quiet });
  workflowBundle = await bundle();
});

it('has histories', () => expect(histories.length).toBeGreaterThan(0));

it('runs the recorded histories of every release as they ran', async () => {
  const faults = await faultsOf(workflowBundle);
  expect([...faults.keys()].toSorted()).toEqual(histories);
  expect([...faults].filter(([, error]) => error)).toEqual([]);
});

it('notices a workflow that would do something else than it did', async () => {
  const changed = await bundle((code) => code.replace("'lookUpArchive', view.lookUp", "'lookUpArchive', view.notice"));
  expect(changed).not.toEqual(workflowBundle);
  const faults = await faultsOf(changed);
  expect([...faults.values()].filter(Boolean).length).toBeGreaterThan(0);
});
