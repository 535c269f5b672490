import type { MedicalPast } from '../../contracts/medical-past.js';
import { TODAY } from '../../db/database-fixtures.js';
import { allNo } from '../../domain/journey/journey-fixtures.js';
import { addDays } from '../../domain/time.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { register } from '../people-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const pastOf = (residentId: string) => getAs<MedicalPast>(api.a, `/v1/residents/${residentId}/medical-past`);

it('knows nothing of whoever was never here, and does not say that there was nothing to ask', async () => {
  const { id } = await register(api.a);
  expect(await pastOf(id)).toEqual({ residentId: id, reactions: [], lastPrecheck: null });
});

it('tells what the last pre-check found, and nothing once the next finds nothing', async () => {
  const line = await Line.open(api, { through: 'confirmArchive' });
  await line.must('recordPrecheck', { data: { decision: 'defer', deferUntil: addDays(TODAY(), 14), answers: { ...allNo(), allergy: true } }, envelope: { reason: '先查过敏原' } });
  expect((await pastOf(line.residentId)).lastPrecheck).toMatchObject({ journeyId: line.journeyId, stopping: ['allergy'] });
  const later = await Line.open(api, { residentId: line.residentId, through: 'recordPrecheck' });
  expect((await pastOf(line.residentId)).lastPrecheck).toMatchObject({ journeyId: later.journeyId, stopping: [] });
});

it('tells each reaction with what it followed, and every look stands in the audit', async () => {
  const line = await Line.open(api, { through: 'recordDose' });
  await line.must('reportReaction', { data: { severity: 'severe' } });
  expect((await pastOf(line.residentId)).reactions).toMatchObject([{ journeyId: line.journeyId, severity: 'severe', productId: 'mmr' }]);
  expect(await api.rows(`select outcome from audit_rows where action = 'resident.medical-past' and object_id = $1`, [line.residentId])).toEqual([{ outcome: 'done' }]);
});

it('is nothing to a site that does not know the resident', async () => {
  const line = await Line.open(api, { through: 'recordPrecheck' });
  expect(await api.b.get(`/v1/residents/${line.residentId}/medical-past`)).toMatchObject({ status: 404 });
});
