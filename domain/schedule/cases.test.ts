import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadEditions } from '../../config/load-schedule.js';
import { readCases } from '../../tools/schedule-cases.js';
import { runCase, type ScheduleCase } from './cases.js';
import { rowsOfEdition, rowsOn, type Edition, type Row } from './edition.js';
import type { Span } from './span.js';

const editions = loadEditions();
const files = new Map([...editions.map(({ edition }) => edition), 'by-day'].map((name) => [name, readCases(fileURLToPath(new URL(`./cases/${name}.json`, import.meta.url)))]));
const casesOf = (name: string) => files.get(name)!;
const failing = (cases: ScheduleCase[], changed: readonly Edition[], edition: string) => {
  const rows = rowsOfEdition(changed, edition)!;
  return cases.find((one) => !runCase(one, () => rows).passed);
};

describe.each(editions.map(({ edition }) => edition))('the cases of edition %s', (edition) => {
  it.each(casesOf(edition).map((one) => [one.id, one] as const))('%s', (_, one) => {
    const { expected, answer } = runCase(one, () => rowsOfEdition(editions, edition)!);
    if (expected.doses) expect(answer.doses).toMatchObject(expected.doses);
    for (const wanted of expected.forecast ?? []) expect(answer.forecast).toContainEqual(expect.objectContaining(wanted));
  });
});

it.each(casesOf('by-day').map((one) => [one.id, one] as const))('by the edition in force on each day: %s', (_, one) => {
  expect(runCase(one, (day) => rowsOn(editions, day))).toMatchObject({ passed: true });
});

/** Every age, interval and number of a row, as a place where it can be moved by one. */
type Place = { name: string; by: number[]; move: (row: Row, by: number) => void };

function placesOf(row: Row): Place[] {
  const found: Place[] = [];
  const walk = (value: unknown, path: string[]) => {
    // No number of doses is below one.
    if (typeof value === 'number') found.push({ name: path.join('.'), by: value > 1 ? [-1, 1] : [1], move: (copy, by) => move(copy, path, by) });
    else if (isSpan(value)) found.push({ name: path.join('.'), by: [-1, 1], move: (copy, by) => move(copy, [...path, 'days'], by) });
    else if (value !== null && typeof value === 'object') for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
  };
  walk(row, []);
  return found;
}

const isSpan = (value: unknown): value is Span => value !== null && typeof value === 'object' && 'months' in value && 'days' in value;

function move(row: Row, path: string[], by: number): void {
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((part, key) => part[key] as Record<string, unknown>, row as unknown as Record<string, unknown>);
  const key = path.at(-1)!;
  parent[key] = Number(parent[key]) + by;
}

/** No dose is judged by it: it says when immunoglobulin may follow, see `immunoglobulin.test.ts`. */
const ELSEWHERE = ['immunoglobulin.after'];

const limits = editions.flatMap(({ edition, rows }) => rows.flatMap((row) => placesOf(row).filter(({ name }) => !ELSEWHERE.includes(name)).map((place) => ({ edition, row: row.name, limit: place.name, place }))));

it.each(limits)('edition $edition has a case on each side of $row $limit', ({ edition, row, place }) => {
  const rowOf = (all: Edition[]) => all.find((one) => one.edition === edition)!.rows.find(({ name }) => name === row)!;
  const { vaccines } = rowOf(editions);
  const cases = casesOf(edition).filter(({ doses, expect: { forecast = [] } }) => [...doses, ...forecast].some(({ vaccine }) => vaccines.includes(vaccine)));
  const unnoticed = place.by.filter((by) => {
    const changed = structuredClone(editions);
    place.move(rowOf(changed), by);
    return !failing(cases, changed, edition);
  });
  expect(unnoticed).toEqual([]);
});

it.each([-1, 1])('edition 2021 has a case that the interval between live vaccines moves by %i day (H4)', (by) => {
  const changed = structuredClone(editions);
  changed.find(({ edition }) => edition === '2021')!.liveInterval.days += by;
  expect(failing(casesOf('2021'), changed, '2021')).toBeDefined();
});
