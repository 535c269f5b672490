import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.data', 'coverage']);

/** All files below the given folders and files, as sorted paths from the root; what is absent is left out. */
export function listFiles(root, paths, isWanted = () => true) {
  const files = paths.flatMap((path) => filesIn(join(root, path)));
  return files
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter(isWanted)
    .sort();
}

/** One hash over names and contents: times say nothing after a checkout or a copy. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

function filesIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => !SKIPPED.has(entry.name));
  return entries.flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : []));
}
