import { parseStat, readCpu, usedBetween } from './cpu.js';

it('reads parent and time of a process whatever its name is', () => {
  expect(parseStat('42 (a (b) c) S 7 42 42 0 -1 4194560 100 0 0 0 30 12 5 3 20 0 11 0 100 1 1')).toEqual({ parent: 7, ticks: 50 });
});

it('counts a process that works', () => {
  const before = readCpu({ own: process.pid });
  for (const until = performance.now() + 200; performance.now() < until; );
  const { own } = usedBetween(before, readCpu({ own: process.pid }));
  expect(own).toBeGreaterThan(0);
});

it('leaves out a process that has ended', () => {
  expect(readCpu({ gone: 2 ** 22 + 1 })).toEqual({});
});
