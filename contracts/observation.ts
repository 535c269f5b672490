import { z } from 'zod';
import { SEVERITIES } from '../domain/journey/events.js';
import { OBSERVATION_ALARMS } from '../domain/journey/observed.js';
import { STAGES } from '../domain/journey/stages.js';
import { EXAMPLE, id, instant, pageOf, pageQuery } from './fields.js';
import { defineOperation } from './operation.js';

export const ObservedResident = z
  .strictObject({
    journeyId: id('journey'),
    name: z.string().nullable().meta({ description: 'masked; null where the site does not know the resident any more' }),
    stage: z.enum(STAGES).meta({ description: '`observing`, or where the line stands while a dose of the visit is still to be given' }),
    lastDoseAt: instant.nullable(),
    until: instant.meta({ description: 'may be released from then on' }),
    alarmAt: instant.meta({ description: 'when `overdue` begins, by the policy' }),
    minutesLeft: z.int().meta({ description: 'at `asOf`; below zero since the half hour is over' }),
    alarm: z.enum(OBSERVATION_ALARMS).nullable().meta({ description: '`overdue`: nobody has released them in time; `left`: went away unreleased, and nobody has yet found out how they are' }),
    reaction: z.enum(SEVERITIES).nullable().meta({ description: 'the worst that was reported' }),
    by: z.string().nullable().meta({ description: 'who gave the last dose and is called when something happens, by reference' }),
  })
  .meta({ id: 'ObservedResident' });
export type ObservedResident = z.infer<typeof ObservedResident>;

export const listObservation = defineOperation({
  id: 'listObservation', method: 'get', path: '/v1/observation', tag: 'journeys', summary: 'Who is under observation at a site now, whoever may leave first at the top',
  scope: 'journeys:read', kinds: ['site-client'], query: z.strictObject({ siteId: id('site').optional(), ...pageQuery }),
  status: 200, answer: pageOf(ObservedResident).extend({ asOf: instant }).meta({ id: 'ObservationBoard' }), problems: [404],
  examples: {
    query: { siteId: EXAMPLE.site },
    answer: {
      asOf: EXAMPLE.at, pageInfo: { hasNextPage: false, endCursor: null },
      data: [{
        journeyId: EXAMPLE.journey, name: '欧****', stage: 'observing', lastDoseAt: '2026-11-24T00:48:00.000Z', until: '2026-11-24T01:18:00.000Z', alarmAt: '2026-11-24T01:28:00.000Z', minutesLeft: 18,
        alarm: null, reaction: null, by: 'N-204',
      }],
    },
  },
});

/** What a screen on the wall shows, asked below `/auth` by its device, at which nobody is signed in: masked names and until when, nothing by which anything else is found. */
export type PublicBoard = { asOf: string; siteName: { zh: string; en: string }; data: { name: string; until: string }[] };
