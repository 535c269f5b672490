import { z } from 'zod';
import { EXAMPLE, id, instant, staffId } from './fields.js';
import { answerExample, CommandAnswer, DoseRequests } from './journey-commands.js';
import { defineOperation } from './operation.js';

/** A booking is the first command of a journey; reschedule and cancel are commands of that journey. The channel is the caller's own. */
export const createBooking = defineOperation({
  id: 'createBooking', method: 'post', path: '/v1/bookings', tag: 'bookings', summary: 'Book a slot for one or more doses',
  scope: 'journeys:book', kinds: ['site-client', 'channel'],
  body: z
    .strictObject({
      residentId: id('resident'), siteId: id('site'), slotId: id('slot'), doses: DoseRequests,
      staffId: staffId.optional(), claimedAt: instant.optional(),
    })
    .meta({ id: 'NewBooking' }),
  status: 201, answer: CommandAnswer, problems: [404, 409],
  examples: {
    bodies: { twoDoses: { residentId: EXAMPLE.resident, siteId: EXAMPLE.site, slotId: EXAMPLE.slot, doses: [{ productId: 'mmr', doseNumber: 1 }, { productId: 'hepb-10', doseNumber: 3 }] } },
    answer: { ...answerExample, version: 1, stage: 'booked', events: ['booked'], allowed: ['reschedule', 'cancel', 'checkIn', 'planDose', 'dropDose'] },
  },
});
