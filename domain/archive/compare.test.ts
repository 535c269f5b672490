import { toLocalDate } from '../time.js';
import { compareIdentity, type IdentityOnRecord } from './compare.js';

const resident = (overrides: Partial<IdentityOnRecord> = {}): IdentityOnRecord => ({
  name: '陈小苗',
  sex: 'female',
  birthDate: toLocalDate('2023-05-04'),
  identifier: { type: 'id-card', number: '440199202305040028' },
  ...overrides,
});

it('finds the same person the same', () => {
  expect(compareIdentity(resident(), resident())).toEqual({ outcome: 'same', differing: [] });
});

it.each([
  { fact: 'another name', theirs: { name: '陈小妙' }, differing: ['name'] },
  { fact: 'the other sex', theirs: { sex: 'male' as const }, differing: ['sex'] },
  { fact: 'another birth date', theirs: { birthDate: toLocalDate('2023-05-05') }, differing: ['birthDate'] },
  { fact: 'another number of the same document', theirs: { identifier: { type: 'id-card' as const, number: '440199202305040036' } }, differing: ['identifier'] },
  { fact: 'a missing name', theirs: { name: '' }, differing: ['name'] },
  { fact: 'a twin: same birth date, other name and number', theirs: { name: '陈小芽', identifier: { type: 'id-card' as const, number: '440199202305040044' } }, differing: ['name', 'identifier'] },
])('differs by $fact', ({ theirs, differing }) => {
  expect(compareIdentity(resident(), resident(theirs))).toEqual({ outcome: 'differs', differing });
  expect(compareIdentity(resident(theirs), resident())).toEqual({ outcome: 'differs', differing });
});

it.each([
  { fact: 'a name written with other blanks and width', theirs: { name: ' 陈　小苗 ' } },
  { fact: 'a sex that nobody stated', theirs: { sex: 'unstated' as const } },
  { fact: 'a number that one side does not have', theirs: { identifier: null } },
  { fact: 'a document of another kind', theirs: { identifier: { type: 'birth-certificate' as const, number: 'T440000001' } } },
])('is not moved by $fact', ({ theirs }) => {
  expect(compareIdentity(resident(), resident(theirs)).outcome).toBe('same');
});
