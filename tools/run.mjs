import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `node tools/run.mjs COMMAND ...`: behind every npm script. Installs and builds what is missing, then does its job in
// this same process, so that a signal to it reaches the command itself.

/** `built`: the command runs from `dist/`. `args` come before those that were typed. */
const COMMANDS = {
  start: { file: 'dist/dev/start.js', built: true },
  demo: { file: 'dist/dev/demo.js', built: true },
  faults: { file: 'dist/dev/faults.js', built: true },
  bench: { file: 'dist/bench/main.js', built: true },
  token: { file: 'dist/tools/print-token.js', built: true },
  migrate: { file: 'dist/tools/migrate.js', built: true },
  'first-administrator': { file: 'dist/tools/first-administrator.js', built: true },
  'rebuild-workflows': { file: 'dist/tools/rebuild-workflows.js', built: true },
  'schedule:eval': { file: 'dist/tools/schedule-eval.js', built: true },
  build: { built: true },
  test: { file: 'tools/test-all.mjs' },
  screenshots: { file: 'tools/screenshots.mjs', built: true },
  generate: { file: 'tools/generate.mjs' },
  lint: { file: 'tools/test-all.mjs', args: ['lint'] },
  typecheck: { file: 'tools/test-all.mjs', args: ['types'] },
};

const root = join(import.meta.dirname ?? '.', '..');
const [name = '', ...typed] = process.argv.slice(2);

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  if (typed.includes('--json')) console.log(JSON.stringify({ name, ok: false, figures: {}, error: error.message }));
}

async function main() {
  refuseOldNode();
  const command = COMMANDS[name];
  if (!command) throw new Error(`No such command: ${name}. Commands: ${Object.keys(COMMANDS).join(', ')}`);
  const { ensureInstalled } = await import('./ensure-installed.mjs');
  await ensureInstalled(root);
  if (command.built) await (await import('./build.mjs')).ensureBuilt(root);
  if (command.file) await runFile(join(root, command.file), command.args ?? []);
}

async function runFile(file, args) {
  if (!existsSync(file)) throw new Error(`npm run ${name} is not part of this checkout: ${file} is missing.`);
  process.argv = [process.execPath, file, ...args, ...typed];
  await import(pathToFileURL(file).href);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  throw new Error(`Node ${process.versions.node} is too old: Miaocheng needs 20.20 or newer, see https://nodejs.org.`);
}
