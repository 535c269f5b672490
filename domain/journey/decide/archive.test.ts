import { describe, expect, it } from '@jest/globals';
import type { CaseAction } from '../../cases/kinds.js';
import { toLocalDate } from '../../time.js';
import type { DeskCommandData, FindingData } from '../commands.js';
import type { Decision } from '../decision.js';
import type { TakenFields } from '../events.js';
import { command, dose, evidence, facts, history, JourneyUnderTest, supervisorCase, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';

const REASON = uuid<'note'>(70);
type Found = Partial<FindingData['foundArchive']>;
type Confirm = Partial<DeskCommandData['confirmArchive']>;

const find = (journey: JourneyUnderTest, data: Found): Decision => {
  const askedVersion = processView(journey.current).lookUp ?? 0;
  const decision = journey.send({ type: 'foundArchive', data: { askedVersion, outcome: 'same', registryVersion: 'r7', fields: {}, evidenceId: evidence, ...data } });
  expect(decision.ok).toBe(true);
  return decision;
};

/** Identified, and the registry has answered so. */
function found(data: Found, doses: DeskCommandData['walkIn']['doses'] = [{ plannedDoseId: dose(1), productId: 'mmr', doseNumber: 1 }]): JourneyUnderTest {
  const journey = new JourneyUnderTest().through(command('walkIn', { doses }), command('identify'));
  find(journey, data);
  return journey;
}

const confirm = (journey: JourneyUnderTest, data: Confirm = {}): Decision => journey.send(command('confirmArchive', { theirsVersion: journey.current.lookUp?.registryVersion ?? null, ...data }));
const fromCertificate: Confirm = { historyFrom: 'certificate', noteId: REASON };
const refusalOf = (decision: Decision) => (decision.ok ? null : decision.refusal);
const kinds = (journey: JourneyUnderTest) => journey.current.cases.map(({ kind }) => kind);
const rules = (journey: JourneyUnderTest) => journey.log.flatMap((event) => (event.type === 'eligibilityFound' ? [event.data.rule] : []));

function resolve(journey: JourneyUnderTest, action: CaseAction, take?: TakenFields): Decision {
  const caseId = journey.current.cases[0]?.caseId ?? uuid<'case'>(1);
  const known = supervisorCase(caseId, action);
  journey.world.supervisorCase = { ...known, proposal: known.proposal && { ...known.proposal, ...(take && { take }) } };
  return journey.send({ type: 'resolveCase', data: { caseId, caseVersion: 1, action, by: 'S-1', noteId: REASON } });
}

describe('what the desk settles, without a case', () => {
  const fields = { phone: 'differs', identifier: 'ours-missing' } as const;

  it('is asked field by field, after the document was seen', () => {
    const journey = found({ outcome: 'self-declared-differs', fields });
    expect(kinds(journey)).toEqual([]);
    expect(refusalOf(confirm(journey))).toEqual({ code: 'field-undecided', field: 'identifier' });
    expect(refusalOf(confirm(journey, { take: { ...{ identifier: 'theirs' }, phone: 'ours', sex: 'ours' } }))).toEqual({ code: 'field-does-not-differ', field: 'sex' });
    expect(refusalOf(confirm(journey, { take: { identifier: 'ours', phone: 'ours' } }))).toEqual({ code: 'field-empty', field: 'identifier' });
    expect(confirm(journey, { take: { identifier: 'theirs', phone: 'ours' } }).ok).toBe(true);
    expect(journey.current).toMatchObject({ archive: { decision: 'adopt' }, fields: { take: { identifier: 'theirs', phone: 'ours' }, settled: false } });
    expect(processView(journey.current).bringTogether).toBe(1);
  });

  it('is nothing where both sides say the same', () => {
    expect(refusalOf(confirm(found({}), { take: { phone: 'ours' } }))).toEqual({ code: 'field-does-not-differ', field: 'phone' });
    expect(processView(found({}).through(command('confirmArchive', { theirsVersion: 'r7' })).current).bringTogether).toBeNull();
  });
});

it('is completed with what staff had from the document, where the registry answers after they confirmed', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
  confirm(journey, fromCertificate);
  find(journey, { outcome: 'incomplete', fields: { name: 'theirs-missing', phone: 'ours-missing' } });
  expect(journey.current).toMatchObject({ archive: { decision: 'adopt', settled: true }, fields: { contentVersion: 1, take: { name: 'ours' } } });
  expect(processView(journey.current).bringTogether).toBe(1);
});

describe('a difference in identity', () => {
  const differs = { outcome: 'differs', fields: { birthDate: 'differs', phone: 'theirs-missing' } } as const;

  it('is a case, and the dose goes on from the certificate if it is eligible under both values', () => {
    const journey = found(differs);
    journey.world.theirs = { birthDate: toLocalDate('2024-05-01') };
    expect(refusalOf(confirm(journey))).toEqual({ code: 'needs-supervisor' });
    expect(confirm(journey, fromCertificate).ok).toBe(true);
    expect(rules(journey)).toEqual(['none']);
    expect(kinds(journey)).toEqual(['identity-differs']);
  });

  it('stops no other dose than the one that is eligible under one value alone: nobody can verify that (H4)', () => {
    const journey = found(differs, [{ plannedDoseId: dose(1), productId: 'mmr', doseNumber: 1 }, { plannedDoseId: dose(2), productId: 'hepb-10', doseNumber: 1 }]);
    journey.world.theirs = { birthDate: toLocalDate('2025-12-01') }; // three months old: too young for MMR
    confirm(journey, fromCertificate);
    expect(rules(journey)).toEqual(['cannot-verify', 'none']);
    expect(journey.current.cases).toMatchObject([{ kind: 'identity-differs' }, { kind: 'cannot-verify', plannedDoseId: dose(1) }]);
  });

  it('cannot be judged by while several candidates were found', () => {
    const journey = found({ outcome: 'differs', registryVersion: null });
    confirm(journey, fromCertificate);
    expect(rules(journey)).toEqual(['cannot-verify']);
    expect(refusalOf(resolve(journey, 'accept-ours'))).toEqual({ code: 'case-action-not-allowed', action: 'accept-ours', allowed: ['look-again', 'not-same-person', 'cancel-journey'] });
    expect(resolve(journey, 'look-again').ok).toBe(true);
    expect(processView(journey.current).lookUp).toBe(journey.log.findIndex(({ type }) => type === 'lookUpAsked') + 1);
  });

  it.each([
    ['accept-ours', { birthDate: 'ours', phone: 'ours' }],
    ['accept-registry', { birthDate: 'theirs', phone: 'ours' }], // a field that the registry does not have keeps ours
  ] as const)('is settled by %s: both sides are brought to it, and the registry is asked again for what it knows of this person', (action, take) => {
    const journey = found(differs);
    journey.world.theirs = { birthDate: toLocalDate('2024-05-01') };
    confirm(journey, fromCertificate);
    resolve(journey, action);
    expect(journey.current.fields).toMatchObject({ contentVersion: 1, take });
    journey.through({ type: 'broughtTogether', data: { contentVersion: 1, registryVersion: 'r8' } });
    expect(processView(journey.current)).toMatchObject({ bringTogether: null, lookUp: journey.current.version });
    find(journey, { registryVersion: 'r8' });
    expect(journey.current.archive).toMatchObject({ decision: 'adopt', settled: true });
  });

  it('is settled field by field, as it was proposed: another birth date has what was given judged again', () => {
    const journey = found({ outcome: 'differs', fields: { name: 'differs', birthDate: 'differs', phone: 'ours-missing' } });
    journey.world.theirs = { birthDate: toLocalDate('2024-05-01') };
    confirm(journey, fromCertificate);
    expect(refusalOf(resolve(journey, 'choose-fields', { name: 'ours', birthDate: 'theirs' }))).toEqual({ code: 'field-undecided', field: 'phone' });
    expect(resolve(journey, 'choose-fields', { name: 'ours', birthDate: 'theirs', phone: 'theirs' })).toMatchObject({ ok: true, events: expect.arrayContaining([expect.objectContaining({ type: 'eligibilityFound' })]) });
    expect(journey.current.fields).toMatchObject({ contentVersion: 1, take: { name: 'ours', birthDate: 'theirs', phone: 'theirs' }, settled: false });
    expect(processView(journey.current).bringTogether).toBe(1);
  });

  it('is compared anew where the registry\'s side has moved since it was decided on', () => {
    const journey = found(differs);
    confirm(journey, fromCertificate);
    resolve(journey, 'accept-ours');
    journey.through({ type: 'leftApart', data: { contentVersion: 1, reason: 'archive-moved', evidenceId: null } });
    expect(kinds(journey)).not.toContain('registry-rejected');
    find(journey, { registryVersion: 'r8' });
    expect(journey.current.archive).toMatchObject({ decision: 'adopt', settled: true });
  });

  it('that still differs after its other side has moved is a case to be reviewed again', () => {
    const journey = found(differs);
    confirm(journey, fromCertificate);
    resolve(journey, 'accept-ours');
    journey.through({ type: 'leftApart', data: { contentVersion: 1, reason: 'archive-moved', evidenceId: null } });
    const decision = find(journey, { ...differs, registryVersion: 'r8' });
    expect(decision).toMatchObject({ ok: true, cases: [{ kind: 'identity-differs' }], moved: [{ caseId: journey.current.cases.at(-1)?.caseId, what: 'fieldsLeftApart' }] });
  });

  it('that a supervisor leaves unsent leaves no dose waiting for it', () => {
    const journey = found(differs);
    journey.world.theirs = { birthDate: toLocalDate('2024-05-01') };
    confirm(journey, fromCertificate);
    journey.through(command('recordPrecheck'), command('recordConsent'), command('verify'), command('recordDose'));
    resolve(journey, 'accept-ours');
    journey.through({ type: 'leftApart', data: { contentVersion: 1, reason: 'GD2002', evidenceId: null } });
    resolve(journey, 'retry');
    expect(processView(journey.current)).toMatchObject({ bringTogether: 2 });
    journey.through({ type: 'leftApart', data: { contentVersion: 2, reason: 'GD2002', evidenceId: null } });
    resolve(journey, 'leave-unsent');
    expect(processView(journey.current).uploads).toEqual([]);
    expect(journey.current.doses[0]?.given?.upload).toBe('rejected');
  });

  it('makes a dose that was given under the wrong birth date a case once the other one holds', () => {
    const journey = found(differs);
    journey.world.theirs = { birthDate: toLocalDate('2025-12-01') };
    confirm(journey, fromCertificate);
    const cannot = journey.current.cases[1];
    journey.world.supervisorCase = supervisorCase(cannot!.caseId, 'go-on');
    journey.through({ type: 'resolveCase', data: { caseId: cannot!.caseId, caseVersion: 1, action: 'go-on', by: 'D-1', noteId: REASON } });
    journey.through(command('recordPrecheck'), command('recordConsent'), command('verify'), command('recordDose'));
    resolve(journey, 'accept-registry');
    expect(journey.current.cases).toMatchObject([{ kind: 'dose-found-invalid', plannedDoseId: dose(1) }]);
    expect(resolve(journey, 'repeat-later').ok).toBe(true);
  });
});

describe('a dose that nobody can verify', () => {
  const unknown: Confirm = { historyFrom: 'unknown', noteId: REASON };

  /** The registry is away, and there is no certificate. */
  function withoutHistory(): JourneyUnderTest {
    const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
    confirm(journey, unknown);
    return journey;
  }

  it('waits for a doctor, who goes on or defers, each with a reason', () => {
    const [goes, defers] = [withoutHistory(), withoutHistory()];
    expect(kinds(goes)).toEqual(['cannot-verify']);
    expect(refusalOf(goes.send(command('verify')))).toMatchObject({ code: 'gate-open', gate: 'eligible' });
    expect(resolve(goes, 'go-on').ok && resolve(defers, 'defer').ok).toBe(true);
    expect([goes.current.doses[0]?.eligible, defers.current.doses[0]?.notGiven]).toEqual([true, 'deferred']);
  });

  it('needs nobody any more once it was ended at the desk', () => {
    const journey = withoutHistory().through(command('notGiven'));
    expect(kinds(journey)).toEqual([]);
  });

  it('is judged anew when the registry answers after all', () => {
    const journey = withoutHistory();
    find(journey, { outcome: 'none', registryVersion: null, evidenceId: null });
    expect([kinds(journey), rules(journey)]).toEqual([[], ['cannot-verify', 'none']]);
  });

  it('is a case when what the registry knew speaks against it, after it was given (H4)', () => {
    const journey = withoutHistory();
    resolve(journey, 'go-on');
    journey.through(command('recordPrecheck'), command('recordConsent'), command('verify'), command('recordDose'));
    const known = { plannedDoseId: null, vaccine: 'MMR', series: 'MMR', doseNumber: 1, live: true, givenOn: toLocalDate('2025-03-01'), status: 'given' as const };
    journey.world = facts({ history: history({ doses: [known] }) });
    find(journey, {});
    expect(kinds(journey)).toEqual(['dose-found-invalid']);
  });
});
