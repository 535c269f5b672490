import { z } from 'zod';
import { EXAMPLE, id } from './fields.js';
import { defineOperation } from './operation.js';

export const Change = z
  .strictObject({ resource: z.enum(['journeys', 'cases', 'notices']), id: z.uuid(), siteId: id('site') })
  .meta({ id: 'Change', description: 'the data of each event `changed`; what it has become is read at its own address. Before the first comes an event `begin`: what is read from then on is followed' });

export const followChanges = defineOperation({
  id: 'followChanges', method: 'get', path: '/v1/changes', tag: 'journeys', summary: 'What changes within reach of the caller, as server-sent events; the stream ends after some minutes and is opened again',
  scope: ['journeys:read', 'cases:read'], kinds: ['site-client', 'operator'], stream: true,
  status: 200, answer: Change, problems: [],
  examples: { answer: { resource: 'cases', id: EXAMPLE.case, siteId: EXAMPLE.site } },
});
