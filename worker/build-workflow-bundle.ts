import { writeFileSync } from 'node:fs';
import { BUNDLE_FILE, bundleWorkflows } from './workflow-bundle.js';

/* Run from dist/ by the build, so that no worker process spends its start on webpack. */
writeFileSync(BUNDLE_FILE, await bundleWorkflows());
