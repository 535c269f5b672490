import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

type Batch = { lines: string[]; done: Promise<void> };

/**
 * What a simulator has done, one JSON line each, so that it knows it again after `kill -9`. Lines that arrive while the disk is busy share
 * the next write and sync. After a failed write every later one fails too: a store that forgets must not go on answering.
 */
export class Journal<Entry> {
  readonly #file: FileHandle;
  #waiting: Batch | null = null;
  #tail: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Replays `path` into `apply`, oldest first. A last line cut short by a kill was never answered for and is dropped. */
  static async open<Entry>(path: string, apply: (entry: Entry) => void): Promise<Journal<Entry>> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a', 0o600);
    const bytes = await readFile(path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) await file.truncate(whole);
    for (let start = 0; start < whole; ) {
      const end = bytes.indexOf(10, start);
      apply(JSON.parse(bytes.toString('utf8', start, end)) as Entry);
      start = end + 1;
    }
    return new Journal<Entry>(file);
  }

  /** Resolves when the entry is on disk. */
  append(entry: Entry): Promise<void> {
    const batch = this.#waiting ?? this.#nextBatch();
    batch.lines.push(`${JSON.stringify(entry)}\n`);
    return batch.done;
  }

  /** Resolves when everything appended so far is on disk. */
  settled(): Promise<void> {
    return this.#tail;
  }

  async truncate(): Promise<void> {
    this.#waiting = null;
    this.#tail = this.#tail.then(() => this.#file.truncate(0));
    await this.#tail;
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => undefined); // whoever appended has been told
    await this.#file.close();
  }

  #nextBatch(): Batch {
    const lines: string[] = [];
    const done = this.#tail.then(() => this.#write(lines));
    this.#tail = done;
    return (this.#waiting = { lines, done });
  }

  async #write(lines: string[]): Promise<void> {
    if (this.#waiting?.lines === lines) this.#waiting = null;
    await this.#file.appendFile(lines.join(''));
    await this.#file.datasync();
  }
}
