import { z } from 'zod';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { PAUSE_BANNERS } from '../domain/systems/systems.js';

// Neither the nil nor the max UUID is an id. Capitals are taken and become what the store has.
const UUID = /^[\da-fA-F]{8}-[\da-fA-F]{4}-[1-8][\da-fA-F]{3}-[89abAB][\da-fA-F]{3}-[\da-fA-F]{12}$/;

/** Fields that many resources share. Every instant of the API is RFC 3339 in UTC, every day a date in Asia/Shanghai. */
export const id = (what: string) => z.stringFormat('uuid', UUID).toLowerCase().meta({ description: `id of the ${what}`, format: 'uuid' });
export const day = z.iso.date().meta({ description: 'day in Asia/Shanghai' });
export const instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
export const areaCode = z.string().regex(/^\d{6}$/).meta({ description: 'GB/T 2260 code of a province, city or district' });
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/);
/** Free text of a person; kept encrypted beside the log, never in it. */
export const freeText = z.string().trim().min(1).max(1000);
/** Opaque name of a member of staff in the caller's own directory. */
export const staffId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
export const lot = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
/** No control character and no half of a character: Postgres keeps neither. */
export const plainText = (most: number) => z.string().trim().min(1).max(most).refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).meta({ description: '`HH:MM` in Asia/Shanghai' });
export const personName = z.string().trim().min(1).max(100);
/** A number with what it is the number of; the shape that each type has is checked where it is read. */
export const Identifier = z.strictObject({ type: z.enum(ID_TYPES), number: z.string().min(1).max(64) }).meta({ id: 'Identifier' });
/** What a page shows above everything else while it lasts. */
export const BANNERS = ['issuer-away', ...PAUSE_BANNERS] as const;
export type Banner = (typeof BANNERS)[number];
export const banners = z.array(z.enum(BANNERS)).meta({
  description:
    '`issuer-away`: health codes cannot be checked, identify by documents; `registry-paused`: look-ups and uploads wait, go on from certificates; `notices-paused`: messages to residents wait; `identity-paused`: verify identities from documents',
});
/** Whatever a scanner read. */
export const scannedText = z.string().min(1).max(2048);
export const version = z.int().min(1);

export const pageQuery = {
  first: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'rows of a page' }),
  after: z.string().max(300).regex(/^[A-Za-z0-9_-]+$/).optional().meta({ description: '`endCursor` of the page before' }),
};

/** A page by keyset, without a total: no list costs more when its table grows. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.strictObject({
    data: z.array(row),
    pageInfo: z.strictObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  });
}

/** Ids of the examples in the document. */
export const EXAMPLE = {
  site: '0192d3a0-0000-7000-8000-000000000001',
  session: '0192d3a0-0000-7000-8000-000000000002',
  slot: '0192d3a0-0000-7000-8000-000000000003',
  resident: '0192d3a0-0000-7000-8000-000000000004',
  journey: '0192d3a0-0000-7000-8000-000000000005',
  plannedDose: '0192d3a0-0000-7000-8000-000000000006',
  command: '0192d3a0-0000-7000-8000-000000000007',
  healthCode: '0192d3a0-0000-7000-8000-000000000008',
  case: '0192d3a0-0000-7000-8000-000000000009',
  notice: '0192d3a0-0000-7000-8000-00000000000a',
  day: '2026-11-24',
  at: '2026-11-24T01:00:00.000Z',
} as const;
