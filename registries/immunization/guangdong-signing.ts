import { createHash, createHmac, randomUUID } from 'node:crypto';

export type SiteKey = { keyId: string; secret: string };

export type ToSign = { method: string; url: URL; body: string; key: SiteKey; now: number; nonce?: string };

/**
 * The province's headers for one request: HMAC-SHA256 with the site's key over method, path, query, digest of the body, time and a nonce.
 * The nonce is fresh for each attempt; a repeat of the same request is told apart from a replay by it.
 */
export function signedHeaders({ method, url, body, key, now, nonce = randomUUID() }: ToSign): Record<string, string> {
  const digest = createHash('sha256').update(body).digest('hex');
  const text = [method, url.pathname, url.search.slice(1), digest, String(now), nonce].join('\n');
  return {
    'x-gd-key-id': key.keyId,
    'x-gd-timestamp': String(now),
    'x-gd-nonce': nonce,
    'x-gd-content-sha256': digest,
    'x-gd-signature': createHmac('sha256', key.secret).update(text).digest('base64'),
  };
}
