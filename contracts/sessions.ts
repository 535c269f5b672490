import { z } from 'zod';
import { code, day, EXAMPLE, id, instant, timeOfDay } from './fields.js';
import { defineOperation } from './operation.js';

export const Slot = z.strictObject({ id: id('slot'), startsAt: instant, endsAt: instant, capacity: z.int().min(0), free: z.int().min(0) }).meta({ id: 'Slot' });
export const Session = z
  .strictObject({ id: id('session'), siteId: id('site'), day, vaccines: z.array(z.string()), slots: z.array(Slot) })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const NewSession = z
  .strictObject({
    siteId: id('site'),
    day,
    vaccines: z.array(code).min(1).max(50),
    slots: z.array(z.strictObject({ startsAt: timeOfDay, endsAt: timeOfDay, capacity: z.int().min(1).max(10_000) })).min(1).max(200),
  })
  .meta({ id: 'NewSession' });
export type NewSession = z.infer<typeof NewSession>;

const example: Session = {
  id: EXAMPLE.session, siteId: EXAMPLE.site, day: EXAMPLE.day, vaccines: ['MMR', 'HepB'],
  slots: [{ id: EXAMPLE.slot, startsAt: EXAMPLE.at, endsAt: '2026-11-24T02:00:00.000Z', capacity: 20, free: 7 }],
};

export const listSessions = defineOperation({
  id: 'listSessions', method: 'get', path: '/v1/sessions', tag: 'sessions', summary: 'Sessions of one site on one day, with free places',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'],
  query: z.strictObject({ siteId: id('site'), day }),
  status: 200, answer: z.strictObject({ data: z.array(Session) }).meta({ id: 'SessionList' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site, day: EXAMPLE.day }, answer: { data: [example] } },
});

export const createSession = defineOperation({
  id: 'createSession', method: 'post', path: '/v1/sessions', tag: 'sessions', summary: 'Open a session with its slots',
  scope: 'sessions:write', kinds: ['site-client', 'operator'],
  body: NewSession,
  status: 201, answer: Session, problems: [404, 409],
  examples: {
    bodies: { morning: { siteId: EXAMPLE.site, day: EXAMPLE.day, vaccines: ['MMR', 'HepB'], slots: [{ startsAt: '09:00', endsAt: '10:00', capacity: 20 }] } },
    answer: { ...example, slots: [{ ...example.slots[0], free: 20 }] },
  },
});
