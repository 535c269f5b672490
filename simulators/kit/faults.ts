import { z } from 'zod';

/** Which requests a fault hits: a path prefix, a share of them (0 to 1), at most `count` of them, for `forMs`. */
const scope = {
  path: z.string().startsWith('/').default('/'),
  probability: z.number().min(0).max(1).default(1),
  count: z.number().int().positive().optional(),
  forMs: z.number().int().positive().optional(),
};

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...scope, kind: z.literal('latency'), ms: z.number().int().min(0).max(600_000), jitterMs: z.number().int().min(0).default(0) }),
  z.strictObject({ ...scope, kind: z.literal('error'), status: z.number().int().min(400).max(599).default(500), retryAfterSeconds: z.number().int().optional() }),
  z.discriminatedUnion('how', [
    z.strictObject({ ...scope, kind: z.literal('down'), how: z.literal('unavailable') }),
    /** The port itself is closed, the control path with it, so it needs an end. */
    z.strictObject({ kind: z.literal('down'), how: z.literal('refuse'), forMs: z.number().int().positive().max(3_600_000) }),
  ]),
  /** The effect is committed, then the connection breaks without an answer. */
  z.strictObject({ ...scope, kind: z.literal('drop-answer') }),
  /** Any answer instead of the right one, before any effect. */
  z.strictObject({
    ...scope,
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599).default(200),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
  }),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = Exclude<z.output<typeof faultSchema>, { how: 'refuse' }>;
export type RefuseFault = Extract<z.output<typeof faultSchema>, { how: 'refuse' }>;

type Planned = { fault: Fault; left: number; until: number };

/** The faults that are set. They live in memory only: a simulator that is started again is healthy. */
export class FaultPlan {
  #planned: Planned[] = [];
  readonly #random: () => number;
  readonly #now: () => number;

  constructor({ random = Math.random, now = Date.now }: { random?: () => number; now?: () => number } = {}) {
    this.#random = random;
    this.#now = now;
  }

  add(fault: Fault): void {
    this.#planned.push({ fault, left: fault.count ?? Infinity, until: fault.forMs ? this.#now() + fault.forMs : Infinity });
  }

  clear(): void {
    this.#planned = [];
  }

  list(): Fault[] {
    this.#forgetSpent();
    return this.#planned.map(({ fault }) => fault);
  }

  /** The faults that this request meets, each use counted. */
  take(path: string): Fault[] {
    if (this.#planned.length === 0) return [];
    this.#forgetSpent();
    const met = this.#planned.filter(({ fault }) => path.startsWith(fault.path) && (fault.probability === 1 || this.#random() < fault.probability));
    for (const planned of met) planned.left -= 1;
    return met.map(({ fault }) => fault);
  }

  delayOf(fault: Extract<Fault, { kind: 'latency' }>): number {
    return fault.ms + Math.floor(this.#random() * fault.jitterMs);
  }

  #forgetSpent(): void {
    const now = this.#now();
    this.#planned = this.#planned.filter(({ left, until }) => left > 0 && now < until);
  }
}
