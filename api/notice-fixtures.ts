import { openDoor, testBlindIndex } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import type { NoticeInHand, NoticeStep } from '../db/notice.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createSequelize } from '../db/sequelize.js';
import { toAreaCode, toId } from '../domain/ids.js';
import type { Finding } from '../domain/journey/commands.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { ApiUnderTest } from './api-fixtures.js';
import { Line } from './line-fixtures.js';

/** Test material: what the process of a visit at site A finds; no worker runs here. */
export async function finds(api: ApiUnderTest, { journeyId }: Pick<Line, 'journeyId'>, findingOn: (state: JourneyState) => Finding): Promise<void> {
  const { door, pool } = openDoor(api.database.urls.api);
  const id = toId<'journey'>(journeyId);
  const peeked = await door.peek({ site: api.siteA.siteId }, id);
  if (!peeked) throw new Error('no such journey');
  await door.submit({
    journeyId: id, command: findingOn(peeked.state), commandId: newId(), key: { owner: 'process', key: newId(), bodyHash: null }, scope: { ofJourney: true }, actor: { kind: 'process' }, station: null,
  });
  await pool.end();
}

/** A visit whose dose the registry has: its notice is due. */
export async function noticeDue(api: ApiUnderTest, person: { phone?: string } = {}): Promise<Line> {
  const line = await Line.open(api, { through: 'recordDose', person });
  await finds(api, line, () => ({ type: 'uploaded', data: { plannedDoseId: toId(line.plannedDoseId), contentVersion: 1 } }));
  return line;
}

/** Its first attempt as the worker keeps it, and what came of that. */
export async function noticeOf(api: ApiUnderTest, line: Line, step: NoticeStep, { channel = 'sms', template = 'result-2022' } = {}): Promise<NoticeInHand> {
  const sequelize = createSequelize({ url: api.database.urls.worker, max: 1 });
  const notices = createNoticeStore({ sequelize, blindIndex: testBlindIndex });
  const owner = { journeyId: toId<'journey'>(line.journeyId), residentId: toId<'resident'>(line.residentId), siteId: api.siteA.siteId, areaCode: toAreaCode(api.siteA.areaCode) };
  const notice = await notices.begin(owner, { contentVersion: 1, channel, template, recipient: '13900000000', notBefore: null });
  await notices.write(notice, step);
  await sequelize.close();
  return notice;
}

/** A visit whose notice has ended so. */
export async function noticeDone(api: ApiUnderTest, outcome: 'sent' | 'failed', person: { phone?: string } = {}): Promise<{ line: Line; noticeId: string }> {
  const line = await noticeDue(api, person);
  const { noticeId } = await noticeOf(api, line, outcome === 'sent' ? { state: 'sent', providerId: 'p1', over: true, attempt: 'accepted' } : { state: 'failed', errorCode: 'unroutable', over: true, attempt: 'refused' });
  await finds(api, line, () => ({ type: 'noticeDone', data: { contentVersion: 1, noticeId, outcome } }));
  return { line, noticeId };
}
