import { setTimeout as wait } from 'node:timers/promises';
import type { DynamicText, HealthCode } from '../../contracts/health-codes.js';
import type { z } from 'zod';
import { createRemoteJWKSet, compactVerify } from 'jose';
import { toConfig } from '../../config/config.js';
import { createFieldCipher } from '../../db/field-cipher.js';
import { createKeyRing } from '../../db/key-ring.js';
import { newId } from '../../db/new-id.js';
import { createIssuer } from '../../issuer/create-issuer.js';
import { loadIssuerKeys } from '../../issuer/key-file.js';
import { toId } from '../../domain/ids.js';
import { toInstant } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs, type TestClient } from '../http-fixtures.js';
import { newMother, newPerson, register, showCode, walkIn, type ShownCode } from '../people-fixtures.js';

type Code = z.infer<typeof HealthCode>;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const identify = (client: TestClient, journeyId: string, text: string, key?: string) =>
  client.post(`/v1/journeys/${journeyId}/commands`, { type: 'identify', data: { text, readBackMatches: true } }, key);

/** Somebody at the desk, and the code on the phone. */
async function atTheDesk(): Promise<ShownCode & { journeyId: string; residentId: string }> {
  const { journeyId, residentId } = await walkIn(api.a, api.siteA);
  return { ...(await showCode(api.channelOf(residentId), residentId)), journeyId, residentId };
}

describe('issuing a health code', () => {
  it('gives a resident one code for life, whoever asks', async () => {
    const { id } = await register(api.a);
    const code = await postAs<Code>(api.a, `/v1/residents/${id}/health-codes`, {});
    expect(code).toMatchObject({ residentId: id, status: 'normal', attribute: 'formal', version: 1 });
    expect((await postAs<Code>(api.channelOf(id), `/v1/residents/${id}/health-codes`, {})).id).toBe(code.id);
  });

  it('refuses a resident without a number', async () => {
    const { id } = await register(api.a, { identifiers: [], guardian: newMother() });
    expect(await api.a.post(`/v1/residents/${id}/health-codes`, {})).toMatchObject({ status: 409, body: { code: 'identity-not-verified' } });
  });

  it('refuses a channel that speaks for another resident or for nobody', async () => {
    const [one, other] = [await register(api.a), await register(api.a)];
    expect(await api.channelOf(one.id).post(`/v1/residents/${other.id}/health-codes`, {})).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await api.as('channel').post(`/v1/residents/${one.id}/health-codes`, {})).toMatchObject({ status: 401, body: { code: 'assertion-required' } });
  });

  it('signs texts that anybody can check with the published keys', async () => {
    const { id } = await register(api.a);
    const { text } = await showCode(api.a, id);
    const keys = createRemoteJWKSet(new URL(`${api.url}/.well-known/jwks.json`));
    expect((await compactVerify(text, keys)).protectedHeader.alg).toBe('ES256');
    const jwks = await getAs<{ keys: Record<string, unknown>[] }>(api.a, '/.well-known/jwks.json');
    expect(jwks.keys.every((key) => !('d' in key))).toBe(true);
  });

  it('carries no personal data in a text', async () => {
    const person = newPerson();
    const { id } = await register(api.a, person);
    const { text } = await showCode(api.a, id);
    const payload = Buffer.from(text.split('.')[1]!, 'base64url').toString();
    for (const personal of [person.name, person.phone, person.identifiers[0]!.number, person.birthDate]) expect(payload).not.toContain(personal);
  });
});

describe('a dynamic text', () => {
  it('identifies once; shown twice it is refused, and the first identification stands', async () => {
    const first = await atTheDesk();
    expect((await identify(api.a, first.journeyId, first.text)).body).toMatchObject({ stage: 'identified', events: ['identified'] });
    const again = { status: 409, body: { code: 'code-replayed', params: {} } };
    expect(await identify(api.a, first.journeyId, first.text)).toMatchObject(again);
    const second = await walkIn(api.a, api.siteA, { residentId: first.residentId, doses: [{ productId: 'hepb-10', doseNumber: 1 }] });
    expect(await identify(api.a, second.journeyId, first.text)).toMatchObject(again);
  });

  it('is taken once when two desks show it at the same moment', async () => {
    const { journeyId, text, residentId } = await atTheDesk();
    const other = await walkIn(api.a, api.siteA, { residentId, doses: [{ productId: 'hepa-l', doseNumber: 1 }] });
    const answers = await Promise.all([identify(api.a, journeyId, text), identify(api.a, other.journeyId, text)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is refused expired, with the instant', async () => {
    const { journeyId, healthCodeId } = await atTheDesk();
    const { text, expiresAt } = await mint(healthCodeId, Date.now() - 120_000);
    expect(await identify(api.a, journeyId, text)).toMatchObject({ status: 422, body: { code: 'code-expired', params: { expiredAt: new Date(expiresAt).toISOString() } } });
  });

  it('that has expired since gets its first answer again under its first key', async () => {
    const { journeyId, healthCodeId } = await atTheDesk();
    const { text } = await mint(healthCodeId, Date.now() - 61_500); // good for some seconds of skew
    const first = await identify(api.a, journeyId, text, 'shown');
    expect(first.status).toBe(200);
    for (const until = Date.now() + 20_000; (await identify(api.a, journeyId, text)).body.code !== 'code-expired'; await wait(200)) expect(Date.now()).toBeLessThan(until);
    const refused = async () => (await getAs<{ data: unknown[] }>(api.a, `/v1/journeys/${journeyId}/refused-commands`)).data.length;
    const before = await refused();
    const again = await identify(api.a, journeyId, text, 'shown');
    expect([again.headers.get('idempotent-replay'), again.body]).toEqual(['true', first.body]);
    expect([before > 0, await refused()]).toEqual([true, before]); // a repeat that got its first answer was not refused
    const { text: other } = await mint(healthCodeId, Date.now() - 120_000);
    expect(await identify(api.a, journeyId, other, 'shown')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it.each([
    { fact: 'a changed payload', forge: ([head, body, sign]: string[]) => `${head}.${body!.slice(0, -2)}AA.${sign}` },
    { fact: 'no signature', forge: ([head, body]: string[]) => `${head}.${body}.` },
    { fact: 'parts in another order', forge: ([head, body, sign]: string[]) => `${body}.${head}.${sign}` },
  ])('is refused with $fact, in the same words', async ({ forge }) => {
    const { journeyId, text } = await atTheDesk();
    expect(await identify(api.a, journeyId, forge(text.split('.')))).toMatchObject({ status: 422, body: { code: 'code-invalid', params: {} } });
  });

  it('of another person is a hard stop that shows neither (H1)', async () => {
    const [one, other] = [await atTheDesk(), await atTheDesk()];
    expect(await identify(api.a, one.journeyId, other.text)).toMatchObject({ status: 409, body: { code: 'other-person', params: {} } });
  });

  it('identifies a printed code too, more than once', async () => {
    const { journeyId, staticText } = await atTheDesk();
    expect((await identify(api.a, journeyId, staticText)).status).toBe(200);
    expect((await identify(api.a, journeyId, staticText)).status).toBe(200);
    expect(await getAs(api.a, `/v1/journeys/${journeyId}`)).toMatchObject({ identifiedBy: 'static-code' });
  });
});

describe('a suspended code', () => {
  const reason = { reason: '居民报告手机遗失' };

  it('is refused at once, mints nothing, and can be resumed by an operator', async () => {
    const { journeyId, text, healthCodeId, residentId } = await atTheDesk();
    expect(await postAs<Code>(api.operator, `/v1/health-codes/${healthCodeId}/suspend`, reason)).toMatchObject({ status: 'suspended', staticText: null });
    expect(await identify(api.a, journeyId, text)).toMatchObject({ status: 409, body: { code: 'code-suspended' } });
    expect(await api.channelOf(residentId).post(`/v1/health-codes/${healthCodeId}/dynamic-text`, {})).toMatchObject({ status: 409, body: { code: 'code-suspended' } });
    expect(await postAs<Code>(api.operator, `/v1/health-codes/${healthCodeId}/resume`, reason)).toMatchObject({ status: 'normal' });
    expect((await identify(api.a, journeyId, text)).status).toBe(200);
  });

  it('is not suspended again by a repeat that comes after it was resumed', async () => {
    const { healthCodeId, residentId } = await atTheDesk();
    await postAs(api.operator, `/v1/health-codes/${healthCodeId}/suspend`, reason, 'suspend-1');
    await postAs(api.operator, `/v1/health-codes/${healthCodeId}/resume`, reason);
    expect(await postAs(api.operator, `/v1/health-codes/${healthCodeId}/suspend`, reason, 'suspend-1')).toMatchObject({ status: 'suspended' });
    expect((await postAs<z.infer<typeof DynamicText>>(api.channelOf(residentId), `/v1/health-codes/${healthCodeId}/dynamic-text`, {})).text).not.toBe('');
    expect(await api.operator.post(`/v1/health-codes/${healthCodeId}/suspend`, { reason: 'another' }, 'suspend-1')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('is suspended by an operator alone, with a reason, where there is one', async () => {
    const { healthCodeId } = await atTheDesk();
    expect(await api.a.post(`/v1/health-codes/${healthCodeId}/suspend`, reason)).toMatchObject({ status: 403, body: { code: 'not-for-this-client' } });
    expect(await api.operator.post(`/v1/health-codes/${healthCodeId}/suspend`, {})).toMatchObject({ status: 422, body: { params: { fields: [{ field: 'reason', rule: 'must be string' }] } } });
    expect(await api.operator.post(`/v1/health-codes/${newId()}/suspend`, reason)).toMatchObject({ status: 404 });
  });

  it('has its reasons kept encrypted, once for a key, under the ids that the audit names', async () => {
    const { healthCodeId, residentId } = await atTheDesk();
    const back = { reason: '与居民本人核实' };
    const suspend = () => postAs(api.operator, `/v1/health-codes/${healthCodeId}/suspend`, reason, 'suspend-2');
    expect(await suspend()).toEqual(await suspend());
    await postAs(api.operator, `/v1/health-codes/${healthCodeId}/resume`, back);
    const kept = await api.rows<Kept>('select id, purpose, area_code, site_id, content_enc from notes where resident_id = $1 order by id', [residentId]);
    expect(kept).toMatchObject([{ purpose: 'health-code.suspend', area_code: '440000', site_id: null }, { purpose: 'health-code.resume' }]);
    expect(kept.map(textOf)).toEqual([reason.reason, back.reason]);
    const audited = await api.rows<{ note: string }>(`select params->>'noteId' as note from audit_rows where object_id = $1 and action in ('health-code.suspend', 'health-code.resume') order by id`, [healthCodeId]);
    expect(audited.map(({ note }) => note)).toEqual(kept.map(({ id }) => id));
    expect(JSON.stringify(await api.rows('select params from audit_rows where object_id = $1', [healthCodeId]))).not.toMatch(/手机|核实/);
  });
});

type Kept = { id: string; purpose: string; area_code: string; site_id: string | null; content_enc: Buffer };

function textOf({ id, content_enc: sealed }: Kept): string {
  const keys = toConfig(api.settings, 'api').fieldKeys.map(({ id: name, bytes }) => [name, bytes] as const);
  return createFieldCipher(createKeyRing(keys)).decrypt({ table: 'notes', column: 'content_enc', rowId: id }, sealed);
}

/** A dynamic text as our issuer would have made it at `at`. */
async function mint(healthCodeId: string, at: number) {
  const keys = await loadIssuerKeys(api.settings['ISSUER_KEYS_FILE'] ?? '');
  return createIssuer({ keys: () => keys, clockSkewMs: 0 }).mint({ kind: 'dynamic', healthCodeId: toId(healthCodeId), version: 1, now: toInstant(at), validMs: 60_000 });
}
