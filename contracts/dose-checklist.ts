import { z } from 'zod';
import { day, EXAMPLE, id, instant, staffId } from './fields.js';
import { ChecklistItem, ResidentConfirmation } from './journey-commands.js';
import { Actor } from './journeys.js';
import { defineOperation } from './operation.js';

/** What was checked before a dose, by whom and how, as it was kept: items, scan and the confirmations of both sides. */
export const DoseChecklist = z
  .strictObject({
    journeyId: id('journey'),
    plannedDoseId: id('planned dose'),
    at: instant.meta({ description: 'when it was accepted' }),
    actor: Actor,
    scan: z.string().nullable().meta({ description: 'the trace code as it was scanned' }),
    package: z
      .strictObject({ traceCode: z.string(), productId: z.string(), name: z.string(), specification: z.string(), lot: z.string(), expiresOn: day })
      .nullable()
      .meta({ description: 'what the package is, by its code and by the lot on record' }),
    items: z.array(ChecklistItem),
    vaccinator: z.strictObject({ staffId: staffId.nullable(), station: z.string().nullable(), at: instant }).nullable().meta({ description: 'who confirmed for the site, where and when' }),
    resident: ResidentConfirmation.nullable().meta({ description: 'who confirmed for the resident, how and when' }),
  })
  .meta({ id: 'DoseChecklist' });
export type DoseChecklist = z.infer<typeof DoseChecklist>;

export const getDoseChecklist = defineOperation({
  id: 'getDoseChecklist', method: 'get', path: '/v1/journeys/{id}/doses/{plannedDoseId}/checklist', tag: 'journeys',
  summary: 'The checklist of a dose as evidence, with both confirmations; 404 where none was accepted. Each reading is audited',
  scope: 'journeys:read', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('journey'), plannedDoseId: id('planned dose') }),
  status: 200, answer: DoseChecklist, problems: [404],
  examples: {
    params: { id: EXAMPLE.journey, plannedDoseId: EXAMPLE.plannedDose },
    answer: {
      journeyId: EXAMPLE.journey, plannedDoseId: EXAMPLE.plannedDose, at: EXAMPLE.at, actor: { kind: 'client', clientId: 'site-tianhe', staffId: 'N-204' }, scan: '84100400000000000001',
      package: { traceCode: '84100400000000000001', productId: 'mmr', name: '麻腮风减毒活疫苗', specification: '0.5mL', lot: 'L2026A', expiresOn: '2027-11-24' },
      items: [{ item: 'product', value: 'mmr', source: 'scan', staffId: 'N-204', at: EXAMPLE.at }],
      vaccinator: { staffId: 'N-204', station: 'vaccination', at: EXAMPLE.at }, resident: { by: 'guardian', relation: 'mother', how: 'second-screen', at: EXAMPLE.at },
    },
  },
});
