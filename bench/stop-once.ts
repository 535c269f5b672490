/** At the end or on Ctrl-C, whichever comes first. */
export function stopOnce({ stop }: { stop(): Promise<void> }): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const once = () => (stopping ??= stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void once().finally(() => process.exit(1)));
  return once;
}
