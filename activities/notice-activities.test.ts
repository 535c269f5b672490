import type { BegunNotice } from '../db/notice-store.js';
import { dose, givenDose, JOURNEY, uuid } from '../domain/journey/journey-fixtures.js';
import { Doubtful, Rejected, Unavailable } from '../registries/errors.js';
import type { NoticeChannel, SendOutcome } from '../registries/notice-channel/port.js';
import { attempt, JourneyInPlace } from './activity-fixtures.js';
import { createNoticeActivities } from './notice-activities.js';

const NOTICE = uuid<'notice'>(70);
const PHONE = '13800000000';
const asked = { journeyId: JOURNEY, contentVersion: 1 };

/** Everything uploaded: the notice is due. */
function due(): JourneyInPlace {
  const created = { type: 'archiveCreated' as const, data: { contentVersion: 1, registryVersion: '1' } };
  return new JourneyInPlace(givenDose().through(created, { type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } }));
}

type Case = { kept?: Partial<BegunNotice>; canAsk?: boolean; send?: () => Promise<SendOutcome>; find?: () => Promise<SendOutcome | { outcome: 'none' }>; phone?: string | null };

async function send({ kept, canAsk = true, send: answer, find, phone = PHONE }: Case, journey = due()) {
  const calls: string[] = [];
  const channel: NoticeChannel = {
    canAsk,
    send: ({ to, text }) => (calls.push(`send ${to} ${text}`), answer ? answer() : Promise.resolve({ outcome: 'accepted', providerId: 'p1' })),
    findByKey: () => (calls.push('ask'), find ? find() : Promise.resolve({ outcome: 'none' })),
    receipt: async () => 'pending',
  };
  const notices = {
    begin: async () => (calls.push('begin'), { noticeId: NOTICE, attempted: false, outcome: null, ...kept }),
    notSent: async () => void calls.push('not sent'),
    settle: async (_: unknown, __: unknown, outcome: string) => void calls.push(`settle ${outcome}`),
  };
  const parts = { readState: journey.readState, recordFinding: journey.recordFinding, channel, notices, readPhone: async () => phone, template: { id: 't', zh: '短信' } };
  const error: unknown = await attempt(1, createNoticeActivities(parts).sendResultNotice, asked).then(() => null, (thrown: unknown) => thrown);
  const [first] = journey.recorded;
  return { calls, error, outcome: first?.finding.type === 'noticeDone' ? first.finding.data.outcome : null, cases: journey.journey.current.cases.map(({ kind }) => kind) };
}

const unavailable = (effect: 'none' | 'unknown') => () => Promise.reject(new Unavailable('sms', 'timeout', { effect }));

it('writes the notice before the call and settles it after', async () => {
  expect(await send({})).toEqual({ calls: ['begin', `send ${PHONE} 短信`, 'settle sent'], error: null, outcome: 'sent', cases: [] });
});

it('takes no phone for a state, not an error', async () => {
  expect(await send({ phone: null })).toEqual({ calls: [], error: null, outcome: 'no-phone', cases: [] });
});

it('asks by key after a send in doubt, and sends only what the provider does not have', async () => {
  expect((await send({ kept: { attempted: true } })).calls).toEqual(['begin', 'ask', `send ${PHONE} 短信`, 'settle sent']);
  const found = await send({ kept: { attempted: true }, find: async () => ({ outcome: 'accepted', providerId: 'p1' }) });
  expect(found).toMatchObject({ calls: ['begin', 'ask', 'settle sent'], outcome: 'sent' });
});

it('never sends again through a provider that cannot be asked: a person decides', async () => {
  expect(await send({ kept: { attempted: true }, canAsk: false })).toEqual({ calls: ['begin', 'settle uncertain'], error: null, outcome: 'uncertain', cases: ['notice-undeliverable'] });
  const doubtful = await send({ canAsk: false, send: () => Promise.reject(new Doubtful('sms', 'timeout')) });
  expect(doubtful).toMatchObject({ outcome: 'uncertain', cases: ['notice-undeliverable'] });
});

it('makes a refusal of the provider a case', async () => {
  expect(await send({ send: () => Promise.reject(new Rejected('sms', 'not-a-number')) })).toMatchObject({ outcome: 'failed', cases: ['notice-undeliverable'] });
});

it('takes back an attempt that never left, so that the next one may send', async () => {
  const { calls, error, outcome } = await send({ send: unavailable('none') });
  expect(calls).toEqual(['begin', `send ${PHONE} 短信`, 'not sent']);
  expect([error, outcome]).toEqual([expect.any(Unavailable), null]);
});

it('leaves an attempt standing whose end is not known', async () => {
  expect((await send({ send: unavailable('unknown') })).calls).toEqual(['begin', `send ${PHONE} 短信`]);
});

it('records the outcome of a notice that was settled before its finding could be', async () => {
  expect(await send({ kept: { attempted: true, outcome: 'sent' } })).toMatchObject({ calls: ['begin'], outcome: 'sent' });
});

it('does nothing when no notice is due', async () => {
  const early = new JourneyInPlace(givenDose());
  expect((await send({}, early)).calls).toEqual([]);
});
