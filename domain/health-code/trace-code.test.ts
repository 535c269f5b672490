import { toLocalDate } from '../time.js';
import { readTraceCode } from './trace-code.js';

const today = toLocalDate('2026-11-24');
const gs = '\u001d';

it('splits the product off a code of 20 digits', () => {
  expect(readTraceCode('84100400000000000001', today)).toEqual({ form: 'digits', traceCode: '84100400000000000001', productPrefix: '8410040' });
});

it.each([
  { fact: 'with the lot closed by a separator', text: `010690123456789217280531${'10LOT7'}${gs}21S9` },
  { fact: 'with the serial before the lot', text: `010690123456789221S9${gs}1728053110LOT7` },
  { fact: 'as printed under the symbol', text: '(01)06901234567892(17)280531(10)LOT7(21)S9' },
])('reads a GS1 code $fact', ({ text }) => {
  expect(readTraceCode(text, today)).toEqual({
    form: 'gs1', traceCode: '010690123456789221S9', gtin: '06901234567892', serial: 'S9', lot: 'LOT7', expiresOn: '2028-05-31',
  });
});

it.each([
  { fact: 'day 00 is the last of the month', yymmdd: '280200', expiresOn: '2028-02-29' },
  { fact: 'a year far ahead belongs to the last century', yymmdd: '990131', expiresOn: '1999-01-31' },
])('$fact', ({ yymmdd, expiresOn }) => {
  expect(readTraceCode(`(01)06901234567892(17)${yymmdd}(10)L(21)S`, today)).toMatchObject({ expiresOn });
});

it.each([
  { fact: 'a wrong GTIN check digit', text: '(01)06901234567891(17)280531(10)L(21)S' },
  { fact: 'an impossible expiry', text: '(01)06901234567892(17)281332(10)L(21)S' },
  { fact: 'no serial', text: '(01)06901234567892(17)280531(10)L' },
  { fact: 'an element twice', text: '(01)06901234567892(17)280531(10)L(21)S(21)T' },
  { fact: 'an element of another kind', text: '(01)06901234567892(17)280531(10)L(21)S(99)X' },
  { fact: 'a lot that is too long', text: `(01)06901234567892(17)280531(10)${'L'.repeat(21)}(21)S` },
  { fact: '19 digits', text: '8410040000000000000' },
])('is none with $fact', ({ text }) => {
  expect(readTraceCode(text, today)).toBeNull();
});
