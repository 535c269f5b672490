import { z } from 'zod';
import { SEVERITIES } from '../domain/journey/events.js';
import { EXAMPLE, id, instant } from './fields.js';
import { defineOperation } from './operation.js';

/** What whoever asks the health questions has to know of before: as far as this site's own visits say. */
export const MedicalPast = z
  .strictObject({
    residentId: id('resident'),
    reactions: z.array(z.strictObject({ journeyId: id('journey'), at: instant, severity: z.enum(SEVERITIES).nullable().meta({ description: 'null where nobody said how severe' }), productId: z.string().nullable().meta({ description: 'null where nobody said after which dose' }) })).meta({ description: 'the newest first' }),
    lastPrecheck: z
      .strictObject({ journeyId: id('journey'), at: instant, stopping: z.array(z.string()).meta({ description: 'questions that were answered as a contraindication is, allergies among them' }) })
      .nullable(),
  })
  .meta({ id: 'MedicalPast' });
export type MedicalPast = z.infer<typeof MedicalPast>;

export const getMedicalPast = defineOperation({
  id: 'getMedicalPast', method: 'get', path: '/v1/residents/{id}/medical-past', tag: 'residents', summary: 'Earlier reactions of a resident, and what the last pre-check found, of the visits within reach',
  scope: 'residents:read', kinds: ['site-client'], params: z.strictObject({ id: id('resident') }),
  status: 200, answer: MedicalPast, problems: [404],
  examples: {
    params: { id: EXAMPLE.resident },
    answer: {
      residentId: EXAMPLE.resident, reactions: [{ journeyId: EXAMPLE.journey, at: EXAMPLE.at, severity: 'mild', productId: 'mmr' }],
      lastPrecheck: { journeyId: EXAMPLE.journey, at: EXAMPLE.at, stopping: ['allergy'] },
    },
  },
});
