import { expect, it } from '@jest/globals';
import { loadEditions } from '../../config/load-schedule.js';
import { toLocalDate } from '../time.js';
import { rowsOfEdition, rowsOn } from './edition.js';

const editions = loadEditions();
const editionOf = (row: string, day: string) => rowsOn(editions, toLocalDate(day)).rows.find(({ name }) => name === row)?.edition;

it.each([
  ['DTaP', '2019-01-01', '2021'],
  ['DTaP', '2024-12-31', '2021'],
  ['DTaP', '2025-01-01', '2025'],
  ['DTaP', '2026-07-01', '2025'],
  ['DT', '2026-06-30', '2025'],
  ['DT', '2026-07-01', '2026'],
  ['HPV', '2025-11-09', undefined],
  ['HPV', '2025-11-10', '2025'],
  ['HepB', '2026-07-01', '2021'],
  ['Zoster-L', '2022-12-31', undefined],
  ['Zoster-L', '2023-01-01', 'self-paid-2026'],
  ['Rabies', '2019-01-01', 'self-paid-2026'],
])('the row %s in force on %s is of edition %s', (row, day, edition) => {
  expect(editionOf(row, day)).toBe(edition);
});

it('an edition holds what it does not name anew from the one that it is based on', () => {
  expect(rowsOfEdition(editions, '2026')!.rows.map(({ name }) => name).sort()).toEqual([...rowsOfEdition(editions, '2021')!.rows.map(({ name }) => name), 'HPV'].sort());
  expect(rowsOfEdition(editions, '2020')).toBeNull();
});

it('a row of each vaccine of the table is in the edition of 2021, with dates and source', () => {
  const { rows } = rowsOfEdition(editions, '2021')!;
  expect([...new Set(rows.flatMap(({ vaccines }) => vaccines))].sort()).toEqual(['BCG', 'DT', 'DTaP', 'HepA-I', 'HepA-L', 'HepB', 'IPV', 'JE-I', 'JE-L', 'MMR', 'MPSV-A', 'MPSV-AC', 'bOPV']);
});

it('what is not of the edition of 2021 is still to be confirmed', () => {
  expect(editions.filter(({ edition }) => edition !== '2021').flatMap(({ rows }) => rows).filter(({ confirm }) => !confirm)).toEqual([]);
});
