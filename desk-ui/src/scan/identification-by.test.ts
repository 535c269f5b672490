import type { Scanned } from './use-scan.js';
import { identificationBy } from './identification-by.js';

const scanned = (kind: Scanned['answer']['kind'], text: string): Scanned => ({ text, answer: { kind, resident: null, journeyId: null, candidates: [], traceCode: null, banners: [] } });

it.each([
  { kind: 'health-code', text: 'a.b.c', data: { by: 'code', text: 'a.b.c' }, typed: false },
  { kind: 'certificate-barcode', text: ']C1440000202400000001', data: { by: 'certificate', text: ']C1440000202400000001' }, typed: false },
  { kind: 'passport', text: ' E12345678', data: { by: 'typed-number', document: { type: 'passport', number: 'E12345678' } }, typed: true },
  { kind: 'birth-certificate', text: 'V440123456', data: { by: 'birth-certificate', number: 'V440123456', mother: { type: 'id-card', number: '1' } }, typed: false },
] as const)('identifies by a $kind', ({ kind, text, data, typed }) => {
  expect(identificationBy(scanned(kind, text), '1')).toEqual({ data, typed });
});

it.each(['trace-code', 'resident-id'] as const)('identifies nobody by a %s', (kind) => {
  expect(identificationBy(scanned(kind, 'x'), '')).toBeNull();
});
