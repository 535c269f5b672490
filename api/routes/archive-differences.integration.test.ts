import type { ArchiveDifferences } from '../../contracts/archives.js';
import { ApiUnderTest } from '../api-fixtures.js';
import { getAs } from '../http-fixtures.js';
import { Line } from '../line-fixtures.js';
import { lookedUp } from '../look-up-fixtures.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env);
});
afterAll(() => api?.close());

const person = { name: '陈小苗', sex: 'female', birthDate: '2024-06-01', identifier: { type: 'id-card', number: '440199202406010021' }, phone: '13900000000' };

it('are shown field by field with both values, and nothing of what agrees; who looked stands in the audit', async () => {
  const fields = { name: 'differs', identifier: 'theirs-missing' } as const;
  const { journeyId } = await lookedUp(api, { fields }, { fields, ours: person, theirs: { ...person, name: '陈小妙', identifier: null } });
  for (const client of [api.a, api.operator]) {
    expect(await getAs<ArchiveDifferences>(client, `/v1/journeys/${journeyId}/archive-differences`)).toEqual({
      journeyId, theirsVersion: '7', needs: null,
      fields: [
        { field: 'name', how: 'differs', ours: '陈小苗', theirs: '陈小妙' },
        { field: 'identifier', how: 'theirs-missing', ours: '440199202406010021', theirs: null },
      ],
    });
  }
  const rows = await api.rows<{ actor: { clientId: string } }>(`select actor from audit_rows where action = 'archive.compare' and object_id = $1`, [journeyId]);
  expect(rows.map(({ actor }) => actor.clientId).toSorted()).toEqual(['operator', 'site-a']);
});

it('say why there are no two sides, and are nothing before the registry has answered', async () => {
  const several = await lookedUp(api, { registryVersion: null }, { needs: 'several-archives' });
  expect(await getAs(api.a, `/v1/journeys/${several.journeyId}/archive-differences`)).toMatchObject({ needs: 'several-archives', theirsVersion: null, fields: [] });
  const asked = await Line.open(api, { through: 'identify' });
  expect(await getAs(api.a, `/v1/journeys/${asked.journeyId}/archive-differences`)).toMatchObject({ needs: null, fields: [] });
});

it('are shown to no other site and to no channel', async () => {
  const line = await Line.open(api, { through: 'identify' });
  expect(await api.b.get(`/v1/journeys/${line.journeyId}/archive-differences`)).toMatchObject({ status: 404 });
  expect(await api.channelOf(line.residentId).get(`/v1/journeys/${line.journeyId}/archive-differences`)).toMatchObject({ status: 403 });
});
