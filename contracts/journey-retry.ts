import { z } from 'zod';
import { EXAMPLE, freeText, id, staffId } from './fields.js';
import { answerExample, CommandAnswer } from './journey-commands.js';
import { defineOperation } from './operation.js';

export const retryJourney = defineOperation({
  id: 'retryJourney', method: 'post', path: '/v1/journeys/{id}/retry', tag: 'journeys', summary: 'Try at once whatever its process tries again by itself, and count the tries anew',
  scope: 'cases:work', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('journey') }),
  body: z.strictObject({ staffId, reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'JourneyRetry' }),
  status: 200, answer: CommandAnswer, problems: [404, 409],
  examples: {
    params: { id: EXAMPLE.journey },
    bodies: { now: { staffId: 'S-12', reason: 'the registry answers again' } },
    answer: { ...answerExample, stage: 'observing', version: 12, events: ['stepsRestarted'], allowed: ['reportReaction', 'release'] },
  },
});
