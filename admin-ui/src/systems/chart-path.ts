/** A value at an instant in ms; null is a gap. */
export type ChartPoint = { at: number; value: number | null };

export type Frame = { from: number; to: number; most: number; width: number; height: number };

/** A round number at or above the largest value, so that a scale can be read; at least `least`. */
export function scaleOf(values: readonly number[], least: number): number {
  const largest = Math.max(least, ...values);
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((step) => step * power >= largest) ?? 10) * power;
}

/** The `d` of an SVG path: a line from point to point, broken at gaps and wherever more than `longestMs` passed without a point. A lone point is a dot. */
export function pathOf(points: readonly ChartPoint[], { from, to, most, width, height }: Frame, longestMs: number): string {
  const x = (at: number) => round(((at - from) / (to - from)) * width);
  const y = (value: number) => round(height - (value / most) * height);
  let last: number | null = null;
  return points
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, value }) => {
      if (value === null) {
        last = null;
        return '';
      }
      const joined = last !== null && at - last <= longestMs;
      last = at;
      return joined ? `L${x(at)} ${y(value)}` : `M${x(at)} ${y(value)}h0.01`;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 100) / 100;
