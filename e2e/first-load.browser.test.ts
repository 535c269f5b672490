import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../dev/folders.js';

/** `later`: pages and parts that are loaded when they are opened. `most`: files, not dozens of small ones. */
const UIS = [
  { folder: 'admin-ui', limitBytes: 500_000, most: 8, later: ['audit', 'clients', 'devices', 'notices', 'policies', 'reports', 'residents', 'sites', 'staff', 'systems', 'JourneyShow'] },
  { folder: 'desk-ui', limitBytes: 300_000, most: 8, later: ['RegistrationPage', 'Kiosk', 'ScanPage', 'Camera', 'ObservationPage', 'PublicBoard'] },
];

describe.each(UIS)('$folder', ({ folder, limitBytes, most, later }) => {
  const built = join(projectRoot, folder, 'dist');
  const read = (file: string) => readFileSync(join(built, file));
  /** What a script cannot start without; what it asks for later, when something is opened, is `import(…)`. */
  const importsOf = (file: string) => [...read(file).toString().matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(([, name = '']) => `assets/${name}`);

  /** All that a browser fetches before it shows anything. */
  function firstLoad(): string[] {
    const files = new Set(['index.html', ...[...read('index.html').toString().matchAll(/(?:src|href)="\/(?:desk\/)?(assets\/[^"]+)"/g)].map(([, file = '']) => file)]);
    for (const file of files) if (file.endsWith('.js')) importsOf(file).forEach((imported) => files.add(imported));
    return [...files];
  }

  it('loads less than its limit when the pages are opened for the first time', () => {
    const files = firstLoad();
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    const total = files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
    console.log(`first load of ${folder}: ${Math.round(total / 1000)} KB of at most ${limitBytes / 1000}`);
    expect(total).toBeLessThan(limitBytes);
  });

  it('leaves to later what few open, each in a file of its own', () => {
    const files = readdirSync(join(built, 'assets'));
    const found = later.map((page) => files.find((file) => file.startsWith(`${page}-`) && file.endsWith('.js')));
    expect(found).not.toContain(undefined);
    expect(firstLoad().filter((file) => found.includes(file.slice('assets/'.length)))).toEqual([]);
    expect(firstLoad().length).toBeLessThan(most);
  });
});

it('has the decoder of the camera in a file of our own', () => {
  expect(readdirSync(join(projectRoot, 'desk-ui/dist/assets')).filter((file) => file.endsWith('.wasm'))).toHaveLength(1);
});
