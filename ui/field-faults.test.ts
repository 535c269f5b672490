import type { Problem } from '../contracts/problem.js';
import { ApiError } from './api-error.js';
import { fieldFaults } from './field-faults.js';

const refused = (code: string, params: object) => new ApiError('refused', { status: 422, problem: { code, params } as Problem });

it('says what is wrong with which field', () => {
  const error = refused('invalid-request', { fields: [{ field: 'areaCode', rule: 'of-another-level' }, { field: 'siteIds.2', rule: 'must be uuid' }] });
  expect(fieldFaults(error)).toEqual({ areaCode: 'of-another-level', siteIds: 'must be uuid' });
});

it.each([['another refusal', refused('not-on-oneself', {})], ['one without fields', refused('invalid-request', {})], ['what is no answer', new ApiError('unreachable')], ['none', null]])('has nothing to say of %s', (_, error) => {
  expect(fieldFaults(error)).toEqual({});
});
