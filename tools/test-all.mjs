import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from './machine.mjs';
import { runCommand } from './test/run-command.mjs';
import { STEPS } from './test/steps.mjs';
import { failures, tallyCheck, tallyJest, total } from './test/tally.mjs';

// `npm test [-- STEP...] [--json]`: every check of the project, or the named steps.
const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((arg) => arg !== '--json');
let interrupted = false;

const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${STEPS.map((step) => step.name).join(', ')}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (interrupted = true));

const steps = STEPS.filter((step) => wanted.length === 0 || wanted.includes(step.name));
const results = [];
for (const [index, step] of steps.entries()) {
  if (interrupted) break;
  console.error(`\n── ${index + 1}/${steps.length} ${step.name}`);
  const startedAt = performance.now();
  const tally = await runStep(step);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  results.push({ name: step.name, seconds, ...tally });
  console.error(`${tally.failed > 0 ? '✗' : '✓'} ${step.name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
}
report(results, total(interrupted ? [...results, { passed: 0, failed: 1 }] : results));

async function runStep(step) {
  let extra;
  try {
    extra = step.before?.();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
  const env = { ...step.env, ...extra };
  return step.jest ? runJest(step, env) : runChecks(step.check, env);
}

async function runChecks(commands, env) {
  let worst = commands.length === 0 ? 1 : 0; // a check without anything to check has not passed
  for (const command of commands) worst = Math.max(worst, await runCommand(command, { cwd: root, env }));
  return tallyCheck(worst);
}

async function runJest({ jest: project, alone }, env) {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-test-'));
  const outputFile = join(folder, 'result.json');
  // jest 30 runs ES modules only under this flag; its warning says nothing that a reader can act on.
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const command = [process.execPath, jest, '--selectProjects', project, '--json', `--outputFile=${outputFile}`, ...(alone ? ['--runInBand'] : [])];
  try {
    const code = await runCommand(command, { cwd: root, env: { ...env, NODE_OPTIONS: options.filter(Boolean).join(' ') } });
    const result = readResult(outputFile);
    return { ...tallyJest(result, code), failures: failures(result) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // jest ended before it wrote a result, which the tally counts as a failure
  }
}

function report(steps, { passed, failed, ok }) {
  const broken = steps.filter((step) => step.failed > 0).map((step) => step.name);
  for (const failure of steps.flatMap((step) => step.failures ?? [])) console.error(`\n✗ ${failure}`);
  if (broken.length > 0) console.error(`\nFailed: ${broken.join(', ')}. One step alone: npm test -- ${broken[0]}`);
  process.exitCode = ok ? 0 : 1;
  if (!json) return console.log(`${passed} passed, ${failed} failed`);
  const seconds = Object.fromEntries(steps.map((step) => [`${step.name}Seconds`, step.seconds]));
  return console.log(JSON.stringify({ name: 'test', ok, figures: { passed, failed, ...seconds }, machine: machine() }));
}
