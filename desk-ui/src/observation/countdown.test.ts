import { alarmNow, countdown } from './countdown.js';

const UNTIL = '2026-11-24T01:00:00.000Z';
const at = (seconds: number) => Date.parse(UNTIL) + seconds * 1_000;

it.each([
  [-1_800, '30:00', false], [-65, '01:05', false], [-0.2, '00:01', false], [0, '00:00', true], [65, '01:05', true], [7_200, '120:00', true],
])('%i seconds after the end stands %s, over: %s', (seconds, time, over) => {
  expect(countdown(UNTIL, at(seconds))).toEqual({ time, over });
});

it('an alarm begins at its instant without anybody asking, and one that is there stays (H12)', () => {
  expect(alarmNow({ alarm: null, alarmAt: UNTIL }, at(-1))).toBeNull();
  expect(alarmNow({ alarm: null, alarmAt: UNTIL }, at(0))).toBe('overdue');
  expect(alarmNow({ alarm: 'left', alarmAt: UNTIL }, at(-900))).toBe('left');
});
