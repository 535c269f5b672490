import { z } from 'zod';
import { STATION_KINDS } from '../domain/sites/site-plan.js';
import { code, day, EXAMPLE, id } from './fields.js';
import { defineOperation } from './operation.js';

const text = z.strictObject({ zh: z.string(), en: z.string() });
const dosesMeant = z.strictObject({ vaccines: z.array(z.string()).optional(), live: z.literal(true).optional() });
const fen = z.int().min(0);

export const DeskProduct = z
  .strictObject({
    productId: z.string(), name: text, vaccine: z.string(), series: z.string(), live: z.boolean(), specification: z.string(), routes: z.array(z.string()), bodySites: z.array(z.string()), doseText: z.string(),
    dosesPerPackage: z.int().min(1), maker: z.string(),
    price: z.strictObject({ vaccineFen: fen, feeFen: fen }).nullable().meta({ description: 'of today, in fen; null where it is free, or has no price yet and is not to be had' }),
    free: z.boolean(),
  })
  .meta({ id: 'DeskProduct' });
export type DeskProduct = z.infer<typeof DeskProduct>;

const Question = z.strictObject({
  id: z.string(), text,
  stopsWhen: z.boolean().meta({ description: 'the answer that stops doses' }),
  stops: dosesMeant.optional().meta({ description: 'which doses it stops; absent: every dose for which it was asked' }),
});
export const DeskQuestionnaire = z
  .strictObject({ id: z.string(), asksFor: dosesMeant.optional().meta({ description: 'asked beside the general one for these doses; absent: the general one' }), questions: z.array(Question) })
  .meta({ id: 'DeskQuestionnaire' });
export type DeskQuestionnaire = z.infer<typeof DeskQuestionnaire>;

const DeskConsentText = z
  .strictObject({
    consentText: code.meta({ description: 'as `recordConsent` names it' }),
    adultFromYears: z.int(), relationsForMinor: z.array(z.string()),
    items: z.array(z.strictObject({ id: z.string(), text })).meta({ description: 'what is informed of, face to face' }),
  })
  .meta({ id: 'DeskConsentText' });

const DeskChecklistItem = z
  .strictObject({ id: z.string(), group: z.enum(['三查', '七对', '一验证']), text, mayScan: z.boolean(), by: z.enum(['staff', 'resident']) })
  .meta({ id: 'DeskChecklistItem' });

export const SiteDesk = z
  .strictObject({
    siteId: id('site'), name: z.strictObject({ zh: z.string(), en: z.string().nullable() }),
    day: day.meta({ description: 'for which this holds' }),
    stations: z.array(z.strictObject({ code: z.string(), kinds: z.array(z.enum(STATION_KINDS)) })).meta({ description: 'empty: the site has no plan' }),
    products: z.array(DeskProduct), questionnaires: z.array(DeskQuestionnaire), consentTexts: z.array(DeskConsentText), checklist: z.array(DeskChecklistItem),
  })
  .meta({ id: 'SiteDesk' });
export type SiteDesk = z.infer<typeof SiteDesk>;

export const getSiteDesk = defineOperation({
  id: 'getSiteDesk', method: 'get', path: '/v1/sites/{id}/desk', tag: 'sites', summary: 'What the desks of a site work with today: stations, products with their price, questions, consent texts, checklist',
  scope: 'journeys:desk', kinds: ['site-client'], params: z.strictObject({ id: id('site') }),
  status: 200, answer: SiteDesk, problems: [404],
  examples: {
    params: { id: EXAMPLE.site },
    answer: {
      siteId: EXAMPLE.site, name: { zh: '天河区示例社区卫生服务中心', en: 'Tianhe example health centre' }, day: EXAMPLE.day, stations: [{ code: 'desk-1', kinds: ['registration', 'precheck', 'vaccination', 'observation'] }],
      products: [{
        productId: 'mmr', name: { zh: '麻腮风疫苗', en: 'measles, mumps and rubella vaccine' }, vaccine: 'MMR', series: 'MMR', live: true, specification: '0.5mL', routes: ['SC'], bodySites: ['left-upper-arm'], doseText: '0.5 mL',
        dosesPerPackage: 1, maker: '示例生物制品有限公司', price: null, free: true,
      }],
      questionnaires: [{ id: 'general-2023', questions: [{ id: 'fever', text: { zh: '近期是否发热？', en: 'fever recently?' }, stopsWhen: true }] }],
      consentTexts: [{ consentText: 'nip-consent@2023-1', adultFromYears: 18, relationsForMinor: ['father', 'mother', 'guardian'], items: [{ id: 'effect', text: { zh: '作用', en: 'effect' } }] }],
      checklist: [{ id: 'certificate', group: '三查', text: { zh: '查对预防接种证', en: 'certificate compared with the archive' }, mayScan: false, by: 'staff' }],
    },
  },
});
