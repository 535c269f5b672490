/** The same answer for `forMs`; of several that ask at once one reads. A failure is not remembered. */
export function remember<T>(read: () => Promise<T>, { forMs, now }: { forMs: number; now: () => number }): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | null = null;
  return () => {
    if (last && now() - last.at < forMs) return last.answer;
    const reading = { at: now(), answer: read() };
    last = reading;
    reading.answer.catch(() => last === reading && (last = null));
    return reading.answer;
  };
}
