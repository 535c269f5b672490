import { stat } from 'node:fs/promises';
import { loadIssuerKeys } from './key-file.js';
import type { IssuerKey } from './key.js';

export type WatchedKeys = { current(): readonly IssuerKey[]; isAway(): boolean; close(): void };

export type WatchOptions = { everyMs?: number; trustedForMs?: number; now?: () => number };

/**
 * Loads the key file and looks every `everyMs` whether it was replaced: a revoked key must be refused everywhere within a minute. A file
 * that cannot be used is reported. The last good keys stay in force for that minute; after it a revocation might have been missed, so the
 * issuer counts as away, and people are identified by documents until the file is right again.
 */
export async function watchIssuerKeys(path: string, onError: (error: unknown) => void, { everyMs = 10_000, trustedForMs = 60_000, now = Date.now }: WatchOptions = {}): Promise<WatchedKeys> {
  let keys: readonly IssuerKey[] = [];
  let modified: number | null = null;
  let brokenSince: number | null = null;
  const look = async (): Promise<void> => {
    const latest = await modifiedAt(path);
    if (latest === modified && brokenSince === null) return;
    brokenSince ??= now();
    keys = await loadIssuerKeys(path);
    [modified, brokenSince] = [latest, null];
  };
  await look().catch(onError);
  const timer = setInterval(() => void look().catch(onError), everyMs);
  timer.unref();
  return {
    current: () => keys,
    isAway: () => keys.length === 0 || (brokenSince !== null && now() - brokenSince >= trustedForMs),
    close: () => clearInterval(timer),
  };
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0;
}
