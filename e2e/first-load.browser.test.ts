import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../dev/folders.js';

const BUILT = join(projectRoot, 'admin-ui/dist');
const LIMIT_BYTES = 500_000;

/** Pages that are loaded when they are opened. */
const LATER = ['audit', 'clients', 'devices', 'notices', 'policies', 'reports', 'residents', 'sites', 'staff', 'systems', 'JourneyShow'];

const read = (file: string) => readFileSync(join(BUILT, file));
/** What a script cannot start without; what it asks for later, when something is opened, is `import(…)`. */
const importsOf = (file: string) => [...read(file).toString().matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(([, name = '']) => `assets/${name}`);

/** All that a browser fetches before it shows anything. */
function firstLoad(): string[] {
  const files = new Set(['index.html', ...[...read('index.html').toString().matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file = '']) => file)]);
  for (const file of files) if (file.endsWith('.js')) importsOf(file).forEach((imported) => files.add(imported));
  return [...files];
}

it('loads less than 500 KB when the pages are opened for the first time', () => {
  const files = firstLoad();
  expect(files.some((file) => file.endsWith('.js'))).toBe(true);
  const total = files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  console.log(`first load: ${Math.round(total / 1000)} KB of at most ${LIMIT_BYTES / 1000}`);
  expect(total).toBeLessThan(LIMIT_BYTES);
});

it('leaves to later what few open, each in a file of its own', () => {
  const files = readdirSync(join(BUILT, 'assets'));
  const later = LATER.map((page) => files.find((file) => file.startsWith(`${page}-`) && file.endsWith('.js')));
  expect(later).not.toContain(undefined);
  expect(firstLoad().filter((file) => later.includes(file.slice('assets/'.length)))).toEqual([]);
  expect(firstLoad().length).toBeLessThan(8); // not dozens of small ones
});
