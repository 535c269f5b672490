import type { Journey } from '../../contracts/journeys.js';
import { openEvidence } from '../../db/door/kept-texts.js';
import { createFieldCipher } from '../../db/field-cipher.js';
import { createKeyRing } from '../../db/key-ring.js';
import { toId } from '../../domain/ids.js';
import { allNo } from '../../domain/journey/journey-fixtures.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const TWO = [{ productId: 'mmr', doseNumber: 1 }, { productId: 'hepb-10', doseNumber: 1 }];
const ADVICE = '免疫功能恢复后由专科医生评估';
const states = async (line: Line) => (await getAs<Journey>(api.a, line.path)).doses.map(({ state, notGiven }) => notGiven ?? state);

it('a contraindication of one product stops it alone, with the advice encrypted beside the log, and the other is given', async () => {
  const line = await Line.open(api, { through: 'confirmArchive', doses: TWO });
  const [measles = '', hepatitis = ''] = line.plannedDoseIds;
  const answers = { ...allNo(), immunodeficiency: true };
  expect(await line.send('recordPrecheck', { data: { answers } })).toMatchObject({ status: 409, body: { code: 'contraindicated', params: { question: 'immunodeficiency', plannedDoseId: measles } } });
  await line.must('recordPrecheck', { data: { answers, doses: [{ plannedDoseId: measles, decision: 'refuse', advice: ADVICE }] } });
  expect(await states(line)).toEqual(['contraindicated', 'eligible']);

  const [kept] = await api.rows<{ id: string; sealed: string; log: string }>(
    `select e.id, encode(e.content_enc, 'base64') as sealed, (select string_agg(data::text, '') from journey_events where journey_id = $2) as log from evidence e where e.resident_id = $1 and e.purpose = 'recordPrecheck'`,
    [line.residentId, line.journeyId]);
  const [keyId = '', key = ''] = api.settings['FIELD_KEYS']?.split(':') ?? [];
  expect(kept?.log).not.toContain(ADVICE);
  expect(openEvidence(createFieldCipher(createKeyRing([[keyId, Buffer.from(key, 'base64')]])), toId(kept!.id), kept!.sealed)).toMatchObject({ answers, advice: { forAll: null, ofDoses: [{ plannedDoseId: measles, advice: ADVICE }] } });

  await line.must('recordConsent', { data: { plannedDoseIds: [hepatitis] } });
  expect(await states(line)).toEqual(['contraindicated', 'settled']);
});

it('the questions of a product are asked of whoever is to get it', async () => {
  const line = await Line.open(api, { through: 'confirmArchive', doses: TWO });
  const { 'hepb-allergy': _, ...answers } = allNo();
  expect(await line.send('recordPrecheck', { data: { answers } })).toMatchObject({ status: 422, body: { code: 'question-unanswered', params: { question: 'hepb-allergy' } } });
});

it('one decision for all, and the reason of the command as its advice, as before', async () => {
  const line = await Line.open(api, { through: 'confirmArchive', doses: TWO });
  await line.must('recordPrecheck', { data: { decision: 'defer', deferUntil: '2027-01-04' }, envelope: { reason: '退热三天后再来' } });
  expect(await states(line)).toEqual(['deferred', 'deferred']);
});
