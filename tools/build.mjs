import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './file-lock.mjs';
import { startProgress } from './progress.mjs';
import { hashFiles, listFiles } from './source-files.mjs';

const CODE = /\.tsx?$/;
const TEST = /\.test\.tsx?$/;
const STAMP = '.built.json';
const PAGES = [{ name: 'admin page', folder: 'admin-ui' }, { name: 'desk pages', folder: 'desk-ui' }];

/**
 * Builds what is older than its sources: the server code into `dist/`, the pages into `admin-ui/dist/` and `desk-ui/dist/`.
 * @throws {Error} naming the part that did not build
 */
export async function ensureBuilt(root) {
  const stale = parts(root).filter((part) => !isBuilt(root, part));
  if (stale.length === 0) return;
  const wait = () => console.error('another command is building: waiting for it');
  await withLock(join(root, '.data/locks/build'), () => buildAll(root), wait);
}

function parts(root) {
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  return [
    { name: 'server code', output: 'dist', inputs: [...settings, ...include], run: buildServer },
    ...PAGES.filter(({ folder }) => existsSync(join(root, folder, 'index.html'))).map(({ name, folder }) => ({
      name, output: `${folder}/dist`, inputs: ['package-lock.json', folder, 'ui', 'contracts', 'domain'], run: (root) => buildPage(root, folder),
    })),
  ];
}

async function buildAll(root) {
  for (const part of parts(root)) if (!isBuilt(root, part)) await build(root, part);
}

function inputsOf(root, part) {
  return listFiles(root, part.inputs, (file) => !TEST.test(file));
}

function isBuilt(root, part) {
  return readStamp(root, part)?.hash === hashFiles(root, inputsOf(root, part));
}

async function build(root, part) {
  const files = inputsOf(root, part);
  const hash = hashFiles(root, files); // before building: what is saved meanwhile is built next time
  const before = readStamp(root, part)?.files;
  const stamp = join(root, part.output, STAMP);
  // Code whose source is gone would still be found and loaded.
  if (!before || before.some((file) => !files.includes(file))) rmSync(join(root, part.output), { recursive: true, force: true });
  else rmSync(stamp);
  const end = startProgress(`building the ${part.name}`);
  const ok = await part.run(root, files);
  end(ok ? `${part.name} built` : `${part.name} not built`);
  if (!ok) throw new Error(`The ${part.name} does not build, see above.`);
  writeFileSync(stamp, JSON.stringify({ hash, files }));
}

function readStamp(root, part) {
  try {
    return JSON.parse(readFileSync(join(root, part.output, STAMP), 'utf8'));
  } catch {
    return undefined; // never built, or interrupted
  }
}

async function buildServer(root, files) {
  if (!(await node(root, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--pretty', 'false']))) return false;
  for (const file of files) if (!CODE.test(file) && file.includes('/')) copyTo(root, file);
  // Webpack would cost each worker process most of a second at its start.
  const bundler = 'dist/worker/build-workflow-bundle.js';
  return existsSync(join(root, bundler)) ? node(root, [bundler]) : true;
}

function copyTo(root, file) {
  const target = join(root, 'dist', file);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(root, file), target);
}

function buildPage(root, folder) {
  // Else Vite takes the caller's word, and a test would leave the development build of React behind.
  return node(root, ['node_modules/vite/bin/vite.js', 'build', folder, '--logLevel', 'warn'], { NODE_ENV: 'production' });
}

function node(root, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', process.stderr, process.stderr] });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
