/** A time that was typed, `YYYY-MM-DDTHH:mm` on the clocks of Asia/Shanghai, as the API takes it. That zone has had one offset since 1991. */
export function instantOf(typed: string): string {
  return new Date(`${typed}:00+08:00`).toISOString();
}
