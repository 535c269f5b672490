import { z } from 'zod';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { AUTHORITIES } from '../domain/identity/tiers.js';
import type { Policies } from '../domain/policies.js';
import { toLocalDate } from '../domain/time.js';
import { loadClocks, loadPolicy } from './policies.js';
import type { ClockPolicyName } from './variables.js';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const dated = { effectiveFrom: z.iso.date(), source: z.string().min(1) };
const days = z.int().nonnegative();

const productsFile = z.strictObject({
  ...dated,
  products: z.array(
    z.strictObject({
      productId: z.string().min(1),
      name: text,
      vaccine: z.string().min(1),
      series: z.string().min(1),
      live: z.boolean(),
      free: z.literal(true),
      specification: z.string(),
      routes: z.array(z.enum(['oral', 'ID', 'SC', 'IM', 'scarification'])).min(1),
      bodySites: z.array(z.string()).min(1),
      doseText: z.string(),
      dosesPerPackage: z.int().min(1),
      tracePrefix: z.string().regex(/^\d{7}$/),
      maker: z.strictObject({ code: z.string().min(1), name: z.string().min(1) }),
    }),
  ),
});

const scheduleFile = z.strictObject({
  ...dated,
  edition: z.string().min(1),
  liveIntervalDays: days,
  series: z.array(z.strictObject({ series: z.string().min(1), minAgeMonths: z.array(days).min(1), minIntervalDays: z.array(days) })),
});

const questionnairesFile = z.strictObject({
  ...dated,
  questionnaires: z.array(z.strictObject({ id: z.string().min(1), questions: z.array(z.strictObject({ id: z.string().min(1), text, stopsWhen: z.boolean() })).min(1) })).min(1),
});

const consentTextsFile = z.strictObject({
  ...dated,
  consentTexts: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        version: z.string().min(1),
        items: z.array(z.strictObject({ id: z.string().min(1), text })).min(1),
        adultFromYears: z.int().min(1),
        relationsForMinor: z.array(z.string().min(1)).min(1),
      }),
    )
    .min(1),
});

const checklistFile = z.strictObject({
  ...dated,
  items: z.array(z.strictObject({ id: z.string().min(1), group: z.enum(['三查', '七对', '一验证']), text, mayScan: z.boolean(), by: z.enum(['staff', 'resident']) })).length(11),
});

const ascending = <T>(items: readonly T[], of: (item: T) => number | string) => items.every((item, n) => n === 0 || of(items[n - 1] as T) < of(item));

const identityTiersFile = z.strictObject({
  editions: z
    .array(
      z.strictObject({
        effectiveFrom: z.iso.date().transform(toLocalDate),
        source: dated.source,
        tiers: z
          .array(z.strictObject({ fromYears: z.int().nonnegative(), authority: z.enum(AUTHORITIES), knownBy: z.array(z.enum(ID_TYPES)).min(1) }))
          .refine((tiers) => tiers[0]?.fromYears === 0 && ascending(tiers, ({ fromYears }) => fromYears), 'from 0 years on, each tier older than the one before'),
      }),
    )
    .min(1)
    .refine((editions) => ascending(editions, ({ effectiveFrom }) => effectiveFrom), 'each later than the one before'),
});

/**
 * All policies that the rules receive, from the shipped files; `clocks` picks real, demonstration or test clocks.
 * @throws {PolicyError} naming the file and each field that is wrong
 */
export function loadPolicies(clocks: ClockPolicyName, folder?: URL): Policies {
  const { edition, source, liveIntervalDays, series } = loadPolicy('schedule-2021', scheduleFile, folder);
  return {
    clocks: loadClocks(clocks, folder),
    products: loadPolicy('products', productsFile, folder).products,
    schedule: { edition, source, liveIntervalDays, series },
    questionnaires: loadPolicy('questionnaires', questionnairesFile, folder).questionnaires,
    consentTexts: loadPolicy('consent-texts', consentTextsFile, folder).consentTexts,
    checklist: loadPolicy('checklist', checklistFile, folder).items,
    identityTiers: loadPolicy('identity-tiers', identityTiersFile, folder).editions,
  };
}
