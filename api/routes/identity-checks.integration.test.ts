import type { IdentityCheck } from '../../contracts/identity-checks.js';
import { newId } from '../../db/new-id.js';
import { TODAY } from '../../db/database-fixtures.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs, postAs } from '../http-fixtures.js';
import { registerUnverified } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const child = async () => `/v1/residents/${(await registerUnverified(api.a)).id}/identity-check`;
const attest = { staffId: 'N-101', document: 'id-card', remark: '原件与本人一致' };
/** Only somebody of age is compared by face. */
const adult = async () => `/v1/residents/${(await registerUnverified(api.a, { birthDate: addDays(TODAY(), -366 * 30) })).id}/identity-check`;

it('is not asked at first, then asked of the authority of the age, once for a key', async () => {
  const path = await child();
  expect(await getAs(api.a, path)).toMatchObject({ status: 'not-asked', authority: null, fallBackOpen: true });
  const key = newId();
  const [first, again] = [await api.a.post(path, {}, key), await api.a.post(path, {}, key)];
  expect(first).toMatchObject({ status: 200, body: { status: 'asking', authority: 'birth-certificate', version: 1, fallBackOpen: false } });
  expect(again.body).toEqual(first.body);
  expect(await getAs(api.a, path)).toMatchObject({ status: 'asking', version: 1 });
});

it('asks the police with a live face only: 422 capture-required', async () => {
  const path = await adult();
  expect(await api.a.post(path, {})).toMatchObject({ status: 422, body: { code: 'capture-required' } });
  expect(await postAs<IdentityCheck>(api.a, path, { capture: 'a-live-face' })).toMatchObject({ status: 'asking', authority: 'police-face' });
  const [{ kept } = { kept: '' }] = await api.rows<{ kept: string }>(`select encode(capture_enc, 'escape') as kept from identity_checks order by resident_id desc limit 1`);
  expect(kept).not.toContain('a-live-face');
});

it('is attested by staff with evidence, but not while the authority may answer: 409 fall-back-not-open', async () => {
  const path = await child();
  await postAs(api.a, path, {});
  expect(await api.a.post(`${path}/attest`, attest)).toMatchObject({ status: 409, body: { code: 'fall-back-not-open', params: { from: expect.stringMatching(/Z$/) } } });
  const other = await child();
  expect(await postAs(api.a, `${other}/attest`, attest)).toMatchObject({ status: 'verified', verified: { by: 'staff' } });
  expect(await api.a.post(`${other}/attest`, attest)).toMatchObject({ status: 409, body: { code: 'identity-already-verified' } });
  const kept = await api.rows<{ purpose: string; bytes: Buffer }>(`select purpose, content_enc as bytes from evidence`);
  expect(kept).toMatchObject([{ purpose: 'identity-attested' }]);
  expect(kept[0]!.bytes.toString('utf8')).not.toContain('原件');
});

it('is nobody else\'s: 404 for another site', async () => {
  const path = await child();
  for (const answer of [await api.b.get(path), await api.b.post(path, {}), await api.b.post(`${path}/attest`, attest)]) expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

it('is what our health code stands for: 409 identity-not-verified until then, except a temporary one', async () => {
  const { id } = await registerUnverified(api.a);
  const issue = (attribute: string) => api.a.post(`/v1/residents/${id}/health-codes`, { attribute });
  expect(await issue('formal')).toMatchObject({ status: 409, body: { code: 'identity-not-verified' } });
  expect(await issue('temporary')).toMatchObject({ status: 201, body: { attribute: 'temporary' } });
  await postAs(api.a, `/v1/residents/${id}/identity-check/attest`, attest);
  expect(await issue('formal')).toMatchObject({ status: 201, body: { attribute: 'formal' } });
});
