import { policies } from '../journey/journey-fixtures.js';
import type { Policies } from '../policies.js';
import { toSpan } from '../schedule/span.js';
import { toLocalDate } from '../time.js';
import { EXAMPLES } from './examples.js';
import { POLICY_NAMES, type PolicyName } from './names.js';

const on = toLocalDate('2026-11-28');
const faultsOf = (name: PolicyName, change: (copy: Policies) => void, shipped = policies) => {
  const draft = structuredClone(policies);
  change(draft);
  return EXAMPLES[name]({ policies: draft, before: policies, shipped, on });
};
const rowOf = ({ schedule }: Policies, name: string) => schedule[0]!.rows.find((row) => row.name === name)!;
const face = (copy: Policies, fromYears: number) => void (copy.identityTiers[0]!.tiers[1]!.fromYears = fromYears);

it.each(POLICY_NAMES)('%s as shipped decides its examples well', (name) => {
  expect(faultsOf(name, () => undefined)).toEqual([]);
});

it.each<[string, PolicyName, (copy: Policies) => void, { field: string; rule: string }]>([
  ['leaves a newborn to an authority that knows no birth certificates', 'identity-tiers', (copy) => void (copy.identityTiers[0]!.tiers[0]!.knownBy = ['id-card']), { field: 'editions.0.tiers.0', rule: 'example: newborn-by-birth-certificate' }],
  ['knows elders by birth certificates', 'identity-tiers', (copy) => void (copy.identityTiers[0]!.tiers[2]!.knownBy = ['birth-certificate']), { field: 'editions.0.tiers.2', rule: 'example: elder-of-75-by-card' }],
  ['compares toddlers by face', 'identity-tiers', (copy) => face(copy, 1), { field: 'editions.0.tiers.1', rule: 'example: toddler-not-by-face' }],
  ['has no edition yet', 'identity-tiers', (copy) => void (copy.identityTiers[0]!.effectiveFrom = toLocalDate('2027-01-01')), { field: 'editions', rule: 'edition-in-force' }],
  ['spoils an edition to come', 'identity-tiers', (copy) => void copy.identityTiers.push({ effectiveFrom: toLocalDate('2027-01-01'), source: 's', tiers: [{ fromYears: 0, authority: 'police-face', knownBy: ['id-card'] }] }), { field: 'editions.1.tiers.0', rule: 'example: toddler-not-by-face' }],
  ['observes for less than the Norms ask', 'clocks', (copy) => void (copy.clocks.observationMs = 1_799_999), { field: 'observationMs', rule: 'at-least-30-minutes' }],
  ['uploads after a day', 'clocks', (copy) => void (copy.clocks.uploadDueMs += 1), { field: 'uploadDueMs', rule: 'at-most-24-hours' }],
  ['lets codes live for longer', 'clocks', (copy) => void (copy.clocks.healthCodeValidMs += 1), { field: 'healthCodeValidMs', rule: 'at-most-60-seconds' }],
  ['lets a desk wait', 'clocks', (copy) => void (copy.clocks.lookUpWaitMs = 2_001), { field: 'lookUpWaitMs', rule: 'at-most-2-seconds' }],
  ['has no time for a claim', 'clocks', (copy) => void (copy.clocks.caseClaimMs = 0), { field: 'caseClaimMs', rule: 'positive' }],
  ['lets those who stand there wait for longest', 'clocks', (copy) => void (copy.clocks.caseAtDeskDueMs = copy.clocks.caseDueMs + 1), { field: 'caseAtDeskDueMs', rule: 'not-after-caseDueMs' }],
  ['is quiet all day', 'clocks', (copy) => void (copy.clocks.noticeQuietHours = { from: '08:00', until: '08:00' }), { field: 'noticeQuietHours', rule: 'some-hours-without-quiet' }],
  ['makes newborns wait', 'schedule', (copy) => void (rowOf(copy, 'BCG').steps[0]!.minAge = toSpan('P1D')), { field: 'editions', rule: 'example: newborn-bcg-and-hepb' }],
  ['gives BCG for a day longer', 'schedule', (copy) => void (rowOf(copy, 'BCG').tooOldFrom = toSpan('P4Y1D')), { field: 'editions', rule: 'example: no-bcg-from-4-years' }],
  ['lets live vaccines follow sooner', 'schedule', (copy) => copy.schedule.forEach((edition) => (edition.liveInterval = toSpan('P27D'))), { field: 'editions', rule: 'example: live-vaccines-28-days-apart' }],
  ['lets live vaccines follow later', 'schedule', (copy) => copy.schedule.forEach((edition) => (edition.liveInterval = toSpan('P29D'))), { field: 'editions', rule: 'example: live-vaccines-28-days-apart' }],
  ['has a dose that comes too late for everybody', 'schedule', (copy) => void (rowOf(copy, 'MMR').steps[1]!.minAge = toSpan('P18Y')), { field: 'editions', rule: 'example: child-can-finish' }],
  ['forgets the vaccine of a product', 'schedule', (copy) => copy.schedule.forEach((edition) => (edition.rows = edition.rows.filter(({ vaccines }) => !vaccines.includes('HepB')))), { field: 'editions', rule: 'rule-for-product: hepb-10' }],
  ['forgets an edition by which doses were judged', 'schedule', (copy) => void copy.schedule.shift(), { field: 'editions', rule: 'keeps-edition: 2021' }],
  ['takes away a product that was given', 'products', (copy) => void copy.products.shift(), { field: 'products', rule: 'keeps-product: hepb-10' }],
  ['has a product of a vaccine without a row', 'products', (copy) => void (copy.products[0]!.vaccine = 'X'), { field: 'products.0.vaccine', rule: 'in-schedule' }],
  ['books vaccines of one row apart', 'products', (copy) => void copy.products.push({ ...copy.products[1]!, productId: 'bopv', vaccine: 'bOPV', series: 'bOPV' }), { field: 'products.1.series', rule: 'one-series-of-a-row' }],
  ['sells what was free to nobody at a price', 'products', (copy) => void (copy.products[0] = { ...copy.products[0]!, free: false, prices: [] }), { field: 'products.0.prices', rule: 'price-in-force' }],
  ['asks twice', 'questionnaires', (copy) => copy.questionnaires[0]!.questions.push(copy.questionnaires[0]!.questions[0]!), { field: expect.stringMatching(/^questionnaires\.0\.questions\.\d+$/) as unknown as string, rule: 'not-twice' }],
  ['asks of a product what everybody is asked', 'questionnaires', (copy) => copy.questionnaires[1]!.questions.unshift(copy.questionnaires[0]!.questions[0]!), { field: 'questionnaires.1.questions.0', rule: 'not-twice' }],
  ['asks nobody but those of some products', 'questionnaires', (copy) => void copy.questionnaires.shift(), { field: 'questionnaires', rule: 'one-for-everybody' }],
  ['lets a fever pass', 'questionnaires', (copy) => copy.questionnaires[0]!.questions.forEach((question) => (question.stopsWhen = false)), { field: 'questionnaires.0.questions', rule: 'example: fever-stops' }],
  ['lets children sign', 'consent-texts', (copy) => void (copy.consentTexts[0]!.adultFromYears = 12), { field: 'consentTexts.0.adultFromYears', rule: 'adult-from-16-to-18' }],
  ['has eight of the seven', 'checklist', (copy) => void (copy.checklist[0]!.group = '七对'), { field: 'items', rule: 'group: 三查 3' }],
  ['tries a channel twice', 'notices', (copy) => void copy.notices.channels.push('sms'), { field: 'channels.1', rule: 'not-twice' }],
])('a draft that %s (%s) is named with its place and example', (_, name, change, fault) => {
  expect(faultsOf(name, change)).toContainEqual(fault);
});

it('a demonstration keeps the short observation that it was shipped with, and no shorter one', () => {
  const demonstration = { ...policies, clocks: { ...policies.clocks, observationMs: 30_000 } };
  const observing = (ms: number) => faultsOf('clocks', (copy) => void (copy.clocks.observationMs = ms), demonstration);
  expect(observing(30_000)).toEqual([]);
  expect(observing(29_999)).toEqual([{ field: 'observationMs', rule: 'at-least-30-minutes' }]);
});
