import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How many residents of this seed have visited this installation before; the next `count` are counted as having come. So a day that is
 * played again meets the next people of the seed, not those who have had their dose.
 */
export function admitResidents(folder: string, seed: number, count: number): number {
  const file = join(folder, 'residents-played.json');
  const played = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  const before = played[seed] ?? 0;
  writeFileSync(`${file}.new`, JSON.stringify({ ...played, [seed]: before + count }));
  renameSync(`${file}.new`, file);
  return before;
}
