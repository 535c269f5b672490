import { join } from 'node:path';
import { resolveBrowser } from './browser/resolver.mjs';
import { runCommand } from './test/run-command.mjs';

// `npm run screenshots`: the browser suite that looks at a rough day renews `docs/images`, which README.md shows.
const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const command = [process.execPath, jest, '--selectProjects', 'browser', '--runInBand', '--testPathPatterns', 'e2e/settle-all', '--testNamePattern', 'README'];
process.exitCode = await runCommand(command, { cwd: root, env: { README_IMAGES: 'renew', CHROME_PATH: resolveBrowser(), NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' } });
