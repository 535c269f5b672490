import { cellOf } from './csv.js';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1'])('makes text of what a spreadsheet would run: %j', (text) => {
  expect(cellOf(text)).toBe(`"'${text}"`);
});

it.each([
  ['plain', 'plain'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['a-b=c', 'a-b=c'],
])('quotes %j where it has to', (text, cell) => {
  expect(cellOf(text)).toBe(cell);
});
