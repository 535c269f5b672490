import { expect, it } from '@jest/globals';
import { givenDose } from '../domain/journey/journey-fixtures.js';
import { Doubtful, Rejected, Unavailable } from '../registries/errors.js';
import { attempt, JourneyInPlace } from './activity-fixtures.js';
import { NoticeInPlace, NOW, PHONE, type Around } from './notice-fixtures.js';

const SEND = `sms ${PHONE} 短信`;
const unavailable = (effect: 'none' | 'unknown', retryAfterMs: number | null = null) => () => Promise.reject(new Unavailable('sms', 'throttled', { effect, retryAfterMs }));

async function send(notice: ConstructorParameters<typeof NoticeInPlace>[0] = {}, around: Around = {}): Promise<NoticeInPlace> {
  const place = new NoticeInPlace(notice, around);
  await attempt(1, place.activities.sendResultNotice, place.asked);
  return place;
}

it('writes the notice before the call and settles it after, with the instant of its receipt', async () => {
  const { calls, outcome, cases, notice, told } = await send();
  expect({ calls, outcome, cases, told }).toEqual({ calls: ['begin', SEND, 'write sent'], outcome: 'sent', cases: [], told: 0 });
  expect(notice).toMatchObject({ providerId: 'p1', nextAt: NOW + 60_000, over: true });
});

it('takes no phone for a state, not an error', async () => {
  const { calls, outcome, cases } = await send({}, { phone: null });
  expect({ calls, outcome, cases }).toEqual({ calls: [], outcome: 'no-phone', cases: [] });
});

it('asks by key after a send in doubt, and sends only what the provider does not have', async () => {
  expect((await send({ inDoubt: true })).calls).toEqual(['begin', 'ask', SEND, 'write sent']);
  const found = await send({ inDoubt: true }, { channels: { sms: { find: async () => ({ outcome: 'accepted', providerId: 'p1' }) } } });
  expect(found).toMatchObject({ calls: ['begin', 'ask', 'write sent'], outcome: 'sent' });
});

it('never sends again through a provider that cannot be asked: a person decides', async () => {
  const asked = await send({ inDoubt: true }, { channels: { sms: { canAsk: false } } });
  expect(asked).toMatchObject({ calls: ['begin', 'write uncertain'], outcome: 'uncertain', cases: ['notice-undeliverable'] });
  const doubtful = await send({}, { channels: { sms: { canAsk: false, send: () => Promise.reject(new Doubtful('sms', 'timeout')) } } });
  expect(doubtful).toMatchObject({ outcome: 'uncertain', cases: ['notice-undeliverable'] });
});

it('makes a refusal of the only provider a case, and hands it over where there is another', async () => {
  const refuses = { send: () => Promise.reject(new Rejected('sms', 'not-a-number')) };
  expect(await send({}, { channels: { sms: refuses } })).toMatchObject({ outcome: 'failed', cases: ['notice-undeliverable'], told: 0 });
  const other = await send({}, { channels: { sms: refuses, voice: {} } });
  expect(other).toMatchObject({ outcome: 'noticeHandedOver', cases: [], told: 1, notice: { state: 'waiting', channel: 'voice', nextAt: NOW } });
});

it('hands over what a provider that is away did not take, to be tried when the provider says', async () => {
  const { outcome, notice, told, journey } = await send({}, { channels: { sms: { send: unavailable('none', 30_000) } } });
  expect({ outcome, told }).toEqual({ outcome: 'noticeHandedOver', told: 1 });
  expect(notice).toMatchObject({ state: 'waiting', nextAt: NOW + 30_000, inDoubt: false, over: false });
  expect(journey.journey.current).toMatchObject({ notice: null, noticeUnderWay: 1 });
});

it('keeps in mind that an attempt may have left, also when only the question for it fails', async () => {
  expect((await send({}, { channels: { sms: { send: unavailable('unknown') } } })).notice).toMatchObject({ state: 'waiting', inDoubt: true, nextAt: NOW + 1_000 });
  expect((await send({ inDoubt: true }, { channels: { sms: { find: unavailable('none') } } })).notice).toMatchObject({ inDoubt: true });
});

it('waits for the end of the quiet hours without calling anybody', async () => {
  const { calls, outcome, notice } = await send({}, { clocks: { noticeQuietHours: { from: '00:00', until: '23:59' } } });
  expect({ calls, outcome }).toEqual({ calls: ['begin'], outcome: 'noticeHandedOver' });
  expect(notice.nextAt).toBeGreaterThan(NOW);
});

it('records the outcome of a notice that was settled before its finding could be, and leaves one alone that is being delivered', async () => {
  expect(await send({ state: 'delivered' })).toMatchObject({ calls: ['begin'], outcome: 'sent' });
  expect(await send({ state: 'waiting', over: false })).toMatchObject({ calls: ['begin'], outcome: 'noticeHandedOver' });
});

it('does nothing when no notice is due', async () => {
  expect((await send({}, { journey: new JourneyInPlace(givenDose()) })).calls).toEqual([]);
});
