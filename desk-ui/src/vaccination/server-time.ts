/** A device that runs ahead would name a moment that is still to come, which is refused. */
const SAFETY_MS = 1_000;

/** Now by the clock of the API, as near as its last answer tells, and never ahead of it. `readAt`: when that answer came, by this device. */
export function serverTime(asOf: string, readAt: number, deviceNow: number): string {
  return new Date(Date.parse(asOf) + Math.max(0, deviceNow - readAt) - SAFETY_MS).toISOString();
}
