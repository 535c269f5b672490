import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveBrowser } from '../browser/resolver.mjs';

const root = join(import.meta.dirname, '../..');
const bin = (path) => join(root, 'node_modules', path);
const node = process.execPath;
const generators = readdirSync(join(root, 'tools')).filter((name) => /^generate-[a-z-]+\.ts$/.test(name));

/**
 * What `npm test` does, cheap steps first. A check is a list of commands that all must end with 0; a jest step is one
 * project, one suite after the other where it says `alone`: two installations that start at once may choose the same
 * port. `before` runs first and may throw with what is missing, or return environment for the commands.
 */
export const STEPS = [
  { name: 'lint', check: [[node, bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']] },
  {
    name: 'types',
    check: [
      [node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
      [node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'ui/tsconfig.json'],
      [node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'admin-ui/tsconfig.json'],
      [node, bin('typescript/bin/tsc'), '--noEmit', '-p', 'desk-ui/tsconfig.json'],
    ],
  },
  { name: 'generated', check: generators.map((name) => [node, bin('tsx/dist/cli.mjs'), join('tools', name), '--check']) },
  { name: 'unit', jest: 'unit', env: { TZ: 'UTC' } },
  { name: 'unit-new-york', jest: 'unit', env: { TZ: 'America/New_York' } },
  { name: 'build', check: [[node, join(root, 'tools/run.mjs'), 'build']] }, // what the commands under test run from
  { name: 'integration', jest: 'integration' },
  { name: 'replay', jest: 'replay' },
  { name: 'browser', jest: 'browser', alone: true, before: () => ({ CHROME_PATH: resolveBrowser() }) },
];
