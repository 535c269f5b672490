import { z } from 'zod';
import { PROGRAMMES, SEXES, type Edition, type Interval } from '../domain/schedule/edition.js';
import { isSpan, toSpan } from '../domain/schedule/span.js';
import { addDays, toLocalDate } from '../domain/time.js';
import { readPolicy, PolicyError } from './policies.js';

/** The shipped editions, oldest first. */
const EDITIONS = ['2021', '2025', '2026', 'self-paid-2026'] as const;

const day = z.iso.date().transform(toLocalDate);
const word = z.string().min(1);
const span = z.string().refine(isSpan, 'a duration as P18M, P6Y or P28D').transform(toSpan);
const count = z.int().positive();
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** `{"after": "previous", "span": "P28D"}`; `after` a vaccine: `{"vaccine": "MPSV-A"}`. */
const interval = z
  .strictObject({ after: z.union([z.enum(['previous', 'first']), z.strictObject({ vaccine: word })]), span, ofDoses: orNull(count) })
  .refine(({ after, ofDoses }) => ofDoses === null || typeof after === 'object', 'a number of doses needs a vaccine') satisfies z.ZodType<Interval>;

const step = z.strictObject({ minAge: orNull(span), minAgeUnlessAllOf: orNull(word), finishBefore: orNull(span), intervals: z.array(interval).default([]) });

const who = z.strictObject({
  sex: orNull(z.enum(SEXES)),
  bornFrom: orNull(day),
  birthWeightBelowGrams: orNull(count),
  birthWeightFromGrams: orNull(count),
  firstDoseFromAge: orNull(span),
  firstDoseBelowAge: orNull(span),
});

const row = z.strictObject({
  name: word,
  series: word,
  disease: word,
  validFrom: day,
  validTo: orNull(day),
  source: word,
  confirm: z.boolean(),
  note: orNull(word),
  vaccines: z.array(word).min(1),
  alsoCounts: z.array(word).default([]),
  injectedLive: z.boolean().default(false),
  who: who.prefault({}),
  tooOldFrom: orNull(span),
  vaccineMinAge: z.record(word, span).default({}),
  firstDoses: orNull(z.strictObject({ vaccine: word, doses: count })),
  steps: z.array(step).min(1),
  completeWith: orNull(z.strictObject({ doses: count, vaccine: word })),
  follows: orNull(z.strictObject({ row: word, catchUpOnly: z.boolean() })),
  immunoglobulin: orNull(z.strictObject({ before: span, after: orNull(span) })),
  condition: orNull(z.strictObject({ fromAge: span, code: word })),
  season: orNull(z.strictObject({ from: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$/), firstEver: z.strictObject({ belowAge: span, doses: count }) })),
  afterExposure: orNull(z.strictObject({ overdueAfter: span })),
});

const editionFile = z
  .strictObject({ edition: word, programme: z.enum(PROGRAMMES), basedOn: orNull(word), validFrom: day, source: word, liveInterval: span, rows: z.array(row).min(1) })
  .refine(({ rows }) => new Set(rows.map(({ name }) => name)).size === rows.length, 'each row has a name of its own')
  .transform(({ rows, ...edition }): Edition => ({ ...edition, rows: rows.map((one) => ({ ...one, edition: edition.edition, programme: edition.programme })) }));

const editions = z.array(editionFile).min(1).superRefine((all, context) => {
  for (const [n, { edition }] of all.entries()) if (all.findIndex((one) => one.edition === edition) < n) context.addIssue({ code: 'custom', path: [n, 'edition'], message: 'not-twice' });
  for (const [n, edition] of all.entries()) for (const message of baseFaults(edition, all)) context.addIssue({ code: 'custom', path: [n, 'basedOn'], message });
});

/** A row that takes another's place begins on the day after it ends. */
function baseFaults({ basedOn, rows }: Edition, all: readonly Edition[]): string[] {
  if (basedOn === null) return [];
  const base = all.find((one) => one.edition === basedOn);
  if (!base) return [`there is no edition ${basedOn}`];
  return rows.flatMap(({ name, validFrom }) => {
    const before = base.rows.find((one) => one.name === name);
    return before && (before.validTo === null || addDays(before.validTo, 1) !== validFrom) ? [`${name} does not begin on the day after that of ${basedOn}`] : [];
  });
}

const readable = z.strictObject({ editions });

/** All editions in one document, each as its file in `policies/schedule/`. */
export type ScheduleDocument = z.input<typeof readable>;

/** Checks a document and keeps it as it is written, so that it is shown, edited and compared so; `editionsOf` reads it. */
export const scheduleFile = z.custom<ScheduleDocument>().superRefine((document, context) => {
  for (const issue of readable.safeParse(document).error?.issues ?? []) context.addIssue({ ...issue });
});

const read = new WeakMap<ScheduleDocument, Edition[]>();

/** The editions of a document that has passed its schema; read once, since no published document is ever changed. */
export function editionsOf(document: ScheduleDocument): Edition[] {
  const known = read.get(document) ?? readable.parse(document).editions;
  read.set(document, known);
  return known;
}

/**
 * The shipped editions as one document.
 * @throws {PolicyError} naming the file and each field that is wrong, or the row that another takes the place of without following it in time
 */
export function loadScheduleDocument(folder?: URL): ScheduleDocument {
  const result = scheduleFile.safeParse({ editions: EDITIONS.map((name) => readPolicy(`schedule/${name}`, folder)) });
  if (result.success) return result.data;
  throw new PolicyError(result.error.issues.map(({ path: [, n, ...place], message }) => `policies/schedule/${EDITIONS[Number(n)]}.json: ${place.join('.') || 'the file'}: ${message}`).join('\n'));
}

/** The shipped editions, oldest first. Throws as `loadScheduleDocument` does. */
export function loadEditions(folder?: URL): Edition[] {
  return editionsOf(loadScheduleDocument(folder));
}
