import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { toDatabaseError } from './database-error.js';

const leaky = Object.assign(new Error('duplicate key value violates unique constraint "x"'), {
  code: '23505',
  constraint: 'residents_pkey',
  detail: 'Key (number)=(440199199001010019) already exists.',
  parameters: ['440199199001010019'],
});

it('lets the code and the constraint through and nothing else', () => {
  const error = toDatabaseError(leaky);
  expect(error.message).toBe('database error 23505 on residents_pkey');
  expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain('440199199001010019');
});

it('looks inside what Sequelize wraps', () => {
  const wrapped = Object.assign(new Error('Validation error'), { name: 'SequelizeUniqueConstraintError', parent: leaky, fields: { number: '440199199001010019' } });
  expect(toDatabaseError(wrapped)).toMatchObject({ code: '23505', unavailable: false });
});

it.each(['57P01', '08006', '53300', 'ECONNREFUSED'])('calls the database away at %s', (code) => {
  expect(toDatabaseError(Object.assign(new Error('gone'), { code }))).toMatchObject({ code, unavailable: true });
});

it('passes errors of our own as they are', () => {
  const own = new RangeError('not enough fresh case ids');
  expect(toDatabaseError(own)).toBe(own);
});

it('knows an error of another realm by its fields', () => {
  const refused = runInNewContext(`new AggregateError([Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })])`) as unknown;
  expect(refused).not.toBeInstanceOf(Error);
  expect(toDatabaseError(refused)).toMatchObject({ code: 'ECONNREFUSED', unavailable: true });
});
