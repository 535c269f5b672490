import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'deep', 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

async function replay(): Promise<number[]> {
  const seen: number[] = [];
  const journal = await Journal.open<number>(path, (entry) => seen.push(entry));
  await journal.close();
  return seen;
}

describe('a journal', () => {
  it('replays every entry in the order in which they came', async () => {
    const journal = await Journal.open<number>(path, () => undefined);
    await Promise.all([1, 2, 3].map((entry) => journal.append(entry)));
    await journal.append(4);
    await journal.close();
    expect(await replay()).toEqual([1, 2, 3, 4]);
  });

  it('has an entry on disk when it says so', async () => {
    const journal = await Journal.open<string>(path, () => undefined);
    await journal.append('说');
    expect(await readFile(path, 'utf8')).toBe('"说"\n');
    await journal.close();
  });

  it('drops a last line that a kill cut short, and goes on behind the whole ones', async () => {
    const first = await Journal.open<number>(path, () => undefined);
    await first.append(1);
    await first.close();
    await appendFile(path, '{"cut');
    const second = await Journal.open<number>(path, () => undefined);
    await second.append(2);
    await second.close();
    expect(await replay()).toEqual([1, 2]);
  });

  it('is empty after it was truncated, and takes new entries', async () => {
    const journal = await Journal.open<number>(path, () => undefined);
    await journal.append(1);
    await journal.truncate();
    await journal.append(2);
    await journal.close();
    expect(await replay()).toEqual([2]);
  });
});
