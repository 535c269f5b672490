import { markDifference } from './text-difference.js';

it.each([
  { fact: 'one character', one: '陈小苗', other: '陈小妙', differs: ['苗', '妙'] },
  { fact: 'the middle of a number', one: '13900000000', other: '13800000000', differs: ['9', '8'] },
  { fact: 'everything', one: '2024-06-01', other: '甲', differs: ['2024-06-01', '甲'] },
  { fact: 'what only one side has', one: '示例', other: '示例同号人', differs: ['', '同号人'] },
  { fact: 'a character that repeats', one: '111', other: '11', differs: ['1', ''] },
  { fact: 'nothing', one: '女', other: '女', differs: ['', ''] },
  { fact: 'a character outside the basic plane', one: '𠮷田', other: '吉田', differs: ['𠮷', '吉'] },
])('marks $fact', ({ one, other, differs }) => {
  const marked = markDifference(one, other);
  expect(marked.map((part) => part.differs)).toEqual(differs);
  expect(marked.map(({ before, differs: middle, after }) => before + middle + after)).toEqual([one, other]);
});
