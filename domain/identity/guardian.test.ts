import { needsMother } from './guardian.js';

describe('the mother on record', () => {
  it.each([
    { fact: 'is needed for a newborn without any number', identifiers: [], needed: true },
    { fact: 'is needed beside a birth certificate', identifiers: [{ type: 'birth-certificate', number: 'V440123456' }], needed: true },
    { fact: 'is not needed for whoever has a number', identifiers: [{ type: 'birth-certificate', number: 'V440123456' }, { type: 'id-card', number: '11010519491231002X' }], needed: false },
  ] as const)('$fact', ({ identifiers, needed }) => {
    expect(needsMother(identifiers)).toBe(needed);
  });
});
