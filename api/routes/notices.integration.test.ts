import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { findNotices, NoticeWithTries } from '../../contracts/notices.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays, toInstant } from '../../domain/time.js';
import { ApiUnderTest, type SignedIn } from '../api-fixtures.js';
import { getAs, type TestClient } from '../http-fixtures.js';
import type { Line } from '../line-fixtures.js';
import { finds, noticeDone, noticeDue, noticeOf } from '../notice-fixtures.js';

type Page = z.infer<(typeof findNotices)['answer']>;
const REASON = { reason: '居民说没有收到' };

let api: ApiUnderTest;
let lead: SignedIn;
let supervisor: TestClient;
let far: TestClient;
let sent: { line: Line; noticeId: string };
let waiting: string;

beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
  await api.rows(`insert into breakers (system, state) values ('registry-guangdong', 'open')`);
  lead = await api.signedIn({ roles: ['site-lead'], siteIds: [api.siteA.siteId] });
  supervisor = (await api.signedIn({ roles: ['city-supervisor'], areaCode: '440100' })).client;
  far = (await api.signedIn({ roles: ['city-supervisor'], areaCode: '440300' })).client;
  sent = await noticeDone(api, 'sent', { phone: '13912345678' });
  waiting = (await noticeOf(api, await noticeDue(api), { state: 'waiting', nextAt: toInstant(Date.now() + 60_000), errorCode: 'throttled', over: false, attempt: 'unavailable' }, { channel: 'voice', template: 'result-2030' })).noticeId;
});
afterAll(() => api?.close());

const idsOf = async (client: TestClient, query: string) => (await getAs<Page>(client, `/v1/notices?${query}`)).data.map(({ id }) => id);

describe('notices of a place', () => {
  it('are those of the site or the area, the newest first, by state, channel, kind and day', async () => {
    const here = `siteId=${api.siteA.siteId}`;
    expect(await idsOf(lead.client, '')).toEqual([waiting, sent.noticeId]);
    for (const [query, ids] of [
      [here, [waiting, sent.noticeId]], [`${here}&state=sent`, [sent.noticeId]], [`${here}&state=failed`, []], [`${here}&channel=voice`, [waiting]], [`${here}&kind=result-2022`, [sent.noticeId]],
      [`${here}&channel=voice&kind=result-2022`, []], [`${here}&day=${TODAY()}&state=waiting`, [waiting]], [`${here}&day=${addDays(TODAY(), -1)}`, []],
      ['area=440103', [waiting, sent.noticeId]], ['area=440100&channel=sms', [sent.noticeId]], ['area=440000', [waiting, sent.noticeId]], ['area=440300', []],
    ] as const) expect([query, await idsOf(supervisor, query)]).toEqual([query, ids]);
    expect(await idsOf(far, '')).toEqual([]);
  });

  it('come a page at a time, and each list is one row of the audit', async () => {
    const first = await getAs<Page>(supervisor, '/v1/notices?first=1');
    const rest = await getAs<Page>(supervisor, `/v1/notices?first=1&after=${first.pageInfo.endCursor}`);
    expect([first, rest].map(({ data, pageInfo }) => [data[0]?.id, pageInfo.hasNextPage])).toEqual([[waiting, true], [sent.noticeId, false]]);
    expect(await api.rows(`select count from audit_rows where action = 'notices.list' order by id desc limit 2`)).toEqual([{ count: 1 }, { count: 1 }]);
  });

  it('are refused with a cursor of no list of ours, for a foreign site and by an area to a site', async () => {
    expect(await supervisor.get('/v1/notices?after=eyJh')).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
    expect(await lead.client.get(`/v1/notices?siteId=${api.siteB.siteId}`)).toMatchObject({ status: 404 });
    expect(await lead.client.get('/v1/notices?area=440000')).toMatchObject({ status: 422, body: { code: 'list-not-offered' } });
  });
});

describe('one notice', () => {
  it('is told with each attempt and the number masked, and the look is kept', async () => {
    const found = await getAs<NoticeWithTries>(lead.client, `/v1/notices/${waiting}`);
    expect(found).toMatchObject({ channel: 'voice', state: 'waiting', to: expect.stringMatching(/^139\*{4}\d{4}$/), tries: [{ attempt: 1, channel: 'voice', outcome: 'unavailable', errorCode: 'throttled', nextTryAt: found.nextTryAt }] });
    expect(await getAs(supervisor, `/v1/notices/${sent.noticeId}`)).toMatchObject({ to: '139****5678', journeyId: sent.line.journeyId, tries: [{ outcome: 'accepted', errorCode: null, nextTryAt: null }] });
    expect(await api.rows(`select actor, outcome from audit_rows where action = 'notice.read' and object_id = $1`, [waiting])).toEqual([{ actor: { kind: 'person', personId: lead.personId }, outcome: 'done' }]);
  });

  it('is to another city as if it were not there', async () => {
    expect(await far.get(`/v1/notices/${sent.noticeId}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await far.post(`/v1/notices/${sent.noticeId}/resend`, REASON)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('sending again', () => {
  it('is one more message however often it is asked, with the reason kept encrypted and the sender in the audit', async () => {
    const { line, noticeId } = await noticeDone(api, 'sent');
    const key = 'once';
    const first = await lead.client.post(`/v1/notices/${noticeId}/resend`, REASON, key);
    expect(first).toMatchObject({ status: 200, body: { events: ['noticeReopened'] } });
    expect(await lead.client.post(`/v1/notices/${noticeId}/resend`, REASON, key)).toMatchObject({ status: 200, body: first.body });
    expect(await supervisor.post(`/v1/notices/${noticeId}/resend`, REASON)).toMatchObject({ status: 409, body: { code: 'notice-under-way' } });
    expect(await api.rows(`select data from journey_events where journey_id = $1 and type = 'noticeReopened'`, [line.journeyId])).toMatchObject([{ data: { contentVersion: 2 } }]);
    expect(await api.rows(`select actor, outcome, code from audit_rows where action = 'journey.resendNotice' and object_id = $1 order by id`, [line.journeyId])).toEqual([
      { actor: { kind: 'person', personId: lead.personId }, outcome: 'done', code: null }, { actor: expect.objectContaining({ kind: 'person' }), outcome: 'refused', code: 'notice-under-way' },
    ]);
    expect(JSON.stringify(await api.rows(`select row_to_json(n)::text as text from notes n where purpose = 'notice-resent'`))).not.toContain(REASON.reason);
  });

  it('decides the case about it, unless somebody else has that in hand', async () => {
    const { line, noticeId } = await noticeDone(api, 'failed');
    const [open] = await api.rows<{ id: string }>(`select id from cases where journey_id = $1 and kind = 'notice-undeliverable'`, [line.journeyId]);
    expect((await supervisor.post(`/v1/cases/${open!.id}/claim`, { staffId: supervisor.clientId.replace('person:', '') })).status).toBe(200);
    expect(await lead.client.post(`/v1/notices/${noticeId}/resend`, REASON)).toMatchObject({ status: 409, body: { code: 'case-claimed' } });
    expect(await supervisor.post(`/v1/notices/${noticeId}/resend`, REASON)).toMatchObject({ status: 200, body: { events: ['caseResolved', 'noticeReopened'] } });
    expect(await api.rows('select status, action from cases where id = $1', [open!.id])).toEqual([{ status: 'resolved', action: 'send-again' }]);
  });

  it('needs a reason, and waits for one that is under way', async () => {
    expect(await lead.client.post(`/v1/notices/${sent.noticeId}/resend`, { reason: ' ' })).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    expect(await lead.client.post(`/v1/notices/${waiting}/resend`, REASON)).toMatchObject({ status: 409, body: { code: 'notice-under-way' } });
    const line = await noticeDue(api);
    const { noticeId } = await noticeOf(api, line, { state: 'waiting', nextAt: null, over: false });
    await finds(api, line, () => ({ type: 'noticeHandedOver', data: { contentVersion: 1, noticeId } }));
    expect(await lead.client.post(`/v1/notices/${noticeId}/resend`, REASON)).toMatchObject({ status: 409, body: { code: 'notice-under-way' } });
  });
});
