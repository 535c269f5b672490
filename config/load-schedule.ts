import { z } from 'zod';
import { PROGRAMMES, SEXES, type Edition, type Interval } from '../domain/schedule/edition.js';
import { isSpan, toSpan } from '../domain/schedule/span.js';
import { addDays, toLocalDate } from '../domain/time.js';
import { loadPolicy, PolicyError } from './policies.js';

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

/**
 * The editions of `policies/schedule/`, oldest first.
 * @throws {PolicyError} naming the file and each field that is wrong, or the row that another takes the place of without following it in time
 */
export function loadEditions(folder?: URL): Edition[] {
  const editions = EDITIONS.map((name) => loadPolicy(`schedule/${name}`, editionFile, folder));
  for (const edition of editions) checkBase(edition, editions);
  return editions;
}

/** A row that takes another's place begins on the day after it ends. */
function checkBase({ edition, basedOn, rows }: Edition, editions: readonly Edition[]): void {
  const base = editions.find((one) => one.edition === basedOn);
  if (basedOn !== null && !base) throw new PolicyError(`policies/schedule/${edition}.json: basedOn: there is no edition ${basedOn}`);
  for (const { name, validFrom } of rows) {
    const before = base?.rows.find((one) => one.name === name);
    if (before && (before.validTo === null || addDays(before.validTo, 1) !== validFrom)) throw new PolicyError(`policies/schedule/${edition}.json: ${name}: does not begin on the day after that of ${base?.edition}`);
  }
}
