/** What a lock file holds beside the facts its holder gave. */
export type Holder = { pid?: number; identity?: string } & Record<string, unknown>;

export type Lock = {
  /** Replaces the facts in the file, at once for readers. */
  write(facts: Record<string, unknown>): void;
  release(): void;
};

export function tryLock(file: string, facts?: Record<string, unknown>): { lock: Lock; holder?: undefined } | { holder: Holder; lock?: undefined };
export function withLock<T>(file: string, work: () => Promise<T> | T, onWait?: (holder: Holder) => void): Promise<T>;
export function holderOf(file: string): Holder | undefined;
