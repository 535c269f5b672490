import { describe, expect, it } from '@jest/globals';
import { toLocalDate } from '../time.js';
import { compareArchives, type ArchiveSide } from './compare.js';

const side = (overrides: Partial<ArchiveSide> = {}): ArchiveSide => ({
  name: '陈小苗',
  sex: 'female',
  birthDate: toLocalDate('2023-05-04'),
  identifier: { type: 'id-card', number: '440199202305040028' },
  phone: '13800000000',
  ...overrides,
});

it('finds the same person the same', () => {
  expect(compareArchives(side(), side())).toEqual({ outcome: 'same', fields: {} });
});

describe('a difference in identity', () => {
  it.each([
    { fact: 'another name', theirs: { name: '陈小妙' }, fields: ['name'] },
    { fact: 'the other sex', theirs: { sex: 'male' as const }, fields: ['sex'] },
    { fact: 'another birth date', theirs: { birthDate: toLocalDate('2023-05-05') }, fields: ['birthDate'] },
    { fact: 'another number of the same document', theirs: { identifier: { type: 'id-card' as const, number: '440199202305040036' } }, fields: ['identifier'] },
    { fact: 'a name that got lost', theirs: { name: '' }, fields: ['name'] },
    { fact: 'a twin: same birth date, other name and number', theirs: { name: '陈小芽', identifier: { type: 'id-card' as const, number: '440199202305040044' } }, fields: ['name', 'identifier'] },
    { fact: 'another name, and another phone beside it', theirs: { name: '陈小妙', phone: '13900000000' }, fields: ['name', 'phone'] },
  ])('is $fact, whichever side says it', ({ theirs, fields }) => {
    const comparison = { outcome: 'differs', fields: Object.fromEntries(fields.map((field) => [field, 'differs'])) };
    expect(compareArchives(side(), side(theirs))).toEqual(comparison);
    expect(compareArchives(side(theirs), side())).toEqual(comparison);
  });
});

it('differs by two placeholders that name two mothers', () => {
  expect(compareArchives(side({ name: '陈某之女' }), side({ name: '李某之女' }))).toEqual({ outcome: 'differs', fields: { name: 'differs' } });
  expect(compareArchives(side({ name: '陈某之女' }), side({ name: '陈某之女' })).outcome).toBe('same');
});

describe('for the desk', () => {
  it('is another phone, which residents say of themselves', () => {
    expect(compareArchives(side(), side({ phone: '13900000000' }))).toEqual({ outcome: 'self-declared-differs', fields: { phone: 'differs' } });
  });

  it.each([
    { fact: "a newborn's placeholder in place of a name", lacking: { name: '陈某之女' }, field: 'name' },
    { fact: 'a sex that nobody stated', lacking: { sex: 'unstated' as const }, field: 'sex' },
    { fact: 'no number', lacking: { identifier: null }, field: 'identifier' },
    { fact: 'no phone', lacking: { phone: null }, field: 'phone' },
  ])('is what one side lacks: $fact', ({ lacking, field }) => {
    expect(compareArchives(side(), side(lacking))).toEqual({ outcome: 'incomplete', fields: { [field]: 'theirs-missing' } });
    expect(compareArchives(side(lacking), side())).toEqual({ outcome: 'incomplete', fields: { [field]: 'ours-missing' } });
  });

  it('is the phone when it is wrong and something else is missing', () => {
    expect(compareArchives(side(), side({ phone: '13900000000', identifier: null }))).toEqual({ outcome: 'self-declared-differs', fields: { identifier: 'theirs-missing', phone: 'differs' } });
  });
});

it.each([
  { fact: 'a name written with other blanks and width', theirs: { name: ' 陈　小苗 ' } },
  { fact: 'a document of another kind', theirs: { identifier: { type: 'birth-certificate' as const, number: 'T440000001' } } },
  { fact: 'a phone written with country code and hyphens', theirs: { phone: '+86 138-0000-0000' } },
])('is not moved by $fact', ({ theirs }) => {
  expect(compareArchives(side(), side(theirs)).outcome).toBe('same');
});
