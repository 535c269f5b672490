import { signedHeaders } from './guangdong-signing.js';

const request = { now: Date.parse('2026-11-26T00:00:00Z'), nonce: '0f8fad5b-d9cb-469f-a165-70867728950e', key: { keyId: 'site-1', secret: 'a secret of 示例 site' } };
const question = { ...request, method: 'GET', url: new URL('https://registry.example/gdips/v1/requests?key=a%3Ab%20c'), body: '' };
const creation = { ...request, method: 'POST', url: new URL('https://registry.example/base/gdips/v1/archives/create'), body: '{"requestKey":"k-1","person":{"name":"欧阳示例"}}' };

describe('the headers of a request', () => {
  // Digest: `printf '%s' BODY | openssl dgst -sha256`.
  // Signature: `printf 'METHOD\nPATH\nQUERY\nDIGEST\nTIME\nNONCE' | openssl dgst -sha256 -hmac 'a secret of 示例 site' -binary | base64`.
  it.each([
    { fact: 'with a body', signing: creation, digest: '7229ae064c590a64259ebd9f284f17529f38993bd07920fc9191ac718e9ba8dd', signature: 'UbGJK49gwrTnlZ3HnlrIM2ZTy9WElbl9XnhMlbA2WuU=' },
    { fact: 'with a query', signing: question, digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', signature: 'q8laMewSgJ3kR4l0jeMHDtK0zUxvim6ArLqPhTQYikc=' },
  ])('$fact are those that openssl computes', ({ signing, digest, signature }) => {
    expect(signedHeaders(signing)).toEqual({
      'x-gd-key-id': 'site-1', 'x-gd-timestamp': '1795651200000', 'x-gd-nonce': '0f8fad5b-d9cb-469f-a165-70867728950e', 'x-gd-content-sha256': digest, 'x-gd-signature': signature,
    });
  });

  it.each([
    { part: 'method', other: { method: 'PUT' } },
    { part: 'path', other: { url: new URL('https://registry.example/gdips/v1/archives/create') } },
    { part: 'query', other: { url: new URL(`${creation.url.href}?key=a`) } },
    { part: 'body', other: { body: `${creation.body} ` } },
    { part: 'time', other: { now: request.now + 1 } },
    { part: 'nonce', other: { nonce: '0f8fad5b-d9cb-469f-a165-70867728950f' } },
    { part: 'secret', other: { key: { ...request.key, secret: 'another' } } },
  ])('sign the $part', ({ other }) => {
    expect(signedHeaders({ ...creation, ...other })['x-gd-signature']).not.toBe(signedHeaders(creation)['x-gd-signature']);
  });

  it('have a nonce of their own for each attempt', () => {
    const { nonce: _nonce, ...attempt } = creation;
    const nonces = [1, 2, 3].map(() => signedHeaders(attempt)['x-gd-nonce']);
    expect(new Set(nonces).size).toBe(3);
  });

  it('hold the secret in none of them', () => expect(JSON.stringify(signedHeaders(creation))).not.toContain('secret'));
});
