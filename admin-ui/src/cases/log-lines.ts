import type { Entry } from './rows.js';

/** The log as it is read: a claim that its holder renewed is one line, from when to until when. */
export function logLines(log: readonly Entry[]): Entry[] {
  return log.reduce<Entry[]>((lines, entry) => {
    const last = lines.at(-1);
    const renews = last?.type === 'claimed' && entry.type === 'claimed' && last.data['by'] === entry.data['by'];
    return renews ? [...lines.slice(0, -1), { ...last, data: entry.data, version: entry.version }] : [...lines, entry];
  }, []);
}

/** What came after the version that somebody has read. */
export function linesSince(log: readonly Entry[], version: number): Entry[] {
  return logLines(log.filter((entry) => entry.version > version));
}
