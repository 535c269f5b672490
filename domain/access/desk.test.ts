import { pinFault } from './desk.js';

describe('a PIN', () => {
  it.each(['492713', '100482', '3141592', '908172635441'])('may be %s', (pin) => expect(pinFault(pin, 'registrar-1')).toBeNull());

  it.each(['', '12345', '1234567890123', '49271a', '４９２７１３', ' 492713', '-492713', '49.713', '492713\n'])('is not %j: six to twelve digits', (pin) => expect(pinFault(pin, 'registrar-1')).toBe('digits'));

  it.each(['000000', '123456', '654321', '789012', '024680', '112233', '121212', '123123', '585858', '110110', '477744'])('is not %s, which is tried first', (pin) => expect(pinFault(pin, 'registrar-1')).toBe('too-simple'));

  it('is not the number that stands on the badge', () => {
    expect(pinFault('492713', 'n-492713')).toBe('is-the-name');
    expect(pinFault('492713', 'n-49271')).toBeNull();
  });
});
