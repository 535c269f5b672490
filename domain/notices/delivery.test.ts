import { describe, expect, it } from '@jest/globals';
import type { JourneyId } from '../ids.js';
import { instantAt, toLocalDate, type Instant } from '../time.js';
import { channelAfter, NOTICE_STATES, noticeView, outcomeOf, quietUntil, retryAfterMs, type NoticeProgress } from './delivery.js';

const DAY = toLocalDate('2026-03-10');
const at = (time: string, day = DAY) => instantAt(day, time);

describe('quiet hours', () => {
  const NIGHT = { from: '21:00', until: '08:00' };
  it.each([
    ['at noon', '12:00', null],
    ['a minute before they begin', '20:59', null],
    ['when they begin', '21:00', at('08:00', toLocalDate('2026-03-11'))],
    ['after midnight', '00:00', at('08:00')],
    ['a minute before they end', '07:59', at('08:00')],
    ['when they end', '08:00', null],
  ])('over night: %s', (_, time, until) => expect(quietUntil(at(time), NIGHT)).toBe(until));

  it.each([
    ['before', '11:59', null],
    ['in them', '12:00', at('14:00')],
    ['when they end', '14:00', null],
  ])('within one day: %s', (_, time, until) => expect(quietUntil(at(time), { from: '12:00', until: '14:00' })).toBe(until));

  it('may not be kept at all', () => expect(quietUntil(at('23:00'), null)).toBeNull());
});

describe('the next attempt', () => {
  it('is twice as far away each time, up to five minutes', () => {
    expect([1, 2, 3, 9, 10, 1_000].map((attempts) => retryAfterMs(attempts, 1))).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });
  it('is spread over half of that', () => expect([0, 0.5, 1].map((random) => retryAfterMs(4, random))).toEqual([4_000, 6_000, 8_000]));
});

describe('channels', () => {
  it('are taken in the order of the policy', () => {
    expect(channelAfter(['sms', 'voice'], 'sms')).toBe('voice');
    expect(channelAfter(['sms', 'voice'], 'voice')).toBeNull();
  });
  it('that are in the policy no more are followed by its first', () => expect(channelAfter(['voice'], 'sms')).toBe('voice'));
});

describe('what its workflow sees', () => {
  const notice = (change: Partial<NoticeProgress>): NoticeProgress => ({ version: 3, journeyId: 'j' as JourneyId, state: 'waiting', nextAt: 5_000 as Instant, over: false, ...change });

  it('is the next attempt of one that waits', () => expect(noticeView(notice({}))).toEqual({ deliver: { version: 3, dueAt: 5_000, journeyId: 'j' }, over: false }));
  it('is to tell the journey at once of one that has ended', () => expect(noticeView(notice({ state: 'failed' })).deliver).toMatchObject({ dueAt: 0 }));
  it('is nothing of one that is over, or that our store does not have', () => {
    for (const gone of [notice({ over: true }), null]) expect(noticeView(gone)).toEqual({ deliver: null, over: true });
  });
});

it('is an outcome in every state that is an end which somebody has to hear of', () => {
  expect(Object.fromEntries(NOTICE_STATES.map((state) => [state, outcomeOf(state)]))).toEqual({
    pending: null, waiting: null, withdrawn: null, sent: 'sent', delivered: 'sent', failed: 'failed', uncertain: 'uncertain', 'no-phone': 'no-phone',
  });
});
