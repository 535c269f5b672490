import { newId } from '../db/new-id.js';
import { createIdentityCheckStore } from '../db/identity-check-store.js';
import { testCipher, TODAY } from '../db/database-fixtures.js';
import { createNewsStore } from '../db/news-store.js';
import { createPool } from '../db/pool.js';
import { createSequelize } from '../db/sequelize.js';
import { identityView, type IdentityCheck, type IdentityCommand } from '../domain/identity/check.js';
import { decideIdentity } from '../domain/identity/decide-check.js';
import type { Authority } from '../domain/identity/tiers.js';
import type { ResidentId } from '../domain/ids.js';
import { addDays, toInstant, type LocalDate } from '../domain/time.js';
import { openWorkflowEnvironment, pause, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { IDENTITY_CHECK, identityWorkflowId } from '../workflows/workflow-ids.js';
import { ClinicUnderTest } from './clinic-fixtures.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
let models: ReturnType<typeof createSequelize>;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
  models = createSequelize({ url: clinic.database.urls.api });
  clinic.relay.start();
});
afterAll(async () => {
  await models?.close();
  await clinic?.close();
  await env?.teardown();
});
afterEach(() => control('DELETE', 'faults'));

async function control(method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  const response = await fetch(`${clinic.identityUrl}/control/${path}`, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}

const YEARS = (years: number): LocalDate => addDays(TODAY(), -366 * years);
type Who = { name: string; birthDate: LocalDate; idNo: string; face: string | null };

/** Registered here, and known to the authorities under this name, or to nobody. */
async function resident({ name, birthDate, idNo, face }: Who, knownAs: string | null): Promise<ResidentId> {
  if (knownAs !== null) await control('POST', 'people', { people: [{ name: knownAs, birthday: birthDate.replaceAll('-', ''), idNo, certNo: null, face }] });
  const { siteId: site } = clinic.site;
  const person = { name, phone: null, sex: 'female' as const, birthDate, identifiers: [{ type: 'id-card' as const, number: idNo }], site, until: toInstant(Date.now() + 86_400_000) };
  const registered = await clinic.residents.register({ site }, person);
  if (!registered.ok) throw new Error('taken');
  return registered.residentId;
}

/** As the API does, with its news. */
async function say(residentId: ResidentId, command: IdentityCommand, beside: { capture?: string | null } = {}): Promise<void> {
  const store = createIdentityCheckStore({ sequelize: models, cipher: testCipher });
  await store.change({ site: clinic.site.siteId }, residentId, { commandId: newId(), actor: { kind: 'client', clientId: 'site' } }, (before) => {
    const decision = decideIdentity(residentId, before, command, toInstant(Date.now()));
    if (!decision.ok) throw new Error(decision.refusal.code);
    return { event: decision.event, after: decision.after, ...beside };
  });
}

const ask = (residentId: ResidentId, authority: Authority, capture: string | null, fallBackAfterMs = 600_000) => say(residentId, { type: 'ask', data: { authority, hasCapture: capture !== null, fallBackAfterMs, tiersVersion: 0 } }, { capture });

async function until(residentId: ResidentId, look: (check: IdentityCheck) => boolean): Promise<IdentityCheck> {
  for (const end = Date.now() + 30_000; ; await pause(50)) {
    const [row] = await clinic.rows<{ state: IdentityCheck }>('select state from identity_checks where resident_id = $1', [residentId]);
    if (row && look(row.state)) return row.state;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(row?.state)}`);
  }
}
const settled = (residentId: ResidentId) => until(residentId, ({ status }) => status !== 'asking');

it.each<[string, Authority, number, string | null]>([
  ['a child by the birth certificates', 'birth-certificate', 4, null],
  ['an adult by the police, with a live face', 'police-face', 30, 'face-30'],
  ['an old person by the household register', 'household-register', 70, null],
])('verifies %s', async (_, authority, years, face) => {
  const who = { name: `欧阳核验`, birthDate: YEARS(years), idNo: `44019919${String(years).padStart(2, '0')}01010${String(years).padStart(3, '0')}`, face };
  const residentId = await resident(who, who.name);
  await ask(residentId, authority, face);
  expect(await settled(residentId)).toMatchObject({ status: 'verified', verified: { by: 'authority' }, asked: { authority } });
  const handle = clinic.client.workflow.getHandle(identityWorkflowId(residentId));
  await handle.result();
  expect(JSON.stringify((await handle.fetchHistory()).events)).not.toMatch(/欧阳|440199/);
  expect(await clinic.rows('select capture_enc from identity_checks where resident_id = $1', [residentId])).toEqual([{ capture_enc: null }]);
  expect(await clinic.rows('select 1 from news where process = $1 and id = $2', [IDENTITY_CHECK, residentId])).toEqual([]);
});

it('tells somebody else and nobody apart, and leaves both to staff with their documents', async () => {
  const known = { name: '欧阳乙', birthDate: YEARS(71), idNo: '440199195501010071', face: null };
  const [other, nobody] = [await resident(known, '欧阳甲'), await resident({ ...known, idNo: '440199195501010072' }, null)];
  for (const one of [other, nobody]) await ask(one, 'household-register', null);
  expect(await settled(other)).toMatchObject({ status: 'mismatch', verified: null });
  expect(await settled(nobody)).toMatchObject({ status: 'not-found', verified: null });
  await say(nobody, { type: 'attest', data: { evidenceId: newId() } });
  expect(await settled(nobody)).toMatchObject({ status: 'verified', verified: { by: 'staff' } });
});

it('asks an authority that is away until it answers, and offers staff the documents meanwhile', async () => {
  await control('POST', 'faults', { kind: 'down', how: 'unavailable' });
  const who = { name: '欧阳等待', birthDate: YEARS(72), idNo: '440199195401010073', face: null };
  const residentId = await resident(who, who.name);
  await ask(residentId, 'household-register', null, 800);
  expect(await until(residentId, ({ fallBackOffered }) => fallBackOffered)).toMatchObject({ status: 'asking', faulted: false });
  expect(identityView(await settledLater(residentId))).toMatchObject({ over: true });
});

async function settledLater(residentId: ResidentId): Promise<IdentityCheck> {
  await control('DELETE', 'faults');
  const check = await settled(residentId);
  expect(check).toMatchObject({ status: 'verified', verified: { by: 'authority' } });
  return check;
}

it('goes on from our store alone, where the engine has lost the workflow', async () => {
  await control('POST', 'faults', { kind: 'down', how: 'unavailable' });
  const who = { name: '欧阳再来', birthDate: YEARS(73), idNo: '440199195301010074', face: null };
  const residentId = await resident(who, who.name);
  await ask(residentId, 'household-register', null);
  await pause(1_000);
  await clinic.client.workflow.getHandle(identityWorkflowId(residentId)).terminate('lost');
  await control('DELETE', 'faults');
  const relay = createPool({ url: clinic.database.urls.relay, max: 1 });
  await createNewsStore(relay).requeueOpenViews();
  await relay.end();
  expect(await settled(residentId)).toMatchObject({ status: 'verified' });
});
