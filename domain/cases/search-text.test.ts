import { caseNumberOf, mayNamePerson } from './search-text.js';

const ID = '01a1b2c3-0004-7005-8006-000000000007';

it.each([8, 9, 10, 13, 14, 18, 19, 23, 24, 36])('takes the first %d characters of an id for the number of a case', (length) => {
  expect(caseNumberOf(` ${ID.slice(0, length).toUpperCase()} `)).toBe(ID.slice(0, length));
  expect(mayNamePerson(ID.slice(0, length))).toBe(false);
});

it.each(['', '01a1b2c', '01a1b2c30', '01a1b2c3_0', `${ID}0`, '11a1b2c3', '01234567', 'E12345678', '登记'])('takes %j for no number of a case', (text) => {
  expect(caseNumberOf(text)).toBeNull();
});

it.each(['13912345678', '139 1234 5678', '440106199001010019', '44010619900101001X', 'E12345678', '１３９１２３４５６７８', '010-12345678', '12345678', '王小明13912345678'])('takes %j for a number of a person', (text) => {
  expect(mayNamePerson(text)).toBe(true);
});

it.each(['', '1234567', '登记系统退回', '天河 2 号', 'C4401'])('takes %j for none', (text) => {
  expect(mayNamePerson(text)).toBe(false);
});
