import {
  addDays,
  addMonths,
  ageInYears,
  daysBetween,
  endOfDay,
  instantAt,
  isLocalDate,
  localDateOf,
  startOfDay,
  toInstant,
  toLocalDate,
} from './time.js';

const instant = (iso: string) => toInstant(Date.parse(iso));
const iso = (ms: number) => new Date(ms).toISOString();

describe('the day of an instant', () => {
  it.each([
    { fact: 'the last millisecond before midnight in Shanghai is still the old day', at: '2026-03-28T15:59:59.999Z', day: '2026-03-28' },
    { fact: 'midnight in Shanghai begins the new day', at: '2026-03-28T16:00:00.000Z', day: '2026-03-29' },
    { fact: 'midnight UTC is eight in the morning of the same day', at: '2026-03-29T00:00:00.000Z', day: '2026-03-29' },
    { fact: 'New Year comes eight hours before UTC', at: '2026-12-31T16:00:00.000Z', day: '2027-01-01' },
    { fact: 'a leap day begins at 16:00 UTC on the 28th', at: '2028-02-28T16:00:00.000Z', day: '2028-02-29' },
    { fact: 'an instant before 1970 has its day too', at: '1949-09-30T16:00:00.000Z', day: '1949-10-01' },
  ])('$fact', ({ at, day }) => {
    expect(localDateOf(instant(at))).toBe(day);
  });
});

describe('the instants of a day', () => {
  it.each([
    { day: '2026-03-29', from: '2026-03-28T16:00:00.000Z', until: '2026-03-29T16:00:00.000Z' },
    { day: '2028-02-29', from: '2028-02-28T16:00:00.000Z', until: '2028-02-29T16:00:00.000Z' },
    { day: '2026-03-08', from: '2026-03-07T16:00:00.000Z', until: '2026-03-08T16:00:00.000Z' }, // clocks change in New York
    { day: '2026-11-01', from: '2026-10-31T16:00:00.000Z', until: '2026-11-01T16:00:00.000Z' },
  ])('$day lasts from $from until $until', ({ day, from, until }) => {
    expect(iso(startOfDay(toLocalDate(day)))).toBe(from);
    expect(iso(endOfDay(toLocalDate(day)))).toBe(until);
    expect(localDateOf(startOfDay(toLocalDate(day)))).toBe(day);
    expect(localDateOf(toInstant(endOfDay(toLocalDate(day)) - 1))).toBe(day);
  });

  it.each([
    { time: '00:00', at: '2026-03-28T16:00:00.000Z' },
    { time: '07:59', at: '2026-03-28T23:59:00.000Z' },
    { time: '08:00', at: '2026-03-29T00:00:00.000Z' },
    { time: '23:59', at: '2026-03-29T15:59:00.000Z' },
  ])('$time on a day is Shanghai time', ({ time, at }) => {
    expect(iso(instantAt(toLocalDate('2026-03-29'), time))).toBe(at);
  });

  it.each(['24:00', '8:00', '08:60', '08:00:00', '', '0800', ' 08:00'])('refuses "%s" as a time of day', (time) => {
    expect(() => instantAt(toLocalDate('2026-03-29'), time)).toThrow(TypeError);
  });

  it.each([Number.NaN, Infinity, 1.5, 2 ** 60])('refuses %p as an instant', (ms) => {
    expect(() => toInstant(ms)).toThrow(TypeError);
  });
});

describe('a date', () => {
  it.each(['2026-03-29', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isLocalDate(text)).toBe(true);
    expect(toLocalDate(text)).toBe(text);
  });

  it.each([
    '2023-02-29',
    '2023-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    '2026-01-01\n',
    ' 2026-01-01',
    '',
  ])('%j does not', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => toLocalDate(text)).toThrow(TypeError);
  });
});

describe('counting days', () => {
  it.each([
    { from: '2026-03-01', days: 28, to: '2026-03-29' },
    { from: '2028-02-28', days: 1, to: '2028-02-29' },
    { from: '2028-02-28', days: 2, to: '2028-03-01' },
    { from: '2026-02-28', days: 1, to: '2026-03-01' },
    { from: '2026-12-31', days: 1, to: '2027-01-01' },
    { from: '2026-03-07', days: 2, to: '2026-03-09' },
    { from: '2026-03-29', days: 0, to: '2026-03-29' },
    { from: '2027-01-01', days: -1, to: '2026-12-31' },
    { from: '2028-01-01', days: 366, to: '2029-01-01' },
  ])('$days days from $from is $to', ({ from, days, to }) => {
    expect(addDays(toLocalDate(from), days)).toBe(to);
    expect(daysBetween(toLocalDate(from), toLocalDate(to))).toBe(days);
  });
});

describe('counting months', () => {
  it.each([
    { from: '2026-01-31', months: 1, to: '2026-02-28' },
    { from: '2028-01-31', months: 1, to: '2028-02-29' },
    { from: '2026-03-31', months: 1, to: '2026-04-30' },
    { from: '2026-03-15', months: 1, to: '2026-04-15' },
    { from: '2026-11-30', months: 3, to: '2027-02-28' },
    { from: '2028-02-29', months: 12, to: '2029-02-28' },
    { from: '2028-02-29', months: 48, to: '2032-02-29' },
    { from: '2026-12-31', months: 6, to: '2027-06-30' },
    { from: '2026-03-31', months: -1, to: '2026-02-28' },
    { from: '2026-01-15', months: -1, to: '2025-12-15' },
    { from: '2026-05-31', months: 0, to: '2026-05-31' },
  ])('$months months from $from is $to', ({ from, months, to }) => {
    expect(addMonths(toLocalDate(from), months)).toBe(to);
  });
});

describe('age', () => {
  it.each([
    { fact: 'is one less on the day before the birthday', born: '2020-03-29', on: '2026-03-28', years: 5 },
    { fact: 'is reached on the birthday', born: '2020-03-29', on: '2026-03-29', years: 6 },
    { fact: 'is nought on the day of birth', born: '2026-03-29', on: '2026-03-29', years: 0 },
    { fact: 'of a leap-day child is reached on 28 February of a common year', born: '2020-02-29', on: '2026-02-28', years: 6 },
    { fact: 'of a leap-day child is not reached on 27 February', born: '2020-02-29', on: '2026-02-27', years: 5 },
    { fact: 'of a leap-day child in a leap year waits for the 29th', born: '2020-02-29', on: '2028-02-28', years: 7 },
    { fact: 'of a leap-day child in a leap year comes on the 29th', born: '2020-02-29', on: '2028-02-29', years: 8 },
    { fact: 'of the very old is counted too', born: '1931-07-01', on: '2026-06-30', years: 94 },
  ])('$fact', ({ born, on, years }) => {
    expect(ageInYears(toLocalDate(born), toLocalDate(on))).toBe(years);
  });
});
