import { z } from 'zod';
import type { Identifier } from '../../domain/identity/identifier.js';
import { idTypeOf, relationOf, sexOf } from './guangdong-codes.js';
import { readCompactDate, readShanghaiTime } from './guangdong-time.js';
import type { RegistryArchive } from './port.js';

/** A value that the dialect's tables do not know fails the schema, so the whole answer counts as malformed. */
function read<T>(parse: (text: string) => T | null | undefined) {
  return z.string().max(40).transform((text, context) => {
    const value = parse(text);
    if (value !== null && value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'unknown value' });
    return z.NEVER;
  });
}

const short = z.string().min(1).max(200);
const identity = { idType: read(idTypeOf).nullable(), idNo: short.nullable() };
const guardian = z.object({ name: short, relation: short, ...identity }).transform(({ name, relation, ...id }) => ({ name, relation: relationOf(relation), identifier: identifierOf(id) }));

const archive = z
  .object({
    archiveNo: short,
    version: z.number().int().positive(),
    name: short,
    sexCode: read(sexOf),
    birthday: read(readCompactDate),
    ...identity,
    nationality: short,
    mobile: short.nullable(),
    village: short.nullable(),
    guardian: guardian.nullable(),
    doses: z
      .array(
        z.object({
          recordId: short,
          vaccineCode: short,
          doseNo: z.number().int().positive(),
          lotNo: short,
          traceCode: short,
          inoculateTime: read(readShanghaiTime),
          siteCode: short,
        }),
      )
      .max(500),
  })
  .transform(({ archiveNo, version, name, sexCode, birthday, idType, idNo, nationality, mobile, village, guardian: by, doses }): RegistryArchive => ({
    archiveNo,
    version: String(version),
    person: { name, sex: sexCode, birthDate: birthday, identifier: identifierOf({ idType, idNo }), nationality, phone: mobile, address: village, guardian: by },
    doses: doses.map(({ doseNo, lotNo, inoculateTime, ...dose }) => ({ ...dose, doseNumber: doseNo, lot: lotNo, givenAt: inoculateTime })),
  }));

/** The province answers 200 to refusals too: only code `0` carries data. */
function envelope<T extends z.ZodType>(data: T) {
  return z.union([z.object({ code: z.literal('0'), data }), z.object({ code: z.string().regex(/^GD\d{4}$/) })]);
}

const version = z.number().int().positive().transform(String);
/** The number and birth date that the request spoke of, said back (attack A41). */
const echo = { idNo: short.nullable(), birthday: z.string() };

export const archivesAnswer = envelope(z.object({ archives: z.array(archive).max(20) }));
export const createdAnswer = envelope(
  z.object({ requestKey: z.string(), archiveNo: short, version, existed: z.boolean(), ...echo }),
);
export const completedAnswer = envelope(z.object({ requestKey: z.string(), archiveNo: short, version }));
export const recordedAnswer = envelope(z.object({ requestKey: z.string(), archiveNo: short, recordId: short, doseNo: z.number(), traceCode: z.string(), ...echo }));
export const requestAnswer = envelope(
  z.discriminatedUnion('done', [
    z.object({ requestKey: z.string(), done: z.literal(false) }),
    z.object({
      requestKey: z.string(),
      done: z.literal(true),
      kind: z.enum(['archive-created', 'archive-completed', 'archive-updated', 'dose-recorded']),
      archiveNo: short,
      version,
      recordId: short.nullable(),
      ...identity,
      birthday: z.string(),
    }),
  ]),
);

function identifierOf({ idType, idNo }: { idType: Identifier['type'] | null; idNo: string | null }): Identifier | null {
  return idType && idNo ? { type: idType, number: idNo } : null;
}
