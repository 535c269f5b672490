export type PhoneReading = { ok: true; phone: string } | { ok: false; reason: 'empty' | 'not-a-mainland-mobile' };

/** A mainland mobile number as 11 digits, without the country code, blanks or hyphens that people write with it. */
export function readPhone(raw: string): PhoneReading {
  const digits = raw.normalize('NFKC').replace(/[\s()\-\u2010-\u2015]/g, '').replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  if (digits === '') return { ok: false, reason: 'empty' };
  return /^1[3-9]\d{9}$/.test(digits) ? { ok: true, phone: digits } : { ok: false, reason: 'not-a-mainland-mobile' };
}
