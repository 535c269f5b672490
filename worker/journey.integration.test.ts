import { testCipher, TODAY } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { command } from '../domain/journey/journey-fixtures.js';
import { addDays, toInstant } from '../domain/time.js';
import { openWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { CLOCKS, ClinicUnderTest } from './clinic-fixtures.js';
import type { ClinicVisit } from './clinic-visit-fixtures.js';
import { brokenInvariants } from './invariants-fixtures.js';

let env: WorkflowEnvironment;
let clinic: ClinicUnderTest;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
  clinic = await ClinicUnderTest.open(env, process.env.TEST_ADMIN_URL);
});
afterAll(async () => {
  await clinic?.close();
  await env?.teardown();
});
afterEach(() => clinic.mendRegistry());

const types = async (journeyId: string) => (await clinic.rows<{ type: string }>('select type from journey_events where journey_id = $1 order by version', [journeyId])).map(({ type }) => type);

it('carries a booking to its end: one archive, one dose, one notice, no news left unread', async () => {
  const visit = await clinic.visit(1);
  await visit.book();
  await visit.checkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.finish();
  const { journeyId } = visit;
  const { residentId, plannedDoseId } = visit.visit;
  const state = await visit.until((view) => view.over);
  expect(state).toMatchObject({ closed: true, cases: [] });
  expect((await clinic.registry('doses')).byKey).toMatchObject({ [`${journeyId}:${plannedDoseId}:upload:1`]: 1 });
  expect(await clinic.rows('select state, attempts, channel from notices where journey_id = $1', [journeyId])).toEqual([{ state: 'sent', attempts: 1, channel: 'sms' }]);
  expect(await clinic.rows('select state, registry from archives where resident_id = $1', [residentId])).toEqual([{ state: 'known', registry: 'registry-guangdong' }]);
  expect(await clinic.rows('select 1 from news where id = $1', [journeyId])).toEqual([]);
  const { raw } = await visit.handle.describe();
  const { events } = await visit.handle.fetchHistory();
  // Limits of the plain journey: 80 events, 20 KB, and the workflow tasks measured (10) + 2.
  expect(events?.length).toBeLessThanOrEqual(80);
  expect(Number(raw.workflowExecutionInfo?.historySizeBytes)).toBeLessThanOrEqual(20_480);
  expect(events?.filter((event) => event.workflowTaskCompletedEventAttributes).length).toBeLessThanOrEqual(12);
  expect(JSON.stringify(events)).not.toMatch(/测试1|138000000/);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('carries a walk-in to its end', async () => {
  const visit = await clinic.visit(2);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.finish();
  expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, slotId: null, noShowAt: null, cases: [] });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('carries a child with three doses of which one is refused: two uploads, one observation, one notice', async () => {
  const visit = await clinic.visit(3);
  const [second, refused] = [
    { plannedDoseId: newId<'planned-dose'>(), productId: 'hepb-10' },
    { plannedDoseId: newId<'planned-dose'>(), productId: 'ipv' },
  ];
  await visit.book();
  for (const dose of [second, refused]) await visit.say(command('planDose', { dose: { ...dose, doseNumber: 1 } }));
  await visit.checkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.prepare();
  await visit.vaccinate();
  await visit.say(command('notGiven', { plannedDoseId: refused.plannedDoseId, reason: 'refused' }));
  await visit.vaccinate(second);
  await visit.finish();
  const state = await visit.until((view) => view.over);
  expect(state.doses.map((dose) => dose.notGiven ?? dose.given?.upload)).toEqual(['confirmed', 'confirmed', 'refused']);
  expect(state).toMatchObject({ closed: true, notice: { outcome: 'sent' }, cases: [] });
  const held = (await clinic.registry('doses')).doses as { key: string; vaccineCode: string }[];
  expect(held.filter(({ key }) => key.startsWith(visit.journeyId)).map(({ vaccineCode }) => vaccineCode).toSorted()).toHaveLength(2);
  expect(await clinic.rows('select 1 from notices where journey_id = $1', [visit.journeyId])).toHaveLength(1);
  expect(await clinic.rows('select 1 from dose_claims where resident_id = $1', [visit.visit.residentId])).toHaveLength(2);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('carries a visit to its close with the registry away all the time, in two statements a command, its upload owned by a case (H13)', async () => {
  clinic.clocks = { ...CLOCKS, uploadDueMs: 2_500, recordFinalAfterMs: 1_500 };
  await clinic.registry('faults', { kind: 'down', how: 'unavailable' });
  const visit = await clinic.visit(4);
  const before = clinic.deskPool.counts();
  await visit.walkIn();
  await visit.give({ historyFrom: 'certificate' });
  // Nothing is found while the registry is away, so nothing clashes: seven commands at the desk. The lot of the tests lasts for longer than usual.
  const sent = [...clinic.deskPool.counts()].map(([name, count]) => [name, count - (before.get(name) ?? 0)]).filter(([, count]) => count !== 0);
  expect(Object.fromEntries(sent)).toEqual({ read_v2: 3, read_with_package_v1: 2, read_with_site_v1: 1, read_with_holder_v1: 1, append_v1: 6, append_keeping_longer_v1: 1 });
  const steps = () => clinic.rows<{ step: string; error_code: string }>('select step, error_code from journey_steps where journey_id = $1', [visit.journeyId]);
  await visit.until((view) => view.observeUntil === null && view.notice === null && view.uploads[0]?.dueAt === null);
  await visit.release();
  clinic.clocks = CLOCKS;
  const state = await visit.until((_, { closed }) => closed);
  expect(state).toMatchObject({ archive: { decision: 'provisional', settled: false }, notice: { outcome: 'sent' }, cases: [{ kind: 'upload-overdue' }] });
  expect(await steps()).toEqual([{ step: 'lookUpArchive', error_code: 'server-error' }]);
  expect(await brokenInvariants(clinic, [visit], { open: true })).toEqual([]);

  await clinic.mendRegistry();
  await visit.until((view) => view.over, 40_000);
  await visit.handle.result();
  expect(await types(visit.journeyId).then((all) => all.slice(all.indexOf('closed')))).toEqual(['closed', 'archiveLookedUp', 'archiveSettled', 'uploadConfirmed', 'caseResolved']);
  expect(await steps()).toEqual([]);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('goes on from the certificate while the registry is away, and settles, uploads and tells when it is back', async () => {
  const visit = await clinic.visit(5);
  await clinic.registry('faults', { kind: 'down', how: 'unavailable' });
  await visit.walkIn();
  await visit.give({ historyFrom: 'certificate' });
  await visit.until((_, state) => state.archive?.decision === 'provisional');
  await clinic.mendRegistry();
  await visit.finish();
  expect(await clinic.rows('select 1 from journey_steps where journey_id = $1', [visit.journeyId])).toEqual([]);
  expect((await visit.until((view) => view.over)).archive).toMatchObject({ decision: 'create', settled: true });
});

it('makes a provisional identity that nobody settles a case at its instant, and carries the visit to its end beside it', async () => {
  clinic.clocks = { ...CLOCKS, identitySettleMs: 1_500 };
  const visit = await clinic.visit(10);
  await clinic.rows(`update health_codes set attribute = 'temporary' where resident_id = $1`, [visit.visit.residentId]);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  clinic.clocks = CLOCKS;
  const left = await visit.until((_, state) => state.cases.length > 0);
  expect(left).toMatchObject({ identified: { provisional: { why: 'temporary-code', overdue: true } }, cases: [{ kind: 'provisional-identity-overdue' }] });
  await visit.finish();
  expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, notice: { outcome: 'sent' } });
  expect((await types(visit.journeyId)).filter((type) => /identi|case/i.test(type))).toEqual(['identified', 'identityOverdue', 'caseOpened']);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('uploads once what the registry took without an answer', async () => {
  const visit = await clinic.visit(6);
  await clinic.registry('faults', { kind: 'drop-answer', path: '/gdips/v1/doses', count: 1 });
  await clinic.registry('faults', { kind: 'drop-answer', path: '/gdips/v1/archives/create', count: 1 });
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.finish();
  expect((await clinic.registry('doses')).byKey).toMatchObject({ [`${visit.journeyId}:${visit.visit.plannedDoseId}:upload:1`]: 1 });
  expect((await types(visit.journeyId)).filter((type) => type.startsWith('upload'))).toEqual(['uploadSent', 'uploadConfirmed']);
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('sends a dose that the registry refused again once a supervisor says so, and tells by then', async () => {
  const visit = await clinic.visit(8);
  await clinic.registry('faults', { kind: 'answer', path: '/gdips/v1/doses/record', body: '{"code":"GD3003","msg":"-"}', count: 1 });
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.until((_, { cases }) => cases.some(({ kind }) => kind === 'registry-rejected'));
  await visit.decide('registry-rejected', 'retry');
  await visit.finish();
  const state = await visit.until((view) => view.over);
  expect(state).toMatchObject({ closed: true, cases: [], doses: [{ given: { upload: 'confirmed', contentVersion: 2 } }], notice: { outcome: 'sent' } });
  expect((await clinic.registry('doses')).byKey).toMatchObject({ [`${visit.journeyId}:${visit.visit.plannedDoseId}:upload:2`]: 1 });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('makes a fault of ours a case, and the journey completes once it is mended and retried', async () => {
  const visit = await clinic.visit(9);
  const place = `where id = '${visit.visit.residentId}'`;
  const [{ name_enc: name } = { name_enc: '' }] = await clinic.rows<{ name_enc: Buffer }>(`select name_enc from residents ${place}`);
  await clinic.rows(`update residents set name_enc = 'poison' ${place}`); // opens with no key of ours
  await visit.walkIn();
  await visit.until((_, { cases }) => cases.some(({ kind }) => kind === 'software-fault'));
  expect(await clinic.rows('select step, error_code from journey_steps where journey_id = $1', [visit.journeyId])).toEqual([{ step: 'lookUpArchive', error_code: 'FieldCipherError' }]);
  await clinic.rows(`update residents set name_enc = $1 ${place}`, [name]);
  await visit.decide('software-fault', 'retry');
  await visit.until((view) => view.lookUp === null, 3_000); // at once, not with the next try
  await visit.give();
  await visit.finish();
  expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], restarts: 1 });
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('tells nobody without a phone, which is no error', async () => {
  const visit = await clinic.visit(7);
  await clinic.rows('update residents set phone_enc = null where id = $1', [visit.visit.residentId]);
  await visit.walkIn();
  await visit.until((view) => view.lookUp === null);
  await visit.give();
  await visit.finish();
  expect((await visit.until((view) => view.over)).notice?.outcome).toBe('no-phone');
  expect(await brokenInvariants(clinic, [visit])).toEqual([]);
});

it('is a case where the registry leaves an archive unanswered, and goes on when it is back', async () => {
  clinic.clocks = { ...CLOCKS, registryDueMs: 1_500 };
  await clinic.registry('faults', { kind: 'down', how: 'unavailable' });
  const visit = await clinic.visit(25);
  await visit.walkIn();
  await visit.identify();
  await visit.say(command('confirmArchive', { historyFrom: 'certificate', noteId: newId() }));
  expect(await visit.until((_, { cases }) => cases.length > 0)).toMatchObject({ cases: [{ kind: 'registry-unreachable' }], registryDue: { overdue: true } });
  clinic.clocks = CLOCKS;
  await clinic.mendRegistry();
  await visit.decide('registry-unreachable', 'retry');
  expect(await visit.until((_, { archive }) => archive?.settled === true)).toMatchObject({ cases: [], registryDue: null });
});

describe('a jab without a checklist', () => {
  it('counts once a supervisor says so: the registry gets it, the resident is told, the journey closes', async () => {
    const visit = await clinic.visit(24);
    await visit.walkIn();
    await visit.until((view) => view.lookUp === null);
    await visit.identify();
    await visit.say(command('confirmArchive'));
    const { plannedDoseId } = visit.visit;
    const givenAt = toInstant(Date.now() - 1_000);
    await visit.say(command('reportUnverifiedDose', { plannedDoseId, traceCode: '84100400000000024001', givenAt, noteId: newId() }));
    await visit.until((view) => view.observeUntil === null);
    await visit.release();
    expect(await visit.until((view) => view.createArchive === null)).toMatchObject({ closed: false, cases: [{ kind: 'dose-on-unverified-checklist' }] });
    await visit.decide('dose-on-unverified-checklist', 'count-dose');
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], doses: [{ given: { upload: 'confirmed' } }] });
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });
});

describe('both sides of an archive', () => {
  /** An archive that the registry has had, as it would be asked for by the number of resident `n`. */
  async function known(n: number, person: object): Promise<void> {
    const birthday = addDays(TODAY(), -700).replaceAll('-', '');
    const held = { name: `测试${n}`, sexCode: '2', birthday, idType: '10', idNo: `T${String(n).padStart(9, '0')}`, nationality: 'CN', mobile: `138${String(n).padStart(8, '0')}`, village: null, guardian: null, ...person };
    await clinic.registry('archives', { archives: [{ archiveNo: `4400002024${String(n).padStart(8, '0')}`, person: held }] });
  }
  const heldBy = async (n: number) =>
    ((await clinic.registry('archives')).archives as { archiveNo: string; person: Record<string, unknown> }[]).find(({ archiveNo }) => archiveNo.endsWith(String(n).padStart(8, '0')))?.person;
  const lookedUp = (visit: ClinicVisit) => visit.until((view, { lookUp }) => view.lookUp === null && lookUp !== null);

  it('are brought to what the desk says of a phone, and the dose follows', async () => {
    await known(20, { mobile: '13900000000' });
    const visit = await clinic.visit(20);
    await visit.walkIn();
    const { lookUp } = await lookedUp(visit);
    expect(lookUp).toMatchObject({ outcome: 'self-declared-differs', fields: { phone: 'differs' } });
    await visit.give({ theirsVersion: lookUp!.registryVersion, take: { phone: 'ours' } });
    await visit.finish();
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], fields: { settled: true }, doses: [{ given: { upload: 'confirmed' } }] });
    expect((await heldBy(20))?.['mobile']).toBe('13800000020');
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });

  it('are brought to what a supervisor says of a name, and the registry is asked again for what it knows of that person', async () => {
    await known(21, { name: '测试廿一' });
    const visit = await clinic.visit(21);
    await visit.walkIn();
    const { lookUp } = await lookedUp(visit);
    expect(lookUp).toMatchObject({ outcome: 'differs', fields: { name: 'differs' } });
    await visit.give({ theirsVersion: lookUp!.registryVersion, historyFrom: 'certificate' });
    await visit.decide('identity-differs', 'accept-registry');
    await visit.until((view, { archive }) => view.lookUp === null && archive?.settled === true);
    await visit.finish();
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], archive: { decision: 'adopt' }, lookUp: { outcome: 'same' }, doses: [{ given: { upload: 'confirmed' } }] });
    const [{ name_enc: name } = { name_enc: Buffer.alloc(0) }] = await clinic.rows<{ name_enc: Buffer }>('select name_enc from residents where id = $1', [visit.visit.residentId]);
    expect(testCipher.decrypt({ table: 'residents', column: 'name_enc', rowId: visit.visit.residentId }, name)).toBe('测试廿一');
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });

  it.each([
    [31, 'accept-ours', { name: '测试卅一', mobile: null }], // which the registry gets, and has not again
    [32, 'accept-registry', { name: '测试卅二' }],
  ] as const)('get back what they had where the decision on visit %d, %s, is reversed, and are a case again', async (n, action, held) => {
    await known(n, held);
    const visit = await clinic.visit(n);
    await visit.walkIn();
    await lookedUp(visit);
    const ourName = async () => {
      const [row] = await clinic.rows<{ name_enc: Buffer }>('select name_enc from residents where id = $1', [visit.visit.residentId]);
      return testCipher.decrypt({ table: 'residents', column: 'name_enc', rowId: visit.visit.residentId }, row!.name_enc);
    };
    const ours = await ourName();
    await visit.decide('identity-differs', action);
    await visit.until((view, { lookUp }) => view.bringTogether === null && lookUp?.outcome === 'same');
    const agreed = action === 'accept-ours' ? ours : held.name;
    expect([await ourName(), (await heldBy(n))?.['name']]).toEqual([agreed, agreed]);
    await visit.undo(action);
    await visit.decide('decision-questioned', 'undo-decision');
    const { cases, decided } = await visit.until((view, { lookUp }) => view.bringTogether === null && lookUp?.outcome === 'differs');
    expect([await ourName(), await heldBy(n)]).toEqual([ours, expect.objectContaining(held)]);
    expect({ cases, decided }).toMatchObject({ cases: [{ kind: 'identity-differs' }], decided: { action, reversed: true } });
    expect(await brokenInvariants(clinic, [visit], { open: true })).toEqual([]);
  });

  it('that a supervisor has found to be two persons are no case again until a compared field of either side changes', async () => {
    await known(26, { name: '测试廿六' });
    const visit = await clinic.visit(26);
    await visit.walkIn();
    await lookedUp(visit);
    await visit.decide('identity-differs', 'not-same-person');
    const { residentId } = visit.visit;
    expect(await clinic.rows('select octet_length(digest) as bytes from dismissed_pairs where resident_id = $1', [residentId])).toEqual([{ bytes: 32 }]);
    const again = visit.again();
    await again.walkIn();
    expect(await lookedUp(again)).toMatchObject({ lookUp: { outcome: 'none', registryVersion: null }, cases: [] });
    const phone = testCipher.encrypt({ table: 'residents', column: 'phone_enc', rowId: residentId }, '13900000026');
    await clinic.rows('update residents set phone_enc = $2 where id = $1', [residentId, phone]);
    const changed = visit.again();
    await changed.walkIn();
    expect(await lookedUp(changed)).toMatchObject({ lookUp: { outcome: 'differs', fields: { name: 'differs', phone: 'differs' } }, cases: [{ kind: 'identity-differs' }] });
    for (const one of [visit, again, changed]) await one.say(command('cancel', { noteId: null }));
  });

  it('are compared like any others where the registry has got one since it had none', async () => {
    const visit = await clinic.visit(23);
    await visit.walkIn();
    await lookedUp(visit);
    await known(23, { name: '测试廿三' });
    await visit.give();
    expect(await visit.until((_, { cases }) => cases.length > 0)).toMatchObject({ archive: { decision: 'provisional', settled: false }, lookUp: { outcome: 'differs' }, cases: [{ kind: 'identity-differs' }] });
    await visit.decide('identity-differs', 'accept-ours');
    await visit.finish();
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [], archive: { decision: 'adopt', settled: true }, doses: [{ given: { upload: 'confirmed' } }] });
    expect((await heldBy(23))?.['name']).toBe('测试23');
    expect(await brokenInvariants(clinic, [visit])).toEqual([]);
  });

  it('leave a dose to the doctor where it is too early under their birth date, and find it invalid once that one holds (H4)', async () => {
    const theirs = addDays(TODAY(), -100);
    await known(22, { birthday: theirs.replaceAll('-', '') });
    const visit = await clinic.visit(22);
    await visit.walkIn();
    const { lookUp } = await lookedUp(visit);
    await visit.prepare({ theirsVersion: lookUp!.registryVersion, historyFrom: 'certificate' });
    await visit.decide('cannot-verify', 'go-on');
    await visit.vaccinate();
    await visit.decide('identity-differs', 'accept-registry');
    await visit.finish();
    expect(await visit.until((view) => view.over)).toMatchObject({ closed: true, cases: [{ kind: 'dose-found-invalid', plannedDoseId: visit.visit.plannedDoseId }] });
    expect(await clinic.rows('select birth_date::text as born from residents where id = $1', [visit.visit.residentId])).toEqual([{ born: theirs }]);
    await visit.decide('dose-found-invalid', 'repeat-later');
  });
});
