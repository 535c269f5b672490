import fc from 'fast-check';
import { toInstant, toLocalDate } from '../../domain/time.js';
import { compactDate, readCompactDate, readShanghaiTime, shanghaiTime } from './guangdong-time.js';

const at = (text: string) => toInstant(Date.parse(text));

describe('a day', () => {
  it('is written without marks and read again', () => {
    expect(compactDate(toLocalDate('2024-02-29'))).toBe('20240229');
    expect(readCompactDate('20240229')).toBe('2024-02-29');
  });

  it.each(['20230229', '20241301', '20240100', '2024-02-29', '240229', '202402290', '２０２４0229', '', '0'])('that is none, or in another form, is not believed: %s', (text) => {
    expect(readCompactDate(text)).toBeNull();
  });
});

describe('a time of day', () => {
  it.each([
    { instant: '2025-03-01T01:02:03Z', text: '2025-03-01 09:02:03' },
    { instant: '2025-03-01T15:59:59.999Z', text: '2025-03-01 23:59:59' },
    { instant: '2025-03-01T16:00:00Z', text: '2025-03-02 00:00:00' },
    { instant: '2024-12-31T16:30:00Z', text: '2025-01-01 00:30:00' },
    { instant: '2024-02-28T20:00:00Z', text: '2024-02-29 04:00:00' },
  ])('of $instant is $text in Asia/Shanghai, cut to the second', ({ instant, text }) => {
    expect(shanghaiTime(at(instant))).toBe(text);
    expect(readShanghaiTime(text)).toBe(Math.floor(at(instant) / 1000) * 1000);
  });

  it('comes back the same, whatever the second', () => {
    const seconds = fc.integer({ min: Date.parse('1993-01-01T00:00:00Z') / 1000, max: Date.parse('2100-01-01T00:00:00Z') / 1000 });
    fc.assert(fc.property(seconds, (second) => expect(readShanghaiTime(shanghaiTime(toInstant(second * 1000)))).toBe(second * 1000)));
  });

  it('agrees with the calendar that the platform has for Asia/Shanghai', () => {
    const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
    const seconds = fc.integer({ min: Date.parse('1993-01-01T00:00:00Z') / 1000, max: Date.parse('2100-01-01T00:00:00Z') / 1000 });
    fc.assert(fc.property(seconds, (second) => expect(shanghaiTime(toInstant(second * 1000))).toBe(parts.format(second * 1000))));
  });

  it.each(['2025-03-01T09:02:03', '2025-03-01 24:00:00', '2025-03-01 09:60:00', '2025-03-01 09:02:60', '2025-02-29 09:02:03', '2025-03-01 9:02:03', '2025-03-01 09:02', '2025-03-01 09:02:03Z', ''])(
    'that is none is not believed: %s',
    (text) => expect(readShanghaiTime(text)).toBeNull(),
  );
});
