import { setTimeout as wait } from 'node:timers/promises';
import { ApiUnderTest } from '../../api/api-fixtures.js';
import { postAs } from '../../api/http-fixtures.js';
import { MMR, newPerson, register, showCode } from '../../api/people-fixtures.js';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import { createDesk } from '../../dev/clinic/desk.js';
import { COMMANDS } from '../textbook-journey/workflow.js';
import { CLOCKS } from '../ground.js';
import type { Watch } from './side.js';
import { countStatements } from './statements.js';
import { watched } from './watched.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.open(process.env, { env: { POLICY_CLOCKS: CLOCKS } });
});
afterAll(() => api?.close());

const deskOf = (watch: Watch) => createDesk(watched(api.a.asApiClient(), watch), api.siteA.siteId, api.policies, (productId) => ({ productId, lot: 'L1', nextTraceCode: () => '84100400000000000001' }));

async function arrive(watch: Watch): Promise<{ residentId: string; journeyId: string }> {
  const { id: residentId } = await register(api.a);
  const booking = { residentId, siteId: api.siteA.siteId, slotId: api.siteA.slotIds[0], doses: MMR };
  const { journeyId } = await watch('book', () => postAs<CommandAnswer>(api.channelOf(residentId), '/v1/bookings', booking));
  await deskOf(watch).checkIn(journeyId);
  return { residentId, journeyId };
}

it('takes two statements for each command of a visit over HTTP, from the booking to the release, once it knows who calls', async () => {
  await arrive((_command, send) => send());
  const { watch, counts } = countStatements(api.url, 0);
  const { residentId, journeyId } = await arrive(watch);
  const desk = deskOf(watch);
  await desk.identify(journeyId, (await showCode(api.a, residentId)).text);
  const { archive, doses } = await desk.journey(journeyId);
  await desk.confirmArchive(journeyId, archive);
  await desk.precheckGo(journeyId);
  await desk.consent(journeyId, [doses[0]!.plannedDoseId], 'mother');
  await desk.vaccinate(journeyId, doses[0]!, 'guardian');
  await wait(api.policies.clocks.observationMs + 50);
  await desk.release(journeyId);

  expect((await desk.journey(journeyId)).released).toBe(true);
  expect(counts).toEqual(COMMANDS.map((command) => ({ command, statements: 2 })));
});

it('takes two for a document too, whose number and name are found at the door', async () => {
  const { watch, counts } = countStatements(api.url, 0);
  const person = newPerson();
  const { id: residentId } = await register(api.a, person);
  const desk = deskOf(watch);
  const { journeyId } = await deskOf((_command, send) => send()).walkIn(residentId, MMR);
  const [document] = person.identifiers;
  await desk.identifyBy(journeyId, { by: 'document-reader', document: { type: 'id-card', number: document!.number }, name: person.name, readBackMatches: true });
  expect(counts).toEqual([{ command: 'identify', statements: 2 }]);
});
