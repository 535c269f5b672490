import { z } from 'zod';
import { ID_TYPES } from '../domain/identity/identifier.js';
import { AUTHORITIES } from '../domain/identity/tiers.js';
import type { Policies } from '../domain/policies.js';
import { SMS } from '../domain/systems/systems.js';
import { toLocalDate } from '../domain/time.js';
import type { PolicyName } from '../domain/policies/names.js';
import { editionsOf, loadScheduleDocument, scheduleFile } from './load-schedule.js';
import { clocksFile, clocksOf, loadPolicy } from './policies.js';
import type { ClockPolicyName } from './variables.js';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const dated = { effectiveFrom: z.iso.date(), source: z.string().min(1) };

const ascending = <T>(items: readonly T[], of: (item: T) => number | string) => items.every((item, n) => n === 0 || of(items[n - 1] as T) < of(item));

const fen = z.int().nonnegative();

const product = z.strictObject({
  productId: z.string().min(1),
  name: text,
  vaccine: z.string().min(1),
  series: z.string().min(1),
  live: z.boolean(),
  specification: z.string(),
  routes: z.array(z.enum(['oral', 'ID', 'SC', 'IM', 'scarification'])).min(1),
  bodySites: z.array(z.string()).min(1),
  doseText: z.string(),
  dosesPerPackage: z.int().min(1),
  openVialMinutes: z.int().min(1).optional(),
  tracePrefix: z.string().regex(/^\d{7}$/),
  gtin: z.string().regex(/^\d{14}$/).optional(),
  maker: z.strictObject({ code: z.string().min(1), name: z.string().min(1) }),
});

const price = z.strictObject({ from: z.iso.date().transform(toLocalDate), vaccineFen: fen, feeFen: fen });

const productsFile = z.strictObject({
  ...dated,
  products: z.array(
    z
      .discriminatedUnion('free', [
        product.extend({ free: z.literal(true) }),
        product.extend({ free: z.literal(false), prices: z.array(price).min(1).refine((prices) => ascending(prices, ({ from }) => from), 'each later than the one before') }),
      ])
      .refine(({ dosesPerPackage, openVialMinutes }) => dosesPerPackage === 1 || openVialMinutes !== undefined, 'a package of several doses says how long it may stand open'),
  ),
});

const dosesMeant = z.strictObject({ vaccines: z.array(z.string().min(1)).min(1).optional(), live: z.literal(true).optional() });

const questionnairesFile = z.strictObject({
  ...dated,
  questionnaires: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        asksFor: dosesMeant.optional(),
        questions: z
          .array(z.strictObject({ id: z.string().min(1), text, stopsWhen: z.boolean(), stops: dosesMeant.optional(), source: z.string().min(1).optional(), confirm: z.boolean().optional() }))
          .min(1),
      }),
    )
    .min(1),
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

const noticesFile = z.strictObject({
  ...dated,
  channels: z.array(z.enum([SMS])).min(1),
  templates: z.array(z.strictObject({ id: z.string().min(1), zh: z.string().min(1), en: z.string().min(1) })).min(1),
});

/** What a document of each kind says, shipped or published: the one table of their schemas. */
export const POLICY_SCHEMAS = {
  'identity-tiers': identityTiersFile,
  clocks: clocksFile,
  schedule: scheduleFile,
  products: productsFile,
  questionnaires: questionnairesFile,
  'consent-texts': consentTextsFile,
  checklist: checklistFile,
  notices: noticesFile,
} as const satisfies Record<PolicyName, z.ZodType>;

/** A document of each kind that has passed its schema. */
export type PolicyDocuments = { [Name in PolicyName]: z.infer<(typeof POLICY_SCHEMAS)[Name]> };

/** What the rules receive, from one document of each kind. */
export function policiesOf(documents: PolicyDocuments): Policies {
  return {
    clocks: clocksOf(documents.clocks),
    products: documents.products.products,
    schedule: editionsOf(documents.schedule),
    questionnaires: documents.questionnaires.questionnaires,
    consentTexts: documents['consent-texts'].consentTexts,
    checklist: documents.checklist.items,
    identityTiers: documents['identity-tiers'].editions,
    notices: { channels: documents.notices.channels, templates: documents.notices.templates },
  };
}

/**
 * The shipped documents; `clocks` picks real, demonstration or test clocks.
 * @throws {PolicyError} naming the file and each field that is wrong
 */
export function loadShipped(clocks: ClockPolicyName, folder?: URL): PolicyDocuments {
  return {
    'identity-tiers': loadPolicy('identity-tiers', identityTiersFile, folder),
    clocks: loadPolicy(clocks, clocksFile, folder),
    schedule: loadScheduleDocument(folder),
    products: loadPolicy('products', productsFile, folder),
    questionnaires: loadPolicy('questionnaires', questionnairesFile, folder),
    'consent-texts': loadPolicy('consent-texts', consentTextsFile, folder),
    checklist: loadPolicy('checklist', checklistFile, folder),
    notices: loadPolicy('notices', noticesFile, folder),
  };
}

/** All policies as shipped. Throws `PolicyError`. */
export function loadPolicies(clocks: ClockPolicyName, folder?: URL): Policies {
  return policiesOf(loadShipped(clocks, folder));
}
