/** Fen as yuan with two places. */
export function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}
