import { z } from 'zod';
import { PERMISSIONS, type Permission } from '../domain/access/permissions.js';
import { DESK_STATIONS } from '../domain/access/desk.js';
import { ROLES } from '../domain/access/roles.js';
import { areaCode, EXAMPLE, id, instant } from './fields.js';
import { defineOperation } from './operation.js';

const NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

export const Me = z
  .strictObject({
    id: id('person'), name: z.string(), roles: z.array(z.enum(ROLES)), areaCode: areaCode.nullable().meta({ description: 'of a supervisor' }),
    siteIds: z.array(id('site')).meta({ description: 'of whoever works at sites' }),
    may: z.array(z.enum(NAMES)).meta({ description: 'operations that the roles open, and commands of a journey as `sendJourneyCommand.<command>`; where they reach is another matter' }),
    device: z.strictObject({ id: id('device'), name: z.string(), station: z.enum(DESK_STATIONS) }).nullable().meta({ description: 'the shared desk at which they came by PIN: `siteIds`, `roles` and `may` are what that opens' }),
    endsAt: instant.meta({ description: 'when the session ends at the latest' }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

const Colleague = z.strictObject({ id: id('person'), name: z.string(), roles: z.array(z.enum(ROLES)) }).meta({ id: 'Colleague' });

export const getPerson = defineOperation({
  id: 'getPerson', method: 'get', path: '/v1/people/{id}', tag: 'service', summary: 'Who a reference in a record is, also after they have left', scope: [], kinds: ['person'],
  params: z.strictObject({ id: id('person') }), status: 200, answer: Colleague, problems: [404],
  examples: { params: { id: EXAMPLE.command }, answer: { id: EXAMPLE.command, name: '区级监管员', roles: ['district-supervisor'] } },
});

export const getMe = defineOperation({
  id: 'getMe', method: 'get', path: '/v1/me', tag: 'service', summary: 'Who is signed in in this browser, and what they may do', scope: [], kinds: ['person'],
  status: 200, answer: Me, problems: [],
  examples: {
    answer: { id: EXAMPLE.command, name: '区级监管员', roles: ['district-supervisor'], areaCode: '440106', siteIds: [], may: ['getMe', 'listSites', 'getSite', 'listJourneys', 'getJourney', 'getTimeline', 'listCases', 'resolveCase'], device: null, endsAt: EXAMPLE.at },
  },
});
