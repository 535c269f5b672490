import { Unavailable } from './errors.js';

/** Failures before the first byte of the request left: nothing can have happened over there. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO$)/;

/** What `fetch` throws when no whole answer came, as `Unavailable`; an error that is none of the network's is thrown on. */
export function transportFailure(system: string, error: unknown): Unavailable {
  if (!isError(error)) throw error;
  if (error.name === 'TimeoutError') return new Unavailable(system, 'timeout');
  const code = networkCode(error);
  if (code === null) throw error;
  if (NEVER_CONNECTED.has(code)) return new Unavailable(system, 'connection-refused', { effect: 'none' });
  return TLS_CODE.test(code) ? new Unavailable(system, 'tls', { effect: 'none' }) : new Unavailable(system, 'connection-lost');
}

/** The system error's code from the chain of causes; of several addresses tried, the first one's. */
function networkCode(error: Error): string | null {
  for (let cause: unknown = error; isError(cause); cause = cause.cause) {
    const inner: unknown = 'errors' in cause && Array.isArray(cause.errors) ? cause.errors[0] : cause;
    if (isError(inner) && 'code' in inner && typeof inner.code === 'string') return inner.code;
  }
  return error.name === 'TypeError' && /terminated|fetch failed/.test(error.message) ? 'UND_ERR_SOCKET' : null;
}

/** By its shape: an error of another realm, as `fetch` throws in some hosts, is no instance of our own `Error`. */
function isError(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}
