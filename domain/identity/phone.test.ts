import fc from 'fast-check';
import { readPhone } from './phone.js';

describe('reading a mobile number', () => {
  it.each(['15400000001', '+86 154 0000 0001', '0086-154-0000-0001', '8615400000001', '１５４００００００01'])('reads %s', (raw) => {
    expect(readPhone(raw)).toEqual({ ok: true, phone: '15400000001' });
  });

  it.each(['12000000000', '1540000000', '154000000012', '+852 5123 4567', '020-83000000', 'x'])('refuses %s', (raw) => {
    expect(readPhone(raw)).toEqual({ ok: false, reason: 'not-a-mainland-mobile' });
  });

  it('says that nothing was given', () => expect(readPhone(' - ')).toEqual({ ok: false, reason: 'empty' }));

  it('reads its own answer again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (number) => {
        expect(readPhone(String(number))).toEqual({ ok: true, phone: String(number) });
      }),
    );
  });
});
