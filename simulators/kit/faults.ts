import { z } from 'zod';
import type { Answer, Asked } from './answer.js';

/** `right` is the body of the answer that the request deserved. */
export type AlterBody = (right: unknown, asked: Asked) => unknown;

/** What only the system itself can do: refuse by its own rules, speak of somebody else, break its own contract. Each by the word that sets it. */
export type OwnFaults = {
  rejections: Readonly<Record<string, Answer>>;
  wrongPersons: Readonly<Record<string, AlterBody>>;
  wrongSchemas: Readonly<Record<string, AlterBody>>;
};

/** Which requests a fault hits: a path prefix, those that speak of `about`, a share of them (0 to 1), at most `count` of them, for `forMs`. */
const scope = {
  path: z.string().startsWith('/').default('/'),
  /** Only requests whose body or query contains it: the number of one person, say. */
  about: z.string().min(1).max(200).optional(),
  probability: z.number().min(0).max(1).default(1),
  count: z.number().int().positive().optional(),
  forMs: z.number().int().positive().optional(),
};
const ms = z.number().int().min(0).max(600_000);
const bytes = z.number().int().positive().max(104_857_600);

/** In the order in which a request meets them: before its effect, instead of it, after it. */
const COMMON = [
  z.strictObject({ ...scope, kind: z.literal('latency'), ms, jitterMs: z.number().int().min(0).default(0) }),
  /** Held until `size` requests are there, or for `withinMs`; then acted on and answered one after the other, the last first. */
  z.strictObject({ ...scope, kind: z.literal('reorder'), size: z.number().int().min(2).max(100).default(2), withinMs: ms.default(1000) }),
  /** Read, and then neither answered nor closed. */
  z.strictObject({ ...scope, kind: z.literal('half-open') }),
  z.strictObject({ ...scope, kind: z.literal('error'), status: z.number().int().min(400).max(599).default(500), retryAfterSeconds: z.number().int().optional() }),
  z.discriminatedUnion('how', [
    z.strictObject({ ...scope, kind: z.literal('down'), how: z.literal('unavailable') }),
    /** The port itself is closed, the control path with it, so it needs an end. */
    z.strictObject({ kind: z.literal('down'), how: z.literal('refuse'), forMs: z.number().int().positive().max(3_600_000) }),
  ]),
  /** Any answer instead of the right one, before any effect. */
  z.strictObject({
    ...scope,
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599).default(200),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
  }),
  /** To the same path at another host; 307 and 308 would take the signed body along. */
  z.strictObject({ ...scope, kind: z.literal('redirect'), to: z.url({ protocol: /^https?$/ }), status: z.literal([301, 302, 303, 307, 308]).default(307) }),
  /** A reset of the connection (RST), before the effect or after it. */
  z.strictObject({ ...scope, kind: z.literal('reset'), effect: z.enum(['none', 'done']).default('none') }),
  /** The same request twice, as a proxy repeats one whose answer it lost; the client gets one answer. */
  z.strictObject({ ...scope, kind: z.literal('duplicate'), answered: z.enum(['first', 'second']).default('second') }),
  /** The right answer, made longer with blanks. */
  z.strictObject({ ...scope, kind: z.literal('oversize'), bytes: bytes.default(10_485_760) }),
  /** The effect now, its answer later. */
  z.strictObject({ ...scope, kind: z.literal('late'), ms }),
  z.strictObject({ ...scope, kind: z.literal('drip'), bytes: bytes.default(3), everyMs: ms.default(200) }),
  /** The effect is committed, then the connection breaks without an answer. */
  z.strictObject({ ...scope, kind: z.literal('drop-answer') }),
] as const;

/** Every fault that can be set at a system with these of its own. */
export function createFaultSchema({ rejections, wrongPersons, wrongSchemas }: OwnFaults) {
  return z.discriminatedUnion('kind', [
    ...COMMON,
    z.strictObject({ ...scope, kind: z.literal('reject'), code: z.enum(Object.keys(rejections)) }),
    z.strictObject({ ...scope, kind: z.literal('wrong-person'), how: z.enum(Object.keys(wrongPersons)) }),
    z.strictObject({ ...scope, kind: z.literal('wrong-schema'), how: z.enum(Object.keys(wrongSchemas)) }),
  ]);
}

export type FaultSchema = ReturnType<typeof createFaultSchema>;
export type FaultInput = z.input<FaultSchema>;
export type Fault = z.output<FaultSchema>;
export type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;
