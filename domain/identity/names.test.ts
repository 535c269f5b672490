import fc from 'fast-check';
import { isSameName, normaliseName } from './names.js';

describe('comparing names', () => {
  it.each([
    { fact: 'a blank between two characters', a: '张 三', b: '张三' },
    { fact: 'full-width letters', a: 'Ｌｅｅ Ann', b: 'lee  ann' },
    { fact: 'other kinds of dot', a: '阿依古丽•买买提', b: '阿依古丽·买买提' },
    { fact: 'a katakana dot with blanks', a: '阿依古丽 ・ 买买提', b: '阿依古丽·买买提' },
    { fact: 'an invisible character', a: '李\u200b四', b: '李四' },
  ])('ignores $fact', ({ a, b }) => expect(isSameName(a, b)).toBe(true));

  it.each([
    { fact: 'the dot', a: '阿依古丽买买提', b: '阿依古丽·买买提' },
    { fact: 'a variant character', a: '陈峰', b: '陈峯' },
    { fact: 'a traditional character', a: '刘国', b: '劉國' },
    { fact: 'two missing names', a: '', b: ' ' },
  ])('does not overlook $fact', ({ a, b }) => expect(isSameName(a, b)).toBe(false));

  it('keeps the dot of minority names', () => expect(normaliseName('阿依古丽·买买提')).toBe('阿依古丽·买买提'));

  it.each(['\u1fd2', 'e\u200d\u0301', '\u037a', '\u0149'])('is settled after one pass also for %j', (name) => expect(normaliseName(normaliseName(name))).toBe(normaliseName(name)));

  it('is settled after one pass', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => normaliseName(normaliseName(name)) === normaliseName(name)));
  });
});
