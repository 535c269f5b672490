import { stat } from 'node:fs/promises';
import { loadIssuerKeys } from './key-file.js';
import type { IssuerKey } from './key.js';

export type WatchedKeys = { current(): readonly IssuerKey[]; close(): void };

/**
 * Loads the key file and looks every `everyMs` whether it was replaced: a revoked key must be refused everywhere within a minute. A file
 * that cannot be used is reported and the last good keys stay in force, since without keys nobody could be identified at all.
 */
export async function watchIssuerKeys(path: string, onError: (error: unknown) => void, everyMs = 10_000): Promise<WatchedKeys> {
  let modified = await modifiedAt(path);
  let keys = await loadIssuerKeys(path);
  const look = async (): Promise<void> => {
    const latest = await modifiedAt(path);
    if (latest === modified) return;
    keys = await loadIssuerKeys(path);
    modified = latest;
  };
  const timer = setInterval(() => void look().catch(onError), everyMs);
  timer.unref();
  return { current: () => keys, close: () => clearInterval(timer) };
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0;
}
