import { askableOf, tierOf } from '../identity/tiers.js';
import type { Identifier } from '../identity/identifier.js';
import { priceOn } from '../payment/price.js';
import type { Policies } from '../policies.js';
import { addDays, type LocalDate } from '../time.js';
import type { PolicyName } from './names.js';
import { hasOneSeries, isInSchedule, scheduleFaults } from './schedule-examples.js';

/** What is wrong with a document, and where; `rule` is a stable code, its texts are the page's. */
export type PolicyFault = { field: string; rule: string };

/** `policies`: what would be in force with the draft from `on` on; `before`: without it; `shipped`: what this installation began with. */
export type Around = { policies: Policies; before: Policies; shipped: Policies; on: LocalDate };

/** Cases that a document of each kind must decide well before anybody may publish it. Empty: it does. */
export const EXAMPLES: Record<PolicyName, (around: Around) => PolicyFault[]> = {
  'identity-tiers': identityTiers,
  clocks,
  schedule: scheduleFaults,
  products: ({ policies: { products, schedule }, before, on }) => [
    ...twice(products.map(({ productId }) => productId), 'products'),
    ...products.flatMap(({ vaccine }, n) => (isInSchedule(schedule, vaccine, on) ? [] : [{ field: `products.${n}.vaccine`, rule: 'in-schedule' }])),
    ...products.flatMap((product, n) => (hasOneSeries(schedule, products, product, on) ? [] : [{ field: `products.${n}.series`, rule: 'one-series-of-a-row' }])),
    ...products.flatMap((product, n) => (product.free || priceOn(product.prices, on) ? [] : [{ field: `products.${n}.prices`, rule: 'price-in-force' }])),
    // Whoever was given it is still to be uploaded.
    ...before.products.flatMap(({ productId }) => (products.some((product) => product.productId === productId) ? [] : [{ field: 'products', rule: `keeps-product: ${productId}` }])),
  ],
  questionnaires: ({ policies: { questionnaires } }) => [
    ...twice(questionnaires.map(({ id }) => id), 'questionnaires'),
    ...(questionnaires.some(({ asksFor }) => !asksFor) ? [] : [{ field: 'questionnaires', rule: 'one-for-everybody' }]),
    // One answer stands for one question, whichever questionnaires a visit needs.
    ...questionnaires.flatMap(({ asksFor, questions }, n) => {
      const before = asksFor ? questionnaires.slice(0, n).flatMap((one) => one.questions) : [];
      return twice([...before, ...questions].map(({ id }) => id), `questionnaires.${n}.questions`, before.length);
    }),
    ...questionnaires.flatMap(({ asksFor, questions }, n) =>
      // Norms annex 5-5: everybody is asked, and whoever has one is not vaccinated that day.
      asksFor || questions.some(({ id, stopsWhen, stops }) => id === 'fever' && stopsWhen && !stops) ? [] : [{ field: `questionnaires.${n}.questions`, rule: 'example: fever-stops' }],
    ),
  ],
  'consent-texts': ({ policies: { consentTexts } }) => [
    ...twice(consentTexts.map(({ id, version }) => `${id}@${version}`), 'consentTexts'),
    ...consentTexts.flatMap(({ adultFromYears, items }, n) => [
      ...twice(items.map(({ id }) => id), `consentTexts.${n}.items`),
      // Civil Code art. 17 and 18: of age at 18, and at 16 who lives by their own work.
      ...(adultFromYears >= 16 && adultFromYears <= 18 ? [] : [{ field: `consentTexts.${n}.adultFromYears`, rule: 'adult-from-16-to-18' }]),
    ]),
  ],
  checklist: ({ policies: { checklist } }) => [
    ...twice(checklist.map(({ id }) => id), 'items'),
    ...Object.entries({ 三查: 3, 七对: 7, 一验证: 1 }).flatMap(([group, count]) => (checklist.filter((item) => item.group === group).length === count ? [] : [{ field: 'items', rule: `group: ${group} ${count}` }])),
  ],
  notices: ({ policies: { notices } }) => [
    ...twice(notices.channels, 'channels'),
    ...twice(notices.templates.map(({ id }) => id), 'templates'),
  ],
};

/** A baby of one month by its birth certificate, the others by their cards. */
const PEOPLE: { example: string; ageInDays: number; type: Identifier['type'] }[] = [
  { example: 'newborn-by-birth-certificate', ageInDays: 30, type: 'birth-certificate' },
  { example: 'child-of-10-by-card', ageInDays: 3_740, type: 'id-card' },
  { example: 'adult-of-30-by-card', ageInDays: 11_040, type: 'id-card' },
  { example: 'elder-of-75-by-card', ageInDays: 27_480, type: 'id-card' },
];
/** Faces of children change; the police compare none of an infant's. */
const TODDLER_DAYS = 1_100;

/** Real-name verification: each of these people can be asked about, on the day of the draft and whenever another of its editions begins. */
function identityTiers({ policies: { identityTiers: editions }, on }: Around): PolicyFault[] {
  const days = [on, ...editions.map(({ effectiveFrom }) => effectiveFrom).filter((day) => day > on)];
  return days.flatMap((day) => {
    const n = editions.findLastIndex(({ effectiveFrom }) => effectiveFrom <= day);
    if (n < 0) return [{ field: 'editions', rule: 'edition-in-force' }];
    const fieldOf = (birthDate: LocalDate) => `editions.${n}.tiers.${editions[n]?.tiers.findIndex((tier) => tier === tierOf(editions, birthDate, day)) ?? 0}`;
    const unasked = PEOPLE.flatMap(({ example, ageInDays, type }) => {
      const birthDate = addDays(day, -ageInDays);
      return askableOf(editions, { birthDate, identifiers: [{ type, number: '0' }] }, day) ? [] : [{ field: fieldOf(birthDate), rule: `example: ${example}` }];
    });
    const born = addDays(day, -TODDLER_DAYS);
    const face = tierOf(editions, born, day)?.authority === 'police-face' ? [{ field: fieldOf(born), rule: 'example: toddler-not-by-face' }] : [];
    return [...unasked, ...face];
  });
}

const MINUTE_MS = 60_000;

/** Norms 8.1 and 9.2.4, and what would leave somebody standing. A demonstration was shipped with a shorter observation, which it may keep. */
function clocks({ policies: { clocks: now }, shipped }: Around): PolicyFault[] {
  const { noticeQuietHours: quiet } = now;
  const wrong: [boolean, field: string, rule: string][] = [
    [now.observationMs < Math.min(30 * MINUTE_MS, shipped.clocks.observationMs), 'observationMs', 'at-least-30-minutes'],
    [now.uploadDueMs > 24 * 60 * MINUTE_MS, 'uploadDueMs', 'at-most-24-hours'],
    [now.healthCodeValidMs > MINUTE_MS, 'healthCodeValidMs', 'at-most-60-seconds'],
    [now.lookUpWaitMs > 2_000, 'lookUpWaitMs', 'at-most-2-seconds'],
    [now.caseAtDeskDueMs > now.caseDueMs, 'caseAtDeskDueMs', 'not-after-caseDueMs'],
    [quiet !== null && quiet.from === quiet.until, 'noticeQuietHours', 'some-hours-without-quiet'],
    ...POSITIVE.map((field): [boolean, string, string] => [now[field] <= 0, field, 'positive']),
  ];
  return wrong.flatMap(([isWrong, field, rule]) => (isWrong ? [{ field, rule }] : []));
}

const POSITIVE = [
  'observationMs', 'observationAlarmMs', 'uploadDueMs', 'registryDueMs', 'healthCodeValidMs', 'caseDueMs', 'caseAtDeskDueMs', 'caseClaimMs', 'identitySettleMs', 'identityFallBackMs', 'noticeGiveUpMs', 'noticeReceiptMs',
] as const;

/** Names that came before, from the one at `from` on. */
function twice(names: readonly string[], field: string, from = 0): PolicyFault[] {
  return names.flatMap((name, n) => (n >= from && names.indexOf(name) < n ? [{ field: `${field}.${n - from}`, rule: 'not-twice' }] : []));
}
