import { describe, expect, it } from '@jest/globals';
import type { NoticeInHand } from '../db/notice.js';
import { Rejected, Unavailable } from '../registries/errors.js';
import { attempt } from './activity-fixtures.js';
import { due, NOTICE, NoticeInPlace, NOW, PHONE, type Around } from './notice-fixtures.js';

const SEND = `sms ${PHONE} 短信`;

/** Handed over, and due for its next attempt. */
function waiting(notice: Partial<NoticeInHand> = {}, around: Around = {}): NoticeInPlace {
  const place = new NoticeInPlace({ state: 'waiting', nextAt: NOW, over: false, ...notice }, around);
  place.journey.journey.through({ type: 'noticeHandedOver', data: { contentVersion: 1, noticeId: NOTICE } });
  return place;
}

/** Until its process has nothing left to do, or waits. */
async function deliver(place: NoticeInPlace): Promise<NoticeInPlace> {
  for (let asked = 0; asked < 3 && !place.notice.over && !(place.notice.state === 'waiting' && asked > 0); asked += 1) await attempt(1, place.activities.deliverNotice, place.delivered);
  return place;
}

describe('an attempt at a notice that waits', () => {
  it('sends it, writes that down, and tells the journey', async () => {
    const place = await deliver(waiting());
    expect(place.calls).toEqual(['attempt', SEND, 'write sent', 'write sent']);
    expect(place).toMatchObject({ outcome: 'sent', notice: { over: true, nextAt: NOW + 60_000 } });
    expect(place.journey.journey.current).toMatchObject({ notice: { outcome: 'sent' }, noticeUnderWay: null });
  });

  it('answers with the view of a notice that has moved on', async () => {
    const place = waiting();
    expect(await attempt(1, place.activities.deliverNotice, { ...place.delivered, askedVersion: 7 })).toMatchObject({ version: 1, view: { deliver: { version: 1, dueAt: NOW } } });
    expect(place.calls).toEqual([]);
  });

  it('tries again later, twice as far away each time, and gives it to a person after long enough', async () => {
    const away = { channels: { sms: { send: () => Promise.reject(new Unavailable('sms', 'timeout', { effect: 'none' })) } } };
    expect((await deliver(waiting({ attempts: 3 }, away))).notice).toMatchObject({ state: 'waiting', nextAt: NOW + 8_000 });
    const given = await deliver(waiting({}, { ...away, clocks: { noticeGiveUpMs: 0 } }));
    expect(given).toMatchObject({ outcome: 'failed', cases: ['notice-undeliverable'], notice: { state: 'failed', over: true } });
  });

  it('goes on by the next channel where one refuses, and is a case after the last', async () => {
    const refuses = { send: () => Promise.reject(new Rejected('x', 'not-a-number')) };
    const place = await deliver(waiting({}, { channels: { sms: refuses, voice: {} } }));
    expect(place.notice).toMatchObject({ state: 'waiting', channel: 'voice' });
    expect((await deliver(place)).calls).toEqual(['attempt', SEND, 'write waiting', 'attempt', `voice ${PHONE} 短信`, 'write sent', 'write sent']);
    expect(await deliver(waiting({ channel: 'voice' }, { channels: { sms: {}, voice: refuses } }))).toMatchObject({ outcome: 'failed', cases: ['notice-undeliverable'] });
  });

  it('waits for the morning', async () => {
    const place = await deliver(waiting({ inDoubt: true }, { clocks: { noticeQuietHours: { from: '00:00', until: '23:59' } } }));
    expect(place).toMatchObject({ calls: ['write waiting'], notice: { state: 'waiting', inDoubt: true } });
  });

  it('ends where the phone has gone, as a state and no error; in doubt it is a person to find out (H10)', async () => {
    expect(await deliver(waiting({}, { phone: null }))).toMatchObject({ outcome: 'no-phone', cases: [] });
    expect(await deliver(waiting({ inDoubt: true }, { phone: null }))).toMatchObject({ outcome: 'uncertain', cases: ['notice-undeliverable'] });
  });

  it('takes it back where another message has taken its place', async () => {
    const place = new NoticeInPlace({ state: 'waiting', contentVersion: 7, nextAt: NOW, over: false });
    expect(await deliver(place)).toMatchObject({ calls: ['write withdrawn', 'write withdrawn'], outcome: null, notice: { over: true } });
  });

  it('is a fault of ours where no such channel is wired', async () => {
    const place = waiting({ channel: 'pigeon' });
    await expect(attempt(1, place.activities.deliverNotice, place.delivered)).rejects.toMatchObject({ type: 'unknown-channel' });
    await attempt(1, place.activities.recordNoticeFault, { noticeId: NOTICE });
    expect(place.cases).toEqual(['software-fault']);
  });
});

describe('a receipt', () => {
  const sent = (receipt: () => Promise<'delivered' | 'failed' | 'pending'>, notice: Partial<NoticeInHand> = {}, channels: Around['channels'] = {}): NoticeInPlace => {
    const place = new NoticeInPlace({ state: 'sent', providerId: 'p1', ...notice }, { journey: due(), channels: { sms: { receipt }, ...channels } });
    place.journey.journey.through({ type: 'noticeDone', data: { contentVersion: 1, noticeId: NOTICE, outcome: 'sent' } });
    return place;
  };

  it('of a message that arrived ends it', async () => {
    const place = sent(async () => 'delivered');
    expect(await attempt(1, place.activities.askReceipts)).toEqual({ asked: 1, more: false });
    expect(place).toMatchObject({ calls: ['receipt', 'write delivered'], told: 0, notice: { state: 'delivered', nextAt: null } });
  });

  it('that is not there yet is asked for again, seldom in the end, and not for ever', async () => {
    const asked = async (age: number) => {
      const place = sent(async () => 'pending', { createdAt: (NOW - age) as NoticeInHand['createdAt'] });
      await attempt(1, place.activities.askReceipts);
      return place.notice.nextAt;
    };
    expect([await asked(1_000), await asked(4_000_000), await asked(259_200_000)]).toEqual([NOW + 60_000, NOW + 1_000_000, null]);
  });

  it('that says nobody has it is a case', async () => {
    const place = sent(async () => 'failed');
    await attempt(1, place.activities.askReceipts);
    expect(place).toMatchObject({ told: 1, notice: { state: 'failed', over: false } });
    expect(await deliver(place)).toMatchObject({ outcome: 'noticeNotReceived', cases: ['notice-undeliverable'], notice: { over: true } });
    expect(place.journey.journey.current.notice).toEqual({ contentVersion: 1, outcome: 'failed' });
  });

  it('that says so lets the next channel try, without a word to the journey', async () => {
    const place = sent(async () => 'failed', {}, { voice: {} });
    await attempt(1, place.activities.askReceipts);
    expect(await deliver(place)).toMatchObject({ calls: ['receipt', 'write waiting', 'attempt', `voice ${PHONE} 短信`, 'write sent', 'write sent'], cases: [] });
    expect(place.journey.journey.current.notice).toEqual({ contentVersion: 1, outcome: 'sent' });
  });

  it('that the provider does not know is never asked for again; one that is away is', async () => {
    const unknown = sent(() => Promise.reject(new Rejected('sms', 'no-such-message')));
    await attempt(1, unknown.activities.askReceipts);
    expect(unknown.notice).toMatchObject({ state: 'sent', nextAt: null });
    const away = sent(() => Promise.reject(new Unavailable('sms', 'timeout')));
    expect(await attempt(1, away.activities.askReceipts)).toEqual({ asked: 1, more: false });
    expect(away.notice).toMatchObject({ state: 'sent', nextAt: NOW + 60_000 });
  });
});
