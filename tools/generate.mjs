import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

// `npm run generate`: writes every file that is made from code. `npm test` compares them instead.
const root = join(import.meta.dirname, '..');
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');

for (const name of readdirSync(import.meta.dirname).filter((file) => /^generate-[a-z-]+\.ts$/.test(file))) {
  const { status } = spawnSync(process.execPath, [tsx, join('tools', name)], { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
  console.error(`${status === 0 ? '✓' : '✗'} ${name}`);
  if (status !== 0) process.exitCode = 1;
}
