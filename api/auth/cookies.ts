import type { IncomingMessage } from 'node:http';

export type CookieNames = { session: string; signIn: string; device: string; secure: boolean };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopbackHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && LOOPBACK.has(hostname);
}

/**
 * Names with `__Host-`, which a browser takes over TLS alone and from this host alone. On loopback without TLS, for development, names
 * without it; anywhere else without TLS there is no signing in. Throws `TypeError` then.
 */
export function cookieNamesAt(publicUrl: string): CookieNames {
  if (new URL(publicUrl).protocol === 'https:') return { session: '__Host-miaocheng', signIn: '__Host-miaocheng-sign-in', device: '__Host-miaocheng-device', secure: true };
  if (isLoopbackHttp(publicUrl)) return { session: 'miaocheng-loopback', signIn: 'miaocheng-loopback-sign-in', device: 'miaocheng-loopback-device', secure: false };
  throw new TypeError('people sign in over https, or on loopback');
}

/** The first of this name. A second one was put there by somebody else, and a browser sends the more specific one first: neither is believed. */
export function readCookie({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | null {
  const values = (headers.cookie ?? '').split(';').flatMap((pair) => {
    const [, key, value] = /^\s*([^=\s]+)=([\w.~-]*)\s*$/.exec(pair) ?? [];
    return key === name && value !== undefined && value !== '' ? [value] : [];
  });
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** Lax: a link from elsewhere may open the page, and nothing that another site sends by itself carries it. */
export function writeCookie(name: string, value: string, { secure, maxAgeSeconds }: { secure: boolean; maxAgeSeconds?: number }): string {
  return [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : []), ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`])].join('; ');
}

export function forgetCookie(name: string, { secure }: { secure: boolean }): string {
  return writeCookie(name, '', { secure, maxAgeSeconds: 0 });
}
