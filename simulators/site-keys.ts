import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

const siteKeys = z.record(z.string(), z.object({ keyId: z.string(), secret: z.string() }));
const LOOK_AGAIN_MS = 1000;

/**
 * The sites' secrets by key id, from the file that the product signs with (`siteId -> {keyId, secret}`). An unknown key makes it look
 * into a changed file again, so that a site added today can sign at once; at most once a second, whatever knocks.
 */
export function createSecretReader(path: string, now: () => number = Date.now): (keyId: string) => string | undefined {
  let secrets = new Map<string, string>();
  let readVersion = -1;
  let lookedAt = -Infinity;

  const refresh = () => {
    lookedAt = now();
    const version = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (version === undefined || version === readVersion) return;
    const parsed = siteKeys.parse(JSON.parse(readFileSync(path, 'utf8')));
    secrets = new Map(Object.values(parsed).map(({ keyId, secret }) => [keyId, secret]));
    readVersion = version;
  };
  return (keyId) => {
    if (!secrets.has(keyId) && now() - lookedAt >= LOOK_AGAIN_MS) refresh();
    return secrets.get(keyId);
  };
}
