import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { loadEditions } from './load-schedule.js';

type Json = Record<string, unknown>;
type Document = Json & { rows: (Json & { steps: Json[] })[] };

/** The shipped files, of which one is changed. */
function changed(name: string, change: (document: Document) => void): URL {
  const folder = mkdtempSync(join(tmpdir(), 'miaocheng-policies-'));
  cpSync(fileURLToPath(new URL('../policies/', import.meta.url)), folder, { recursive: true });
  const file = join(folder, `schedule/${name}.json`);
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  change(document);
  writeFileSync(file, JSON.stringify(document));
  return pathToFileURL(`${folder}/`);
}

it('reads every shipped edition, each row with its edition, dates and source', () => {
  const editions = loadEditions();
  expect(editions.map(({ edition }) => edition)).toEqual(['2021', '2025', '2026', 'self-paid-2026']);
  for (const { edition, rows } of editions) for (const row of rows) expect(row).toMatchObject({ edition, source: expect.stringMatching(/./) as unknown as string });
});

it('every row is in force within its edition, and what it follows is there', () => {
  for (const { validFrom, rows } of loadEditions()) for (const row of rows) expect(row.validFrom >= validFrom && (row.validTo === null || row.validTo >= row.validFrom)).toBe(true);
});

it.each<[string, string, (document: Document) => void]>([
  ['a key that it does not know', '2021', (document) => void (document.rows[0]!['minimumAge'] = 'P1M')],
  ['an age that is none', '2021', (document) => void (document.rows[0]!.steps[0]!['minAge'] = '1 month')],
  ['an age with a misspelt unit', '2021', (document) => void (document.rows[0]!.steps[0]!['minAge'] = 'P4W')],
  ['a row without a source', '2021', (document) => void delete document.rows[0]!['source']],
  ['a row that does not say whether it is to be confirmed', '2021', (document) => void delete document.rows[0]!['confirm']],
  ['a row without steps', '2021', (document) => void (document.rows[0]!.steps = [])],
  ['a row twice', '2021', (document) => void document.rows.push(document.rows[0]!)],
  ['a day that does not exist', '2021', (document) => void (document.rows[0]!['validFrom'] = '2021-02-29')],
  ['a base that there is not', '2025', (document) => void (document['basedOn'] = '2020')],
  ['a row that begins while the one before it is in force', '2025', (document) => void (document.rows[0]!['validFrom'] = '2024-12-31')],
  ['a row that leaves a gap', '2026', (document) => void (document.rows[0]!['validFrom'] = '2026-07-02')],
])('refuses %s', (_, name, change) => {
  const folder = changed(name, change);
  expect(() => loadEditions(folder)).toThrow(new RegExp(`policies/schedule/${name}\\.json`));
  rmSync(fileURLToPath(folder), { recursive: true });
});
