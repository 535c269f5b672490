import { dueIn } from './due.js';

const now = Date.parse('2026-11-24T01:00:00.000Z');

it.each([
  { dueAt: '2026-11-24T01:00:00.000Z', due: { overdue: true, unit: 'moment', days: 0, hours: 0, minutes: 0 } },
  { dueAt: '2026-11-24T01:00:59.999Z', due: { overdue: false, unit: 'moment', days: 0, hours: 0, minutes: 0 } },
  { dueAt: '2026-11-24T01:04:59.000Z', due: { overdue: false, unit: 'minutes', days: 0, hours: 0, minutes: 4 } },
  { dueAt: '2026-11-24T00:55:00.000Z', due: { overdue: true, unit: 'minutes', days: 0, hours: 0, minutes: 5 } },
  { dueAt: '2026-11-25T00:30:00.000Z', due: { overdue: false, unit: 'hours', days: 0, hours: 23, minutes: 30 } },
  { dueAt: '2026-11-22T00:00:00.000Z', due: { overdue: true, unit: 'days', days: 2, hours: 1, minutes: 0 } },
])('tells how far $dueAt is away', ({ dueAt, due }) => {
  expect(dueIn(dueAt, now)).toEqual(due);
});
