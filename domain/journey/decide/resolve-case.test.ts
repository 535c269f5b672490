import { describe, expect, it } from '@jest/globals';
import type { CaseAction } from '../../cases/kinds.js';
import type { CaseProposal } from '../../cases/supervisor-case.js';
import type { NoteId } from '../../ids.js';
import { toLocalDate, type Instant } from '../../time.js';
import type { Decision } from '../decision.js';
import type { CaseFact } from '../facts.js';
import { cleared, command, dose, givenDose, JourneyUnderTest, NINE, supervisorCase, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';
import { stageOf } from '../stage-of.js';

const REASON: NoteId = uuid(70);

type Known = { noteId?: NoteId | null } & Partial<CaseFact>;

/** A supervisor decides the one open case; `version` and `claim` are what the door reads of its row. */
function resolve(journey: JourneyUnderTest, action: CaseAction, { noteId = null, ...known }: Known = {}): Decision {
  const [open] = journey.current.cases;
  if (!open) throw new Error('no open case');
  journey.world.supervisorCase = supervisorCase(open.caseId, action, known);
  return journey.send({ type: 'resolveCase', data: { caseId: open.caseId, caseVersion: 1, action, by: 'S-1', noteId } });
}

const proposed = (action: CaseAction, by: string): CaseProposal => ({ action, by, at: NINE, noteId: REASON });
const refusalOf = (decision: Decision) => (decision.ok ? null : decision.refusal);

/** Given, and the registry refuses the upload for good. */
function rejected(): JourneyUnderTest {
  const journey = givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } });
  return journey.through({ type: 'uploadRefused', data: { plannedDoseId: dose(1), contentVersion: 1, reason: 'GD3002', evidenceId: null } });
}

describe('a case is decided', () => {
  it.each([
    ['on the version that was read', { version: 2, sameSince: 2 }, { code: 'case-moved', version: 2 }],
    ['by nobody while another has it in hand', { claim: { by: 'S-2', until: 9e15 as Instant } }, { code: 'case-claimed', until: 9e15 }],
  ])('%s', (_, known, refusal) => {
    expect(refusalOf(resolve(rejected(), 'retry', known))).toEqual(refusal);
  });

  it('by whoever has it in hand, and by anybody once a claim has expired', () => {
    expect(resolve(rejected(), 'retry', { claim: { by: 'S-1', until: 9e15 as Instant } }).ok).toBe(true);
    expect(resolve(rejected(), 'retry', { claim: { by: 'S-2', until: 1 as Instant } }).ok).toBe(true);
  });

  it('by an action of its kind only, with a reason where it overrides something', () => {
    expect(refusalOf(resolve(rejected(), 'send-again'))).toEqual({ code: 'case-action-not-allowed', action: 'send-again', allowed: ['retry', 'leave-unsent'] });
    expect(refusalOf(resolve(rejected(), 'leave-unsent'))).toEqual({ code: 'reason-required', action: 'leave-unsent' });
  });

  it.each([
    ['alone by nobody where two are needed', { proposal: null }, 'second-person-required'],
    ['as something else than was proposed by nobody', { proposal: proposed('leave-uncounted', 'S-2') }, 'second-person-required'],
    ['by nobody who has proposed it', { proposal: proposed('count-dose', 'S-1') }, 'another-person-required'],
    ['by nobody who gave the dose', { proposal: proposed('count-dose', 'S-2') }, 'another-person-required', 'S-1'],
    ['by another person', { proposal: proposed('count-dose', 'S-2') }, undefined],
  ])('%s', (_, known, code, gaveIt = 'V-7') => {
    const journey = cleared({ lot: { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2027-01-31'), status: 'usable' } });
    journey.through(command('reportUnverifiedDose', { by: gaveIt }));
    expect(refusalOf(resolve(journey, 'count-dose', { noteId: REASON, ...known }))?.code).toBe(code);
  });

  it('once', () => {
    const journey = rejected();
    const [open] = journey.current.cases;
    resolve(journey, 'retry');
    expect(journey.current.cases).toEqual([]);
    expect(refusalOf(journey.send({ type: 'resolveCase', data: { caseId: open!.caseId, caseVersion: 2, action: 'retry', by: 'S-1', noteId: null } }))).toEqual({ code: 'case-not-open' });
  });

  it('after the journey has closed, too', () => {
    const journey = rejected();
    journey.now = (journey.now + 1_800_000) as Instant;
    journey.through(command('release'), { type: 'recordsBecameFinal', data: { recordFinalAt: at(journey) } });
    journey.through({ type: 'noticeDone', data: { contentVersion: 1, noticeId: null, outcome: 'no-phone' } });
    expect(stageOf(journey.current)).toBe('closed');
    resolve(journey, 'retry');
    expect(stageOf(journey.current)).toBe('closed');
    expect(processView(journey.current)).toMatchObject({ over: false, uploads: [{ plannedDoseId: dose(1), contentVersion: 2 }] });
  });
});

/** Time passes until the records are final. */
function at(journey: JourneyUnderTest): Instant {
  const instant = processView(journey.current).recordFinalAt;
  if (instant === null) throw new Error('nothing to wait for');
  journey.now = instant;
  return instant;
}

describe('a rejected upload', () => {
  it('goes out again as new content, so that the registry does not answer as before', () => {
    const journey = rejected();
    resolve(journey, 'retry');
    expect(processView(journey.current).uploads).toMatchObject([{ contentVersion: 2, wanted: true }]);
    expect(journey.log.at(-1)).toMatchObject({ type: 'uploadReopened', data: { upload: 'pending' } });
  });

  it('stays overdue when its 24 hours are over: no second case of that is opened', () => {
    const journey = rejected();
    journey.now = (journey.now + 86_400_001) as Instant;
    resolve(journey, 'retry');
    expect(processView(journey.current).uploads).toMatchObject([{ contentVersion: 2, wanted: true, dueAt: null }]);
  });

  it('is left unsent for a reason', () => {
    const journey = rejected();
    resolve(journey, 'leave-unsent', { noteId: REASON });
    expect(processView(journey.current).uploads).toEqual([]);
    expect(journey.log.at(-1)).toMatchObject({ type: 'caseResolved', data: { kind: 'registry-rejected', action: 'leave-unsent', noteId: REASON } });
  });
});

it('registers a rejected archive again', () => {
  const journey = givenDose().through({ type: 'archiveNotCreated', data: { contentVersion: 1, reason: 'GD1001', evidenceId: null } });
  expect(processView(journey.current).createArchive).toBeNull();
  resolve(journey, 'retry');
  expect(processView(journey.current).createArchive).toBe(2);
});

it('looks an archive up that came in between, and compares it like any other; the second time somebody finds out why', () => {
  const differs = (contentVersion: number) => ({ type: 'archiveNotCreated' as const, data: { contentVersion, reason: 'archive-differs', evidenceId: null } });
  const journey = givenDose().through(differs(1));
  expect(processView(journey.current)).toMatchObject({ createArchive: null, lookUp: journey.current.version, uploads: [{ wanted: false }] });
  expect(journey.current.cases).toEqual([]);
  const found = (outcome: 'incomplete' | 'none') => ({ type: 'foundArchive' as const, data: { askedVersion: processView(journey.current).lookUp!, outcome, registryVersion: 'r7', fields: {}, evidenceId: null } });
  journey.through(found('none'), differs(2));
  expect(journey.current.cases).toMatchObject([{ kind: 'registry-rejected' }]);
  const other = givenDose().through(differs(1));
  other.through({ type: 'foundArchive', data: { askedVersion: processView(other.current).lookUp!, outcome: 'incomplete', registryVersion: 'r7', fields: { phone: 'theirs-missing' }, evidenceId: null } });
  expect(other.current).toMatchObject({ archive: { decision: 'adopt', settled: true }, fields: { take: { phone: 'ours' } }, cases: [] });
});

it('takes an archive of somebody else for none, so that the desk goes on and makes one', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
  journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'differs', registryVersion: 'r7', fields: {}, evidenceId: null } });
  expect(journey.send(command('confirmArchive', { theirsVersion: 'r7' })).ok).toBe(false);
  resolve(journey, 'not-same-person', { noteId: REASON });
  journey.through(command('confirmArchive'));
  expect(journey.current.archive).toMatchObject({ decision: 'create' });
});

it('ends the visit from its case, with a reason and as the desk may: what it had settles, and nothing more is owed', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
  journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'differs', registryVersion: 'r7', fields: { name: 'differs' }, evidenceId: null } });
  expect(refusalOf(resolve(journey, 'cancel-journey'))).toEqual({ code: 'reason-required', action: 'cancel-journey' });
  expect(resolve(journey, 'cancel-journey', { noteId: REASON }).ok).toBe(true);
  expect(journey.current).toMatchObject({ end: 'cancelled', cases: [] });
  expect(processView(journey.current).over).toBe(true);
});

it('ends no visit in which something has gone in', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
  journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'differs', registryVersion: 'r7', fields: { name: 'differs' }, evidenceId: null } }, command('reportUnverifiedDose'));
  expect(refusalOf(resolve(journey, 'cancel-journey', { noteId: REASON }))).toEqual({ code: 'not-in-this-stage', stage: stageOf(journey.current), command: 'cancel' });
});

it('sends a notice that did not arrive again, once, under another key', () => {
  const journey = rejected();
  resolve(journey, 'leave-unsent', { noteId: REASON });
  journey.through({ type: 'recordsBecameFinal', data: { recordFinalAt: at(journey) } }, { type: 'noticeDone', data: { contentVersion: 1, noticeId: null, outcome: 'failed' } });
  resolve(journey, 'send-again');
  expect(processView(journey.current).notice).toBe(2);
  journey.through({ type: 'noticeDone', data: { contentVersion: 2, noticeId: null, outcome: 'sent' } });
  expect(processView(journey.current).notice).toBeNull();
});

it('begins every step anew after a software fault', () => {
  const journey = givenDose().through({ type: 'softwareFaulted', data: { step: 'createArchive', restarts: 0 } });
  expect(processView(journey.current).restarts).toBe(0);
  resolve(journey, 'retry');
  expect(processView(journey.current).restarts).toBe(1);
});

it('settles an overdue upload by itself when the registry has confirmed it', () => {
  const journey = givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } });
  journey.now = (journey.now + 86_400_001) as Instant;
  const [upload] = processView(journey.current).uploads;
  journey.through({ type: 'uploadMissedDeadline', data: { plannedDoseId: dose(1), uploadDueAt: upload!.dueAt! } });
  expect(journey.current.cases).toHaveLength(1);
  const decision = journey.send({ type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
  expect(decision.ok && decision.resolved).toMatchObject([{ action: null, expect: null }]);
  expect(journey.current.cases).toEqual([]);
});
