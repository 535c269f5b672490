import { runInNewContext } from 'node:vm';
import { transportFailure } from './transport-failure.js';

/** As `fetch` throws it: the reason stands below. */
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const coded = (code: string) => Object.assign(new Error('told by the system'), { code });

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];
const TLS = ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO'];
const PERHAPS_SENT = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'HPE_INVALID_CONSTANT'];

describe('a failure of the network', () => {
  it.each([
    ...NEVER_SENT.map((code) => ({ code, as: 'connection-refused', effect: 'none' })),
    ...TLS.map((code) => ({ code, as: 'tls', effect: 'none' })),
    ...PERHAPS_SENT.map((code) => ({ code, as: 'connection-lost', effect: 'unknown' })),
  ])('$code is $as, with effect $effect', ({ code, as, effect }) => {
    for (const error of [fetchFailed(coded(code)), new Error('wrapped', { cause: fetchFailed(coded(code)) })]) {
      expect(transportFailure('outside', error)).toMatchObject({ name: 'Unavailable', system: 'outside', code: as, effect, retryAfterMs: null });
    }
  });

  it('is that of the first address where several were tried', () => {
    const tried = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
    expect(transportFailure('outside', fetchFailed(tried))).toMatchObject({ code: 'connection-refused', effect: 'none' });
  });

  it('is known by its shape when it comes from another realm', () => {
    const foreign: unknown = runInNewContext("new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })");
    expect(foreign).not.toBeInstanceOf(Error);
    expect(transportFailure('outside', foreign)).toMatchObject({ code: 'connection-lost', effect: 'unknown' });
  });

  it.each(['terminated', 'fetch failed'])('may have no code: %s', (message) => {
    expect(transportFailure('outside', new TypeError(message))).toMatchObject({ code: 'connection-lost', effect: 'unknown' });
  });

  it('is a timeout where the time limit ended it', () => {
    expect(transportFailure('outside', new DOMException('too late', 'TimeoutError'))).toMatchObject({ code: 'timeout', effect: 'unknown' });
  });

  it('says nothing of what the system wrote', () => {
    const failure = transportFailure('outside', fetchFailed(Object.assign(new Error('13800000000 refused'), { code: 'ECONNRESET' })));
    expect([failure.stack, JSON.stringify(failure), failure.cause].join()).not.toContain('13800000000');
  });
});

describe('an error of our own', () => {
  it.each([new TypeError('Invalid URL'), new RangeError('a mistake'), 'a text', null, { code: 'ECONNRESET' }])('is thrown on as it is: %s', (error) => {
    expect.assertions(1);
    try {
      transportFailure('outside', error);
    } catch (thrown) {
      expect(thrown).toBe(error);
    }
  });
});
