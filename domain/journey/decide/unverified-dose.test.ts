import { describe, expect, it } from '@jest/globals';
import type { CaseAction } from '../../cases/kinds.js';
import { addDays, toLocalDate, type Instant } from '../../time.js';
import type { Decision } from '../decision.js';
import { cleared, command, DAY, dose, facts, givenDose, history, JourneyUnderTest, supervisorCase, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';
import { stageOf } from '../stage-of.js';
import { STAGES, type Stage } from '../stages.js';
import { doseStateOf } from '../state.js';

const LOT = { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2027-01-31'), status: 'usable' as const };
const MMR_HERE = { plannedDoseId: dose(1), vaccine: 'MMR', series: 'MMR', doseNumber: 1, live: true, givenOn: DAY };
const HALF_AN_HOUR = 1_800_000;

const refusalOf = (decision: Decision) => (decision.ok ? null : decision.refusal);
const known = (): JourneyUnderTest => new JourneyUnderTest({ lot: LOT }).through(command('walkIn'), command('identify'), { type: 'foundArchive', data: { askedVersion: 1, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } }, command('confirmArchive'));
const stateOf = (journey: JourneyUnderTest, n = 0) => doseStateOf(journey.current.doses[n]!);

function resolve(journey: JourneyUnderTest, action: CaseAction): Decision {
  const caseId = journey.current.cases[0]?.caseId ?? uuid<'case'>(1);
  journey.world.supervisorCase = supervisorCase(caseId, action);
  return journey.send({ type: 'resolveCase', data: { caseId, caseVersion: 1, action, by: 'S-1', noteId: uuid(72) } });
}

/** In each stage, however far the line has come. */
const IN_STAGE: Record<Stage, () => JourneyUnderTest> = {
  booked: () => new JourneyUnderTest().through(command('book')),
  arrived: () => new JourneyUnderTest().through(command('walkIn')),
  identified: () => new JourneyUnderTest().through(command('walkIn'), command('identify')),
  'archive-confirmed': known,
  cleared,
  dosing: () => cleared().through(command('verify')),
  observing: givenDose,
  released: () => released(givenDose()),
  closed: () => closed(),
  cancelled: () => new JourneyUnderTest().through(command('book'), command('cancel')),
  'no-show': () => noShow(),
  deferred: () => cleared().through(command('notGiven', { reason: 'deferred' })),
  refused: () => cleared().through(command('notGiven', { reason: 'refused' })),
  left: () => cleared().through(command('notGiven', { reason: 'left' })),
};

function released(journey: JourneyUnderTest): JourneyUnderTest {
  journey.now = (journey.now + HALF_AN_HOUR) as Instant;
  return journey.through(command('release'));
}

function closed(): JourneyUnderTest {
  const journey = givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } }, { type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
  return released(journey).through({ type: 'noticeDone', data: { contentVersion: 1, noticeId: null, outcome: 'no-phone' } });
}

function noShow(): JourneyUnderTest {
  const journey = new JourneyUnderTest().through(command('book'));
  const { noShowAt } = processView(journey.current);
  journey.now = noShowAt!;
  return journey.through({ type: 'noShow', data: { noShowAt: noShowAt! } });
}

describe('a jab without a checklist', () => {
  it.each(STAGES)('is recordable in the stage %s, is a case and has to be observed (H8)', (stage) => {
    const journey = IN_STAGE[stage]();
    expect(stageOf(journey.current)).toBe(stage);
    const before = journey.current.cases.length;
    journey.through(command('reportUnverifiedDose', { plannedDoseId: dose(7), notPlanned: { productId: 'je-l', doseNumber: 1 }, givenAt: journey.now }));
    expect(journey.current.doses.find(({ plannedDoseId }) => plannedDoseId === dose(7))).toMatchObject({ series: 'JE-L', reported: { by: 'N-204', uncounted: false } });
    expect(journey.current.cases.slice(before)).toMatchObject([{ kind: 'dose-on-unverified-checklist', plannedDoseId: dose(7) }]);
    expect(journey.current.observation?.until).toBe(journey.now + HALF_AN_HOUR);
    expect(journey.current).toMatchObject({ closed: false, end: null, arrived: true });
    expect(refusalOf(journey.send(command('cancel')))).toMatchObject({ code: 'not-in-this-stage' });
  });

  it('holds the line where it is, so that what is still to be given keeps its gates', () => {
    const journey = new JourneyUnderTest().through(command('walkIn', { doses: [1, 2].map((n) => ({ plannedDoseId: dose(n), productId: n === 1 ? 'mmr' : 'hepb-10', doseNumber: 1 })) }));
    journey.through(command('reportUnverifiedDose'));
    expect(stageOf(journey.current)).toBe('arrived');
    expect(refusalOf(journey.send(command('verify', { plannedDoseId: dose(2), productId: 'hepb-10' })))).toMatchObject({ code: 'gate-open', gate: 'identified' });
  });

  it('takes back that it was not given, and is completed by a second report without a second case', () => {
    const journey = cleared().through(command('notGiven'), command('reportUnverifiedDose', { lot: null, traceCode: null }));
    expect(stateOf(journey)).toBe('reported-unverified');
    expect(refusalOf(resolve(journey, 'count-dose'))).toEqual({ code: 'dose-record-incomplete', field: 'lot' });
    journey.world.lot = LOT;
    journey.through(command('reportUnverifiedDose', { traceCode: null }));
    expect(refusalOf(resolve(journey, 'count-dose'))).toEqual({ code: 'dose-record-incomplete', field: 'traceCode' });
    journey.through(command('reportUnverifiedDose'));
    expect(journey.current.cases).toHaveLength(1);
    expect(resolve(journey, 'count-dose').ok).toBe(true);
  });

  it('is bad input only where it says what cannot be', () => {
    const journey = known();
    expect(refusalOf(journey.send(command('reportUnverifiedDose', { plannedDoseId: dose(9) })))).toMatchObject({ code: 'unknown-planned-dose' });
    expect(refusalOf(journey.send(command('reportUnverifiedDose', { plannedDoseId: dose(9), notPlanned: { productId: 'none', doseNumber: 1 } })))).toMatchObject({ code: 'product-unknown' });
    expect(refusalOf(journey.send(command('reportUnverifiedDose', { givenAt: (journey.now + 1) as Instant })))).toEqual({ code: 'time-in-future' });
    expect(refusalOf(givenDose().send(command('reportUnverifiedDose')))).toMatchObject({ code: 'dose-already-settled', state: 'given' });
  });
});

describe('what was used', () => {
  const reported = (lot: typeof LOT | object, change: object = {}) => {
    const journey = known().through(command('notGiven', { reason: 'spilt' }));
    journey.world.lot = { ...LOT, ...lot };
    return journey.through(command('reportUnverifiedDose', change));
  };

  it.each([
    { fact: 'an expired lot', lot: { expiresOn: addDays(DAY, -1) }, change: {}, stop: 'lot-expired' },
    { fact: 'a recalled lot', lot: { status: 'recalled' }, change: {}, stop: 'lot-recalled' },
    { fact: 'a package of another product', lot: {}, change: { traceCode: '84100100000000000001' }, stop: 'product-mismatch' },
  ])('never counts from $fact, whoever says so', ({ lot, change, stop }) => {
    const journey = reported(lot, change);
    expect(refusalOf(resolve(journey, 'count-dose'))).toEqual({ code: 'dose-not-countable', stop });
    expect(resolve(journey, 'leave-uncounted').ok).toBe(true);
  });

  it.each([
    { fact: 'a lot on its expiry date', lot: { expiresOn: DAY } },
    { fact: 'a lot on hold', lot: { status: 'held' } },
  ])('may count from $fact, when two persons say so', ({ lot }) => {
    expect(resolve(reported(lot), 'count-dose').ok).toBe(true);
  });
});

describe('until somebody has said whether it counts', () => {
  it('the journey stays open, also when everybody has gone home', () => {
    const journey = released(known().through(command('reportUnverifiedDose')));
    expect(stageOf(journey.current)).toBe('released');
    resolve(journey, 'leave-uncounted');
    expect(stageOf(journey.current)).toBe('closed');
    expect(stateOf(journey)).toBe('uncounted');
    expect(refusalOf(journey.send(command('reportUnverifiedDose')))).toMatchObject({ code: 'dose-already-settled', state: 'uncounted' });
  });

  it('its series is blocked, and nothing else; afterwards intervals are kept to it, numbers are not', () => {
    const at = (status: 'reported-unverified' | 'uncounted', givenOn = DAY) => facts({ history: history({ birthDate: toLocalDate('2020-01-01'), doses: [{ ...MMR_HERE, plannedDoseId: dose(9), status, givenOn }] }) });
    const walkIn = (world: ReturnType<typeof facts>, productId: string) => refusalOf(new JourneyUnderTest(world).send(command('walkIn', { doses: [{ plannedDoseId: dose(1), productId, doseNumber: 1 }] })));
    expect(walkIn(at('reported-unverified'), 'mmr')).toEqual({ code: 'dose-undecided', series: 'MMR', doseNumber: 1 });
    expect(walkIn(at('reported-unverified'), 'hepb-10')).toBeNull();
    expect(walkIn(at('uncounted'), 'mmr')).toMatchObject({ code: 'too-early' });
    expect(walkIn(at('uncounted', toLocalDate('2025-01-01')), 'mmr')).toBeNull();
  });
});

describe('it counts', () => {
  it('once identity and archive stand, as final, under the claim and the package that it used', () => {
    const journey = new JourneyUnderTest({ lot: LOT }).through(command('walkIn'), command('reportUnverifiedDose'));
    expect(refusalOf(resolve(journey, 'count-dose'))).toMatchObject({ code: 'gate-open', gate: 'identified' });
    released(journey).through(command('identify'));
    expect(refusalOf(resolve(journey, 'count-dose'))).toMatchObject({ code: 'gate-open', gate: 'archive-confirmed' });
    journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'same', registryVersion: null, fields: {}, evidenceId: null } }, command('confirmArchive'));
    const decision = resolve(journey, 'count-dose');
    expect(decision).toMatchObject({ claims: [{ kind: 'give-dose', series: 'MMR', doseNumber: 1 }, { kind: 'use-trace-code', traceCode: '84100400000000000001', dosesPerPackage: 1 }] });
    expect(journey.current.doses[0]).toMatchObject({ reported: null, verified: { lot: 'L1', expiresOn: '2027-01-31' }, given: { by: 'N-204', contentVersion: 1, upload: 'pending' } });
    expect(processView(journey.current).uploads).toMatchObject([{ wanted: true }]);
    journey.through({ type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
    expect(processView(journey.current).notice).toBe(1);
  });

  it('never while another journey has that dose of the series', () => {
    const journey = known().through(command('reportUnverifiedDose'));
    journey.world.history = history({ doses: [{ ...MMR_HERE, plannedDoseId: dose(9), status: 'given' }] });
    expect(refusalOf(resolve(journey, 'count-dose'))).toEqual({ code: 'dose-claimed-elsewhere', series: 'MMR', doseNumber: 1 });
  });

  it('and is told of, where the notice of the visit has gone out before', () => {
    const journey = closed().through(command('reportUnverifiedDose', { plannedDoseId: dose(7), notPlanned: { productId: 'je-l', doseNumber: 1 }, traceCode: '84100500000000000001' }));
    journey.world.lot = { ...LOT, productId: 'je-l' };
    journey.through(command('reportUnverifiedDose', { plannedDoseId: dose(7), traceCode: '84100500000000000001' }));
    resolve(journey, 'count-dose');
    journey.through({ type: 'uploaded', data: { plannedDoseId: dose(7), contentVersion: 1 } });
    expect(processView(journey.current).notice).toBe(2);
  });
});

describe('the own dose is corrected', () => {
  const correct = { bodySite: 'right-upper-arm' };

  it('as new content, before it has left', () => {
    const journey = givenDose().through(command('correctOwnDose', correct));
    expect(journey.current.doses[0]?.given).toMatchObject({ bodySite: 'right-upper-arm', contentVersion: 2, upload: 'pending' });
  });

  it.each([
    ['by whoever gave it', { by: 'N-205' }, { code: 'not-own-dose' }],
    ['with a reason', { noteId: null }, { code: 'reason-required', action: 'correctOwnDose' }],
    ['to where the product may go', { bodySite: 'left-thigh-of-nobody' }, { code: 'body-site-not-allowed' }],
    ['by a route of the product', { route: 'IM' }, { code: 'route-not-allowed' }],
    ['to a time that has been', { givenAt: 9e15 as Instant }, { code: 'time-in-future' }],
  ])('%s', (_, data, refusal) => {
    expect(refusalOf(givenDose().send(command('correctOwnDose', { ...correct, ...data })))).toMatchObject(refusal);
  });

  it('neither after it has left nor when the record is final', () => {
    const sent = givenDose().through({ type: 'uploadLeftUnanswered', data: { plannedDoseId: dose(1), contentVersion: 1 } });
    expect(refusalOf(sent.send(command('correctOwnDose', correct)))).toEqual({ code: 'record-final' });
    const late = givenDose();
    late.now = processView(late.current).recordFinalAt!;
    expect(refusalOf(late.send(command('correctOwnDose', correct)))).toEqual({ code: 'record-final' });
  });
});

describe('a registry that leaves an archive unanswered', () => {
  const created = { type: 'archiveCreated' as const, data: { contentVersion: 1, registryVersion: 'r1' } };
  const overdue = () => {
    const journey = known();
    journey.now = processView(journey.current).registryDueAt!;
    return journey.through({ type: 'registryLeftUnanswered', data: { dueAt: journey.now } });
  };

  it('is a case after its deadline, which comes right by itself with the answer', () => {
    const journey = overdue();
    expect(journey.current.cases).toMatchObject([{ kind: 'registry-unreachable' }]);
    expect(processView(journey.current)).toMatchObject({ registryDueAt: null, createArchive: 1 });
    journey.through(created);
    expect(journey.current.cases).toEqual([]);
  });

  it('is no case while we have paused it ourselves: it gets a new deadline', () => {
    const journey = known();
    const dueAt = processView(journey.current).registryDueAt!;
    journey.now = dueAt;
    journey.world = facts({ registryPaused: true });
    journey.through({ type: 'registryLeftUnanswered', data: { dueAt } });
    expect(journey.current).toMatchObject({ cases: [], registryDue: { at: dueAt + 86_400_000, overdue: false } });
  });

  it('is asked again at once with a new deadline, where a supervisor says so', () => {
    const journey = overdue();
    resolve(journey, 'retry');
    expect(processView(journey.current)).toMatchObject({ restarts: 1, registryDueAt: journey.now + 86_400_000 });
  });

  it('has no such deadline while an upload has its own', () => {
    expect(processView(known().current).registryDueAt).not.toBeNull();
    expect(processView(givenDose().current).registryDueAt).toBeNull();
  });
});
