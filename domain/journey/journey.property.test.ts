import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_ACTIONS } from '../cases/kinds.js';
import type { DifferingFields } from '../archive/compare.js';
import type { CaseId, PlannedDoseId } from '../ids.js';
import { addDays, toLocalDate, type Instant } from '../time.js';
import type { JourneyCommand } from './commands.js';
import type { TakenFields } from './events.js';
import { foldEvents } from './evolve.js';
import { firstOpenGate } from './gates.js';
import { checklistItems, command, dose, facts, history, JOURNEY, JourneyUnderTest, NINE, supervisorCase, uuid, DAY } from './journey-fixtures.js';
import { processView } from './process-view.js';
import { isEnded, stageOf } from './stage-of.js';
import { COMMANDS_BY_STAGE } from './stages.js';
import { isDone, type JourneyState } from './state.js';

const DOSES = [1, 2, 3, 4].map(dose);
const PRODUCTS = ['mmr', 'hepb-10', 'je-l'];
const TRACE: Record<string, string> = { mmr: '84100400000000000001', 'hepb-10': '84100100000000000001', 'je-l': '84100500000000000001' };

type Step = { pick: number; dose: number; variant: number; waitMs: number };

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(130),
  dose: fc.integer({ min: 1, max: 4 }),
  variant: fc.nat(5),
  waitMs: fc.constantFrom(0, 60_000, 1_800_000, 43_200_000),
});

/** Any command, often fitting and sometimes not; findings answer what the view asks, or something stale. */
function commandFor(journey: JourneyUnderTest, { pick, dose: n, variant }: Step): JourneyCommand {
  const id = dose(n);
  const state = journey.current;
  const view = processView(state);
  const upload = view.uploads[0] ?? { plannedDoseId: id, contentVersion: 9, dueAt: 1 as Instant };
  const planned = state.doses.find((candidate) => candidate.plannedDoseId === id) ?? state.doses[0];
  const productId = planned?.productId ?? 'mmr';
  const bodySite = n % 2 ? 'left-upper-arm' : 'right-upper-arm';
  const route = productId === 'hepb-10' ? 'IM' : 'SC';
  const about = { plannedDoseId: upload.plannedDoseId, contentVersion: upload.contentVersion };
  const all: JourneyCommand[] = [
    command('checkIn'),
    command('identify', { jti: `j${variant}`, expiresAt: (journey.now + 60_000) as Instant, readBackMatches: variant !== 5 }),
    command('confirmArchive', { historyFrom: variant === 5 ? 'unknown' : variant > 2 ? 'certificate' : 'registry', take: takenFrom(state), noteId: variant > 2 ? uuid(70) : null }),
    command('recordPrecheck', { decision: variant === 5 ? 'defer' : 'go', deferUntil: toLocalDate('2026-04-01') }),
    command('planDose', { dose: { plannedDoseId: id, productId: PRODUCTS[variant % 3] ?? 'mmr', doseNumber: 1 } }),
    command('dropDose', { plannedDoseId: id }),
    command('recordConsent', { plannedDoseIds: [id] }),
    command('verify', { plannedDoseId: id, productId, traceCode: TRACE[productId] ?? '', lot: 'L1', items: checklistItems(productId, bodySite) }),
    command('recordDose', { plannedDoseId: id, bodySite, route, givenAt: journey.now }),
    command('notGiven', { plannedDoseId: id, injected: variant === 5, reason: variant === 5 ? 'fainted' : variant === 4 ? 'partial' : variant === 3 ? 'left' : 'refused' }),
    command('reportReaction'),
    command('reportLeft'),
    command('release', { early: variant === 5, noteId: uuid(71) }),
    command(variant === 0 ? 'cancel' : 'walkIn'),
    { type: 'noShow', data: { noShowAt: view.noShowAt ?? (5 as Instant) } },
    { type: 'foundArchive', data: { askedVersion: view.lookUp ?? 77, outcome: OUTCOMES[variant] ?? 'none', registryVersion: null, fields: FIELDS[variant] ?? {}, evidenceId: null } },
    { type: 'broughtTogether', data: { contentVersion: view.bringTogether ?? 77, registryVersion: 'r2' } },
    { type: 'leftApart', data: { contentVersion: view.bringTogether ?? 77, reason: variant > 2 ? 'archive-moved' : 'no', evidenceId: null } },
    { type: 'archiveCreated', data: { contentVersion: view.createArchive ?? 77, registryVersion: 'r1' } },
    { type: 'archiveNotCreated', data: { contentVersion: view.createArchive ?? 77, reason: variant > 2 ? 'archive-differs' : 'no', evidenceId: null } },
    { type: 'uploaded', data: about },
    { type: 'uploadLeftUnanswered', data: about },
    { type: 'uploadRefused', data: { ...about, reason: 'no', evidenceId: null } },
    { type: 'uploadMissedDeadline', data: { plannedDoseId: upload.plannedDoseId, uploadDueAt: upload.dueAt ?? (5 as Instant) } },
    { type: 'recordsBecameFinal', data: { recordFinalAt: view.recordFinalAt ?? (5 as Instant) } },
    { type: 'observationEnded', data: { observeUntil: view.observeUntil ?? (5 as Instant) } },
    { type: 'noticeDone', data: { contentVersion: view.notice ?? 77, noticeId: null, outcome: variant === 0 ? 'uncertain' : 'sent' } },
    { type: 'noticeHandedOver', data: { contentVersion: view.notice ?? 77, noticeId: uuid(80) } },
    { type: 'noticeDone', data: { contentVersion: state?.noticeUnderWay ?? 77, noticeId: uuid(80), outcome: variant > 2 ? 'failed' : 'sent' } },
    { type: 'noticeNotReceived', data: { contentVersion: state?.notice?.contentVersion ?? 77, noticeId: uuid(80) } },
    { type: 'softwareFaulted', data: { step: 'any', restarts: 0 } },
    { type: 'lotStopped', data: { plannedDoseId: id, lotHoldId: uuid(90), caseId: uuid(900 + journey.current.version) } },
    { type: 'lotLetGo', data: { plannedDoseId: id, lotHoldId: uuid(90), caseId: state.cases.find(({ kind }) => kind === 'lot-follow-up')?.caseId ?? uuid(91) } },
    command('reschedule'),
    command('recordPayment', { plannedDoseId: id }),
    command('confirmArchive', { take: takenFrom(state) }),
    command('recordConsent', { plannedDoseIds: [id] }),
    { type: 'resolveCase', data: { caseId: oldestCase(state), caseVersion: 1, action: CASE_ACTIONS[(variant + n) % CASE_ACTIONS.length] ?? 'retry', by: 'S-1', noteId: uuid(72) } },
    command('identify', { jti: null, means: 'static-code', expiresAt: (journey.now + 60_000) as Instant }),
    { type: 'identify', data: { means: variant > 2 ? 'document-reader' : 'birth-certificate', readBackMatches: true } },
    { type: 'identify', data: { means: 'typed-number', noteId: variant === 0 ? null : uuid(72), readBackMatches: true } },
    {
      type: 'identify',
      data: {
        means: 'offline-code', healthCodeId: uuid(60), codeVersion: 1, jti: `o${variant}`, keyRevoked: variant === 4, readBackMatches: true, evidenceId: uuid(73),
        checkedAt: (journey.now - 1_000) as Instant, expiresAt: journey.now,
      },
    },
    command('reportUnverifiedDose', { plannedDoseId: id, notPlanned: variant > 2 ? { productId: 'je-l', doseNumber: 1 } : null, givenAt: journey.now, lot: variant === 0 ? null : 'L1' }),
    command('correctOwnDose', { plannedDoseId: id, route, givenAt: journey.now }),
    { type: 'registryLeftUnanswered', data: { dueAt: view.registryDueAt ?? (5 as Instant) } },
    { type: 'identityLeftProvisional', data: { settleBy: view.identityDueAt ?? (5 as Instant) } },
  ];
  return all[pick] ?? forward(journey, all, id);
}

/** What the registry may say, and of which fields, by variant. */
const OUTCOMES = ['none', 'none', 'same', 'incomplete', 'self-declared-differs', 'differs'] as const;
const FIELDS: DifferingFields[] = [{}, {}, {}, { identifier: 'theirs-missing' }, { phone: 'differs' }, { birthDate: 'differs' }];

/** As the desk must: ours holds, wherever it is the desk's to say. */
function takenFrom({ lookUp }: JourneyState): TakenFields {
  return lookUp?.outcome === 'differs' ? {} : Object.fromEntries(Object.keys(lookUp?.fields ?? {}).map((field) => [field, 'ours']));
}

/** The oldest open case. */
const oldestCase = ({ cases }: JourneyState): CaseId => cases[0]?.caseId ?? uuid(999);

/** The command that staff would send next, so that walks come as far as the needle. */
function forward(journey: JourneyUnderTest, all: JourneyCommand[], id: PlannedDoseId): JourneyCommand {
  const state = journey.current;
  const ofType = (type: JourneyCommand['type'], instance = 0) => all.filter((candidate) => candidate.type === type)[instance] ?? command('cancel');
  if (!state.arrived) return ofType('checkIn');
  if (!state.identified) return ofType('identify', 1);
  if (state.lookUp && !state.lookUp.outcome) return ofType('foundArchive');
  if (!state.archive) return ofType('confirmArchive', 1);
  const open = state.doses.find((candidate) => !isDone(candidate));
  if (!open) return ofType('release');
  if (open.plannedDoseId !== id) return commandFor(journey, { pick: 1000, dose: DOSES.indexOf(open.plannedDoseId) + 1, variant: 0, waitMs: 0 });
  if (open.precheck !== 'go') return ofType('recordPrecheck');
  if (!open.consented) return ofType('recordConsent');
  return ofType(open.verified ? 'recordDose' : 'verify');
}

function begun(walkIn: boolean): JourneyUnderTest {
  const doses = [1, 2].map((n) => ({ plannedDoseId: dose(n), productId: PRODUCTS[n - 1] ?? 'mmr', doseNumber: 1 }));
  return new JourneyUnderTest({ history: history({ birthDate: toLocalDate('2023-01-01') }) }, NINE).through(command(walkIn ? 'walkIn' : 'book', { doses }));
}

function play(journey: JourneyUnderTest, steps: Step[]): JourneyUnderTest {
  for (const next of steps) {
    journey.now = (journey.now + next.waitMs) as Instant;
    journey.world = facts({ theirs: { birthDate: toLocalDate('2025-12-01') }, history: history({ birthDate: toLocalDate('2023-01-01') }), lot: { productId: 'any', lot: 'L1', expiresOn: addDays(DAY, 900), status: 'usable' }, issuerAway: next.variant > 3 });
    const sent = commandFor(journey, next);
    if (sent.type === 'resolveCase') journey.world.supervisorCase = supervisorCase(oldestCase(journey.current), next.variant > 1 ? sent.data.action : 'go-on');
    journey.send(sent);
  }
  return journey;
}

const walks = fc.tuple(fc.boolean(), fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }));

it('folds to the same state from the log, whatever was sent', () => {
  fc.assert(fc.property(walks, ([walkIn, steps]) => {
    const journey = play(begun(walkIn), steps);
    expect(foldEvents(JOURNEY, journey.log)).toEqual(journey.current);
    expect(journey.current.version).toBe(journey.log.length);
  }), { numRuns: 400 });
});

it('changes nothing when it refuses, and never raises the version without an event', () => {
  fc.assert(fc.property(walks, step, ([walkIn, steps], last) => {
    const journey = play(begun(walkIn), steps);
    const before = structuredClone(journey.current);
    const decision = journey.send(commandFor(journey, last));
    if (!decision.ok || decision.events.length === 0) expect(journey.current).toEqual(before);
    else expect(journey.current.version).toBe(before.version + decision.events.length);
  }), { numRuns: 300 });
});

it('never gives a dose with a gate open, and sends a notice only of final records (H9)', () => {
  fc.assert(fc.property(walks, ([walkIn, steps]) => {
    const journey = begun(walkIn);
    for (const next of steps) {
      const before = journey.current;
      const sent = journey.log.length;
      play(journey, [next]);
      for (const event of journey.log.slice(sent)) {
        if (event.type === 'doseGiven') {
          const given = before.doses.find((candidate) => candidate.plannedDoseId === event.data.plannedDoseId);
          expect(given && firstOpenGate(before, given)).toBeNull();
        }
        if (event.type === 'noticeSettled') expect(before.recordsFinal || before.doses.every((d) => !d.given || d.given.upload === 'confirmed')).toBe(true);
      }
    }
  }), { numRuns: 300 });
});

/** What staff, time and a willing registry can always do. */
function driveToEnd(journey: JourneyUnderTest): void {
  for (let turn = 0; turn < 40 && !processView(journey.current).over; turn += 1) {
    const state = journey.current;
    const view = processView(state);
    journey.now = Math.max(journey.now, view.observeUntil ?? 0, view.recordFinalAt ?? 0, state.observation?.until ?? 0) as Instant;
    const open = state.doses.filter((candidate) => !isDone(candidate));
    const stage = stageOf(state);
    if (stage === 'booked') journey.send(command('cancel'));
    else if (open.length > 0 && !isEnded(state)) journey.send(command('notGiven', { plannedDoseId: open[0]?.plannedDoseId as PlannedDoseId }));
    if (stageOf(journey.current) === 'observing') journey.send(command('release', { noteId: uuid(71) })); // with a reason, which whoever left needs
    leaveUncounted(journey);
    answerView(journey);
  }
}

/** Nobody has to let a jab count that no checklist stands for. */
function leaveUncounted(journey: JourneyUnderTest): void {
  for (const { caseId, kind } of journey.current.cases) {
    if (kind !== 'claim-conflict' && kind !== 'dose-on-unverified-checklist') continue;
    journey.world.supervisorCase = supervisorCase(caseId, 'leave-uncounted');
    journey.send({ type: 'resolveCase', data: { caseId, caseVersion: 1, action: 'leave-uncounted', by: 'S-1', noteId: uuid(72) } });
  }
}

function answerView(journey: JourneyUnderTest): void {
  const view = processView(journey.current);
  if (view.lookUp !== null) journey.send({ type: 'foundArchive', data: { askedVersion: view.lookUp, outcome: 'same', registryVersion: null, fields: {}, evidenceId: null } });
  if (typeof view.bringTogether === 'number') journey.send({ type: 'broughtTogether', data: { contentVersion: view.bringTogether, registryVersion: 'r2' } });
  if (view.createArchive !== null) journey.send({ type: 'archiveCreated', data: { contentVersion: view.createArchive, registryVersion: 'r1' } });
  if (view.identityDueAt !== null) {
    journey.now = Math.max(journey.now, view.identityDueAt) as Instant;
    journey.send({ type: 'identityLeftProvisional', data: { settleBy: view.identityDueAt } });
  }
  if (view.observeUntil !== null) journey.send({ type: 'observationEnded', data: { observeUntil: view.observeUntil } });
  if (view.recordFinalAt !== null) journey.send({ type: 'recordsBecameFinal', data: { recordFinalAt: view.recordFinalAt } });
  for (const upload of view.uploads) {
    if (upload.wanted) journey.send({ type: 'uploaded', data: upload });
    else if (upload.dueAt) {
      journey.now = Math.max(journey.now, upload.dueAt) as Instant;
      journey.send({ type: 'uploadMissedDeadline', data: { plannedDoseId: upload.plannedDoseId, uploadDueAt: upload.dueAt } });
    }
  }
  const { notice } = processView(journey.current);
  const contentVersion = notice ?? journey.current.noticeUnderWay;
  if (contentVersion !== null) journey.send({ type: 'noticeDone', data: { contentVersion, noticeId: null, outcome: 'no-phone' } });
}

it('has no state without a way to an end', () => {
  fc.assert(fc.property(walks, ([walkIn, steps]) => {
    const journey = play(begun(walkIn), steps);
    driveToEnd(journey);
    const view = processView(journey.current);
    const stuckUploads = view.uploads.length > 0 && view.uploads.every((upload) => !upload.wanted && upload.dueAt === null);
    // An upload whose archive the registry rejected, or which differs, is owned by its case: the journey closes, the process waits for the supervisor.
    expect(isEnded(journey.current)).toBe(true);
    expect(view.over || stuckUploads).toBe(true);
    if (stuckUploads) expect(journey.current.cases.length).toBeGreaterThan(0);
  }), { numRuns: 400 });
});

it('opens in every stage on the line a command, a clock or a finding that leads on', () => {
  for (const [stage, commands] of Object.entries(COMMANDS_BY_STAGE)) {
    if (!['closed', 'cancelled', 'no-show', 'deferred', 'refused', 'left'].includes(stage)) expect(commands.length).toBeGreaterThan(0);
  }
});

it('reaches injections often enough for the properties above to mean something', () => {
  const given = fc.sample(walks, { numRuns: 400, seed: 1 }).filter(([walkIn, steps]) => play(begun(walkIn), steps).log.some((event) => event.type === 'doseGiven'));
  expect(given.length).toBeGreaterThan(20);
});
