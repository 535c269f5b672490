import { z } from 'zod';
import { EXAMPLE, id, instant } from './fields.js';
import { defineOperation } from './operation.js';

export const Notice = z
  .strictObject({ id: id('notice'), kind: z.string(), channel: z.string(), contentVersion: z.int(), state: z.string(), createdAt: instant })
  .meta({ id: 'Notice' });

export const listNotices = defineOperation({
  id: 'listNotices', method: 'get', path: '/v1/journeys/{id}/notices', tag: 'notices', summary: 'Notices of a journey and what became of them',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'], params: z.strictObject({ id: id('journey') }),
  status: 200, answer: z.strictObject({ data: z.array(Notice) }).meta({ id: 'NoticeList' }), problems: [404],
  examples: {
    params: { id: EXAMPLE.journey },
    answer: { data: [{ id: EXAMPLE.notice, kind: 'result-2022', channel: 'sms', contentVersion: 1, state: 'sent', createdAt: EXAMPLE.at }] },
  },
});
