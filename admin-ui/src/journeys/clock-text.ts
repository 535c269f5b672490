const SECOND_MS = 1_000;

/** What is left as h:mm:ss, days before it; null once it is over. */
export function clockText(leftMs: number): string | null {
  if (leftMs <= 0) return null;
  const seconds = Math.ceil(leftMs / SECOND_MS);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return `${days > 0 ? `${days} d ` : ''}${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
