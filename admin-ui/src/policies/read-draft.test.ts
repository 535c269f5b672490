import { ApiError } from '../../../ui/api-error.js';
import { faultsIn, instantOf, readDocument } from './read-draft.js';

it.each([
  ['{"a": 1}', { a: 1 }], ['[]', null], ['null', null], ['"a"', null], ['{', null], ['', null],
])('reads %s as a document or says that it is none', (text, document) => {
  expect(readDocument(text)).toEqual(document);
});

it('takes a time as that of Shanghai, whatever the zone of the browser', () => {
  expect([instantOf('2026-12-01T08:00'), instantOf(''), instantOf('2026-13-01T08:00')]).toEqual(['2026-12-01T00:00:00.000Z', null, null]);
});

it('tells the places of a document that was refused, and nothing of other errors', () => {
  const problem = { type: 'about:blank', title: 't', status: 422, code: 'invalid-request', params: { fields: [{ field: 'document.editions.0', rule: 'x' }, { field: 'reason', rule: 'y' }] }, requestId: 'r' } as const;
  expect(faultsIn(new ApiError('refused', { status: 422, problem }))).toEqual([{ field: 'editions.0', rule: 'x' }, { field: 'reason', rule: 'y' }]);
  expect(faultsIn(new ApiError('refused', { status: 409, problem: { ...problem, code: 'policy-moved' } }))).toBeNull();
  expect(faultsIn(new Error('x'))).toBeNull();
});
