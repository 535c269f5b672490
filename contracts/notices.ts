import { z } from 'zod';
import { ATTEMPT_OUTCOMES, NOTICE_STATES } from '../domain/notices/delivery.js';
import { areaCode, code, day, EXAMPLE, freeText, id, instant, pageOf, pageQuery } from './fields.js';
import { answerExample, CommandAnswer } from './journey-commands.js';
import { defineOperation } from './operation.js';

export const Notice = z
  .strictObject({
    id: id('notice'), kind: z.string(), channel: z.string(), contentVersion: z.int(), state: z.enum(NOTICE_STATES), attempts: z.int().min(0), nextTryAt: instant.nullable(), errorCode: z.string().nullable(), createdAt: instant,
  })
  .meta({ id: 'Notice' });

export const listNotices = defineOperation({
  id: 'listNotices', method: 'get', path: '/v1/journeys/{id}/notices', tag: 'notices', summary: 'Notices of a journey and what became of them',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'], params: z.strictObject({ id: id('journey') }),
  status: 200, answer: z.strictObject({ data: z.array(Notice) }).meta({ id: 'NoticeList' }), problems: [404],
  examples: {
    params: { id: EXAMPLE.journey },
    answer: { data: [{ id: EXAMPLE.notice, kind: 'result-2022', channel: 'sms', contentVersion: 1, state: 'waiting', attempts: 2, nextTryAt: EXAMPLE.at, errorCode: 'throttled', createdAt: EXAMPLE.at }] },
  },
});

/** A notice in a list across journeys. */
export const PlacedNotice = Notice.extend({ journeyId: id('journey'), siteId: id('site') }).meta({ id: 'PlacedNotice' });
export type PlacedNotice = z.infer<typeof PlacedNotice>;

const NoticeTry = z
  .strictObject({
    attempt: z.int().min(1), channel: z.string(), begunAt: instant, endedAt: instant.nullable(),
    outcome: z.enum(ATTEMPT_OUTCOMES).nullable().meta({ description: 'null while its end is not known' }),
    errorCode: z.string().nullable().meta({ description: "the provider's answer" }), nextTryAt: instant.nullable(),
  })
  .meta({ id: 'NoticeTry' });

export const NoticeWithTries = PlacedNotice.extend({
  to: z.string().nullable().meta({ description: 'the number as it is now, masked: no other is kept; null for a resident without one' }),
  tries: z.array(NoticeTry).meta({ description: 'each attempt in order; those of releases before 0.2 were not kept' }),
}).meta({ id: 'NoticeWithTries' });
export type NoticeWithTries = z.infer<typeof NoticeWithTries>;

/** Where notices are listed; each can be narrowed to a state, a channel, a kind and a day. */
export const NOTICE_LISTS = ['siteId', 'area'] as const;

const people = { tag: 'notices', scope: [], kinds: ['person'], status: 200 } as const;
const params = z.strictObject({ id: id('notice') });
const placed: PlacedNotice = { id: EXAMPLE.notice, kind: 'result-2022', channel: 'sms', contentVersion: 1, state: 'waiting', attempts: 1, nextTryAt: EXAMPLE.at, errorCode: 'throttled', createdAt: EXAMPLE.at, journeyId: EXAMPLE.journey, siteId: EXAMPLE.site };

export const findNotices = defineOperation({
  id: 'findNotices', method: 'get', path: '/v1/notices', summary: 'Notices of a site or an area, the newest first', ...people,
  query: z.strictObject({ siteId: id('site').optional(), area: areaCode.optional(), state: z.enum(NOTICE_STATES).optional(), channel: code.optional(), kind: code.optional(), day: day.optional(), ...pageQuery }),
  answer: pageOf(PlacedNotice).meta({ id: 'NoticePage' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site, state: 'waiting', day: EXAMPLE.day }, answer: { data: [placed], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getNotice = defineOperation({
  id: 'getNotice', method: 'get', path: '/v1/notices/{id}', summary: 'One notice with each attempt at it', ...people, params,
  answer: NoticeWithTries, problems: [404],
  examples: {
    params: { id: EXAMPLE.notice },
    answer: { ...placed, to: '139****0000', tries: [{ attempt: 1, channel: 'sms', begunAt: EXAMPLE.at, endedAt: EXAMPLE.at, outcome: 'unavailable', errorCode: 'throttled', nextTryAt: EXAMPLE.at }] },
  },
});

export const resendNotice = defineOperation({
  id: 'resendNotice', method: 'post', path: '/v1/notices/{id}/resend', summary: 'Send another message in the place of this one, once it has ended; an open case about it is decided with that', ...people, params,
  body: z.strictObject({ reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'NoticeResend' }), answer: CommandAnswer, problems: [404, 409],
  examples: { params: { id: EXAMPLE.notice }, bodies: { again: { reason: 'the resident says that nothing has come' } }, answer: { ...answerExample, stage: 'closed', version: 21, events: ['noticeReopened'], allowed: [] } },
});
