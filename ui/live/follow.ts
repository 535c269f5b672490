import type { Change as ChangeSchema } from '../../contracts/changes.js';
import type { z } from 'zod';

export type Change = z.infer<typeof ChangeSchema>;

/** What of an `EventSource` is used. */
export type Stream = { addEventListener(type: string, listener: (event: { data?: unknown }) => void): void; close(): void };

export type FollowParts = {
  open: () => Stream;
  /** The stream is there: what is read from here on is followed. */
  onBegin: () => void;
  onChange: (change: Change) => void;
  /** It has been away for longer than it takes to open the next one. */
  onAway: () => void;
  /** A stream does not say why it was refused; this asks whether somebody is still signed in. */
  onRefused: () => void;
};

/** The API ends each stream after some minutes, and the next begins well within this. */
const GRACE_MS = 3_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Follows what changes until the function that it gives is called. Opens the stream again by itself: at once after one that had begun, then at
 * longer and longer intervals, spread out so that not all pages come back to a service in the same moment.
 */
export function follow({ open, onBegin, onChange, onAway, onRefused }: FollowParts): () => void {
  let stream: Stream | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function connect(): void {
    let begun = false;
    stream = open();
    stream.addEventListener('begin', () => {
      begun = true;
      failures = 0;
      clearTimeout(grace);
      grace = undefined;
      onBegin();
    });
    stream.addEventListener('changed', ({ data }) => onChange(JSON.parse(String(data)) as Change));
    stream.addEventListener('error', () => {
      stream?.close(); // it would try again without saying whether it was let in
      grace ??= setTimeout(onAway, GRACE_MS);
      if (!begun) onRefused();
      const wait = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      failures += 1;
      pause = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    });
  }

  connect();
  return () => {
    stream?.close();
    clearTimeout(pause);
    clearTimeout(grace);
  };
}
