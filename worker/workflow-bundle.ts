import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../workflows/codec/data-converter.js';

/** Beside the folders of `dist/`; in a source tree there is none. */
export const BUNDLE_FILE = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/** Sources under tsx and jest, JavaScript in `dist/`. */
const WORKFLOWS = fileURLToPath(new URL(`../workflows/index.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

/** What the journeys' worker loads, as one text. */
export async function bundleWorkflows(): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, failureConverterPath: FAILURE_CONVERTER_PATH, logger: new DefaultLogger('WARN') });
  return code;
}

/** The bundle that the build left beside us, which saves webpack at every start; made now where there is none. */
export async function loadWorkflowBundle(): Promise<WorkflowBundleOption> {
  return existsSync(BUNDLE_FILE) ? { codePath: BUNDLE_FILE } : { code: await bundleWorkflows() };
}
