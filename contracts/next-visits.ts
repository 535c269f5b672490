import { z } from 'zod';
import { DueDose } from './due-doses.js';
import { day, EXAMPLE, id, instant, staffId } from './fields.js';
import { answerExample, CommandAnswer, DoseRequests } from './journey-commands.js';
import { defineOperation } from './operation.js';
import { Session } from './sessions.js';

export const NextDose = z
  .strictObject({
    ...DueDose.shape,
    plans: DueDose.shape.plans.meta({ description: 'what may be planned for it on `bookFrom`, as `doses` of a booking name it' }),
    bookFrom: day.meta({ description: 'the first day on which it may be given, `asOf` or later' }),
    sessions: z.array(Session).meta({ description: 'the next ones of the site from that day on that offer it, with the places that are free' }),
  })
  .meta({ id: 'NextDose' });
export type NextDose = z.infer<typeof NextDose>;

const Booked = z.strictObject({ journeyId: id('journey'), day }).meta({ id: 'BookedVisit' });
export const NextDoses = z.strictObject({ asOf: day.meta({ description: 'tomorrow: whatever is given today belongs to this visit' }), booked: z.array(Booked).meta({ description: 'visits of the resident to this site that are booked already' }), data: z.array(NextDose) }).meta({ id: 'NextDoses' });

const params = z.strictObject({ id: id('journey') });

/** Norms 10.1. */
export const getNextDoses = defineOperation({
  id: 'getNextDoses', method: 'get', path: '/v1/journeys/{id}/next-doses', tag: 'bookings', summary: 'What the resident of a journey gets next, from when on and why, with sessions of the site that have places',
  scope: 'journeys:read', kinds: ['site-client'], params, status: 200, answer: NextDoses, problems: [404],
  examples: {
    params: { id: EXAMPLE.journey },
    answer: {
      asOf: EXAMPLE.day, booked: [],
      data: [{
        vaccine: 'MMR', series: 'MMR', doseNumber: 2, status: 'not-yet', rule: 'minimum-interval', edition: '2021', programme: 'national', earliestOn: '2026-12-22', overdueOn: '2027-06-01', latestOn: '2042-05-31', condition: null, urgent: false,
        plans: [{ productId: 'mmr', series: 'MMR', doseNumber: 2 }], bookFrom: '2026-12-22',
        sessions: [{
          id: EXAMPLE.session, siteId: EXAMPLE.site, day: '2026-12-22', vaccines: ['MMR', 'HepB'],
          slots: [{ id: EXAMPLE.slot, startsAt: '2026-12-22T01:00:00.000Z', endsAt: '2026-12-22T02:00:00.000Z', capacity: 20, free: 7 }],
        }],
      }],
    },
  },
});

export const bookNextVisit = defineOperation({
  id: 'bookNextVisit', method: 'post', path: '/v1/journeys/{id}/next-visit', tag: 'bookings', summary: 'Book the next visit of the resident of a journey at its site; a journey of its own',
  scope: 'journeys:book', kinds: ['site-client'], params,
  body: z.strictObject({ slotId: id('slot'), doses: DoseRequests, staffId: staffId.optional(), claimedAt: instant.optional() }).meta({ id: 'NextVisit' }),
  status: 201, answer: CommandAnswer, problems: [404, 409],
  examples: {
    params: { id: EXAMPLE.journey },
    bodies: { secondDose: { slotId: EXAMPLE.slot, doses: [{ productId: 'mmr', doseNumber: 2 }] } },
    answer: { ...answerExample, version: 1, stage: 'booked', events: ['booked'], allowed: ['reschedule', 'cancel', 'checkIn', 'planDose', 'dropDose'] },
  },
});
