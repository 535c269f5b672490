import { createWedge, GROUP_SEPARATOR, type Key } from './wedge.js';

const key = (name: string, timeStamp: number, ctrlKey = false): Key => ({ key: name, ctrlKey, altKey: false, metaKey: false, timeStamp });

/** Types a text with so many milliseconds from key to key; gives what was scanned, and which keys did nothing else. */
function type(text: string, everyMs: number, before: Key[] = []) {
  const scans: string[] = [];
  const wedge = createWedge((scanned) => scans.push(scanned));
  before.forEach(wedge.take);
  const taken = [...[...text].map((one, n) => (one === GROUP_SEPARATOR ? key(']', 1_000 + n * everyMs, true) : key(one, 1_000 + n * everyMs))), key('Enter', 1_000 + text.length * everyMs)].map(wedge.take);
  return { scans, taken };
}

it('takes what comes fast and ends with Enter, which then presses no button', () => {
  const { scans, taken } = type('84100400000000000001', 5);
  expect(scans).toEqual(['84100400000000000001']);
  expect(taken.at(-1)).toBe(true);
});

it('keeps the separators of a GS1 code', () => {
  const code = `0109520000000103172712311020A${GROUP_SEPARATOR}21S1`;
  expect(type(code, 8).scans).toEqual([code]);
});

it('leaves alone what people type, and a short burst', () => {
  expect(type('84100400000000000001', 150)).toEqual({ scans: [], taken: Array(21).fill(false) });
  expect(type('1234', 5).scans).toEqual([]);
});

it('begins anew after a pause, and is not held up by Shift', () => {
  expect(type('ABCDEF123', 5, [key('x', 0), key('Shift', 990)]).scans).toEqual(['ABCDEF123']);
});
