import { readPastedKey } from './read-key.js';

const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };

it.each([
  ['a key', jwk],
  ['a set of one', { keys: [jwk] }],
])('takes %s', (_, given) => {
  expect(readPastedKey(JSON.stringify(given))).toEqual({ ok: true, jwk });
});

it.each([
  ['', 'not-json'], ['-----BEGIN PUBLIC KEY-----', 'not-json'], [JSON.stringify({ ...jwk, d: 'secret' }), 'private-key'], [JSON.stringify({ keys: [jwk, { ...jwk, d: 'secret' }] }), 'private-key'],
  [JSON.stringify({ keys: [jwk, jwk] }), 'one-key'], ['{"keys": []}', 'one-key'], ['[]', 'not-a-key'], ['null', 'not-a-key'], ['7', 'not-a-key'], ['{}', 'not-a-key'],
])('does not send %j: %s', (text, rule) => {
  expect(readPastedKey(text)).toEqual({ ok: false, rule });
});
