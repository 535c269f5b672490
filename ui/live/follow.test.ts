import { jest } from '@jest/globals';
import { follow, type Stream } from './follow.js';

class Source implements Stream {
  readonly listeners = new Map<string, (event: { data?: unknown }) => void>();
  closed = false;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  tell(type: string, data?: string): void {
    this.listeners.get(type)?.({ data });
  }
}

let opened: Source[];
let told: string[];
let leave: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  [opened, told] = [[], []];
  leave = follow({
    open: () => opened[opened.push(new Source()) - 1] as Source,
    onBegin: () => told.push('begin'), onChange: ({ resource, id }) => told.push(`${resource}/${id}`), onAway: () => told.push('away'), onRefused: () => told.push('refused'),
  });
});
afterEach(() => {
  leave();
  jest.useRealTimers();
});

const last = () => opened.at(-1)!;
const fail = (times: number) => {
  for (let n = 0; n < times; n += 1) {
    last().tell('error');
    jest.advanceTimersByTime(15_000);
  }
};

it('tells when the stream begins, and each change', () => {
  last().tell('begin');
  last().tell('changed', '{"resource":"cases","id":"c","siteId":"s"}');
  expect(told).toEqual(['begin', 'cases/c']);
});

it('opens a stream again that has ended, so soon that nobody is told', () => {
  last().tell('begin');
  last().tell('error');
  expect(last().closed).toBe(true);
  jest.advanceTimersByTime(250);
  expect(opened).toHaveLength(2);
  last().tell('begin');
  jest.advanceTimersByTime(60_000);
  expect(told).toEqual(['begin', 'begin']);
});

it('says once that it is away, asks each time whether it was refused, and goes on trying', () => {
  last().tell('begin');
  last().tell('error');
  jest.advanceTimersByTime(3_000);
  fail(8);
  expect(told.filter((one) => one === 'refused')).toHaveLength(8);
  expect(told.filter((one) => one === 'away')).toHaveLength(1);
  expect(opened.length).toBe(10);
  last().tell('begin');
  expect(told.at(-1)).toBe('begin');
});

it('tries no more often than every seven seconds in the long run', () => {
  fail(10);
  const before = opened.length;
  last().tell('error');
  jest.advanceTimersByTime(7_000);
  expect(opened).toHaveLength(before);
  jest.advanceTimersByTime(8_000);
  expect(opened).toHaveLength(before + 1);
});

it('does nothing more once it is left', () => {
  last().tell('error');
  leave();
  jest.advanceTimersByTime(60_000);
  expect([opened.length, told, last().closed]).toEqual([1, ['refused'], true]);
});
