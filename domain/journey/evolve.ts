import type { JourneyId, PlannedDoseId } from '../ids.js';
import type { DosePlan, JourneyEvent, LookUpOutcome } from './events.js';
import { decidedArchive } from './decided-archive.js';
import { awaitsRegistry } from './process-view.js';
import { findDose, STATE_VERSION, type JourneyState, type PlannedDose } from './state.js';

type Identified = NonNullable<JourneyState['identified']>;

/** The next state after `event`. The first event makes the state; every later one needs it. */
export function evolve(journeyId: JourneyId, state: JourneyState | null, event: JourneyEvent): JourneyState {
  if (!state) return begin(journeyId, event);
  const after = { ...apply(state, event), decided: decidedArchive(state, event), version: state.version + 1 };
  return after.registryDue && !awaitsRegistry(after) ? { ...after, registryDue: null } : after;
}

/** The state after a whole log, which must not be empty. */
export function foldEvents(journeyId: JourneyId, events: readonly JourneyEvent[]): JourneyState {
  const state = events.reduce<JourneyState | null>((folded, event) => evolve(journeyId, folded, event), null);
  if (!state) throw new TypeError('a journey without events');
  return state;
}

function begin(journeyId: JourneyId, event: JourneyEvent): JourneyState {
  if (event.type !== 'booked' && event.type !== 'walkedIn') throw new TypeError(`a journey cannot begin with ${event.type}`);
  const { residentId, siteId, areaCode, channel, day, doses } = event.data;
  const walkedIn = event.type === 'walkedIn';
  return {
    stateVersion: STATE_VERSION,
    journeyId,
    version: 1,
    residentId,
    siteId,
    areaCode,
    channel,
    day,
    slotId: walkedIn ? null : event.data.slotId,
    noShowAt: walkedIn ? null : event.data.noShowAt,
    arrived: walkedIn,
    identified: null,
    lookUp: walkedIn ? { askedVersion: 1, outcome: null, registryVersion: null, fields: {}, evidenceId: null } : null,
    archive: null,
    registryDue: null,
    fields: null,
    decided: null,
    precheck: null,
    doses: doses.map(planned),
    observation: null,
    leftUnreleased: false,
    reaction: null,
    released: false,
    recordsFinal: false,
    notice: null,
    noticeUnderWay: null,
    noticeFrom: 1,
    restarts: 0,
    cases: [],
    end: null,
    closed: false,
  };
}

function prechecked(state: JourneyState, { decision, doses }: JourneyEvent<'precheckRecorded'>['data']): JourneyState {
  const of = ({ plannedDoseId }: PlannedDose) => (doses ? doses.find((one) => one.plannedDoseId === plannedDoseId)?.decision : decision);
  return { ...state, precheck: decision, doses: state.doses.map((dose) => ({ ...dose, precheck: of(dose) ?? dose.precheck })) };
}

function planned(plan: DosePlan): PlannedDose {
  return { ...plan, eligible: null, precheck: null, consented: false, consentEvidenceId: null, settled: false, verified: null, given: null, notGiven: null, partlyIn: false, reported: null };
}

function apply(state: JourneyState, event: JourneyEvent): JourneyState {
  switch (event.type) {
    case 'booked':
    case 'walkedIn':
      throw new TypeError(`a journey begins once: ${event.type}`);
    case 'rescheduled':
      return { ...state, slotId: event.data.slotId, day: event.data.day, noShowAt: event.data.noShowAt };
    case 'cancelled':
      return { ...state, end: 'cancelled', noShowAt: null };
    case 'noShowed':
      return { ...state, end: 'no-show', noShowAt: null };
    case 'checkedIn':
      return { ...state, arrived: true, noShowAt: null, lookUp: state.lookUp ?? ask(state) };
    case 'identified':
      return { ...state, identified: identifiedBy(state.identified, event.data), lookUp: state.lookUp ?? ask(state) };
    case 'identityOverdue':
      return { ...state, identified: state.identified && overdue(state.identified) };
    case 'identitySettled':
      return { ...state, identified: state.identified && { ...state.identified, provisional: null } };
    case 'registryAwaited':
      return { ...state, registryDue: { at: event.data.dueAt, overdue: false } };
    case 'registryOverdue':
      return { ...state, registryDue: { at: event.data.dueAt, overdue: true } };
    case 'archiveLookedUp': {
      return { ...state, lookUp: event.data, archive: settleProvisional(state, event.data.outcome) };
    }
    case 'archiveConfirmed': {
      const { decision, contentVersion } = event.data;
      return { ...state, archive: { decision, contentVersion, settled: decision === 'adopt', rejected: false, overtaken: false, historyKnown: true } };
    }
    case 'fieldsTaken':
      return { ...state, fields: { ...event.data, settled: false, apart: false, back: null } };
    case 'fieldsGivenBack': {
      const { contentVersion, take, evidenceId: back } = event.data;
      return { ...state, fields: { contentVersion, take, settled: false, apart: false, back } };
    }
    case 'fieldsBroughtTogether':
      // Whose archive it is was a supervisor's to say, or is again: what the registry knows of this person is asked for now.
      return { ...fieldsSettled(state, false), lookUp: state.lookUp?.outcome === 'differs' || state.fields?.back ? ask(state) : state.lookUp };
    case 'fieldsLeftApart':
      return fieldsSettled(state, true);
    case 'historyLeftOpen':
      return { ...state, archive: state.archive && { ...state.archive, historyKnown: false } };
    case 'lookUpAsked':
      return { ...state, lookUp: ask(state) };
    case 'archiveSettled':
      return { ...state, archive: state.archive && { ...state.archive, settled: true } };
    case 'archiveDismissed': {
      const lookUp = state.lookUp && { ...state.lookUp, outcome: 'none' as const, registryVersion: null, fields: {} };
      return { ...state, lookUp, archive: settleProvisional(state, 'none') };
    }
    case 'archiveReopened':
      return { ...state, archive: state.archive && { ...state.archive, contentVersion: event.data.contentVersion, rejected: false } };
    case 'archiveOvertaken':
      return { ...state, archive: state.archive && { ...state.archive, decision: 'provisional', overtaken: true } };
    case 'archiveRejected':
      return { ...state, archive: state.archive && { ...state.archive, rejected: true } };
    case 'eligibilityFound':
      return change(state, event.data.plannedDoseId, { eligible: event.data.eligible });
    case 'precheckRecorded':
      return prechecked(state, event.data);
    case 'dosePlanned':
      return { ...state, doses: [...state.doses, planned(event.data.dose)] };
    case 'doseDropped':
      return { ...state, doses: state.doses.filter((dose) => dose.plannedDoseId !== event.data.plannedDoseId) };
    case 'consentRecorded':
      return event.data.plannedDoseIds.reduce((next, id) => change(next, id, { consented: true, consentEvidenceId: event.data.evidenceId }), state);
    case 'paymentSettled':
      return change(state, event.data.plannedDoseId, { settled: true });
    case 'doseVerified':
      return change(state, event.data.plannedDoseId, { verified: { lot: event.data.lot, expiresOn: event.data.expiresOn, bodySite: event.data.bodySite } });
    case 'doseGiven': {
      const { plannedDoseId, observeUntil, ...given } = event.data;
      return observed(change(state, plannedDoseId, { given: { ...given, upload: 'pending' } }), observeUntil);
    }
    case 'doseNotGiven': {
      const next = change(state, event.data.plannedDoseId, { notGiven: event.data.reason, partlyIn: event.data.observeUntil !== null });
      return event.data.observeUntil ? observed(next, event.data.observeUntil) : next;
    }
    case 'doseReportedUnverified':
      return observed(withReported(state, event.data), event.data.observeUntil);
    case 'doseCounted':
      return counted(state, event.data);
    case 'doseLeftUncounted': {
      const reported = findDose(state, event.data.plannedDoseId)?.reported ?? null;
      return change(state, event.data.plannedDoseId, { reported: reported && { ...reported, uncounted: true } });
    }
    case 'doseCorrected': {
      const { plannedDoseId, noteId: _noteId, ...corrected } = event.data;
      const given = findDose(state, plannedDoseId)?.given;
      return changeGiven(state, plannedDoseId, { ...corrected, upload: given?.upload === 'overdue' ? 'overdue' : 'pending' });
    }
    case 'uploadSent':
      return changeGiven(state, event.data.plannedDoseId, { upload: 'sent' });
    case 'uploadConfirmed':
      return changeGiven(state, event.data.plannedDoseId, { upload: 'confirmed' });
    case 'uploadRejected':
      return changeGiven(state, event.data.plannedDoseId, { upload: 'rejected' });
    case 'uploadReopened': {
      const { plannedDoseId, ...reopened } = event.data;
      return changeGiven(state, plannedDoseId, reopened);
    }
    case 'uploadOverdue':
      return changeGiven(state, event.data.plannedDoseId, { upload: 'overdue' });
    case 'recordsFinal':
      return { ...state, recordsFinal: true };
    case 'observationElapsed':
      return { ...state, observation: state.observation && { ...state.observation, elapsed: true } };
    case 'reactionReported':
      return { ...state, reaction: state.reaction === 'severe' ? 'severe' : (event.data.severity ?? state.reaction) };
    case 'leftUnreleased':
      return { ...state, leftUnreleased: true };
    case 'released':
      return { ...state, released: true };
    case 'noticeSettled':
      return { ...state, notice: { contentVersion: event.data.contentVersion, outcome: event.data.outcome }, noticeUnderWay: null };
    case 'noticeHandedOver':
      return { ...state, noticeUnderWay: event.data.contentVersion };
    case 'noticeNotReceived':
      return { ...state, notice: { contentVersion: event.data.contentVersion, outcome: 'failed' } };
    case 'noticeReopened':
      return { ...state, notice: null, noticeUnderWay: null, noticeFrom: event.data.contentVersion };
    case 'stepsRestarted':
      return { ...state, restarts: state.restarts + 1, registryDue: null };
    case 'undoAsked':
      return state;
    case 'archiveDecisionReversed':
      return reversed(state);
    case 'caseResolved':
      return { ...state, cases: state.cases.filter(({ caseId }) => caseId !== event.data.caseId) };
    case 'caseOpened':
      return { ...state, cases: [...state.cases, event.data] };
    case 'closed':
      return { ...state, closed: true };
  }
}

/** As far as the archive was before the decision; where neither side was written, the registry is asked at once. */
function reversed(state: JourneyState): JourneyState {
  const { decided, archive } = state;
  if (!decided) return state;
  const before = decided.archive && { ...decided.archive, contentVersion: archive?.contentVersion ?? decided.archive.contentVersion };
  return { ...state, archive: before, lookUp: decided.fields === null ? ask(state) : state.lookUp };
}

function fieldsSettled(state: JourneyState, apart: boolean): JourneyState {
  return { ...state, fields: state.fields && { ...state.fields, settled: true, apart } };
}

/** A full identification settles a provisional one. One that holds only for a while takes nothing from what is settled and moves no deadline back. */
function identifiedBy(before: Identified | null, { means, provisional }: JourneyEvent<'identified'>['data']): Identified {
  if (provisional === null) return { means, provisional: null };
  if (before && (before.provisional === null || before.provisional.settleBy <= provisional.settleBy)) return before;
  return { means, provisional: { ...provisional, overdue: before?.provisional?.overdue ?? false } };
}

function overdue({ means, provisional }: Identified): Identified {
  return { means, provisional: provisional && { ...provisional, overdue: true } };
}

/** The question's version is that of the event that asks it. */
function ask(state: JourneyState): JourneyState['lookUp'] {
  return { askedVersion: state.version + 1, outcome: null, registryVersion: null, fields: {}, evidenceId: null };
}

/** An archive confirmed while the registry was away takes the registry's answer when it comes; a difference in identity waits for a supervisor. */
function settleProvisional(state: JourneyState, outcome: LookUpOutcome): JourneyState['archive'] {
  if (state.archive?.decision !== 'provisional' || outcome === 'differs') return state.archive;
  const contentVersion = state.archive.contentVersion + 1;
  return outcome !== 'none'
    ? { ...state.archive, decision: 'adopt', contentVersion, settled: true, historyKnown: true }
    : { ...state.archive, decision: 'create', contentVersion, historyKnown: true };
}

function change(state: JourneyState, id: PlannedDoseId, with_: Partial<PlannedDose>): JourneyState {
  return { ...state, doses: state.doses.map((dose) => (dose.plannedDoseId === id ? { ...dose, ...with_ } : dose)) };
}

function changeGiven(state: JourneyState, id: PlannedDoseId, with_: Partial<NonNullable<PlannedDose['given']>>): JourneyState {
  return { ...state, doses: state.doses.map((dose) => (dose.plannedDoseId === id && dose.given ? { ...dose, given: { ...dose.given, ...with_ } } : dose)) };
}

/**
 * What happened is there whatever was decided before: a journey that had ended goes on until the resident has been observed and somebody has
 * said whether it counts.
 */
function withReported(state: JourneyState, { plannedDoseId, plan, noteId: _noteId, observeUntil: _until, ...what }: JourneyEvent<'doseReportedUnverified'>['data']): JourneyState {
  const reported = { ...what, uncounted: false };
  const doses = plan && !findDose(state, plannedDoseId) ? [...state.doses, planned(plan)] : state.doses;
  return { ...change({ ...state, doses }, plannedDoseId, { reported, notGiven: null, partlyIn: false }), end: null, noShowAt: null, arrived: true, closed: false };
}

/** The lot that was reported is the one that went in; where nobody knows it, it was the checklist's. */
function counted(state: JourneyState, { plannedDoseId, ...record }: JourneyEvent<'doseCounted'>['data']): JourneyState {
  const dose = findDose(state, plannedDoseId);
  if (!dose?.reported) return state;
  const { givenAt, bodySite, route, by, lot, expiresOn } = dose.reported;
  const verified = lot !== null && expiresOn !== null ? { lot, expiresOn, bodySite } : dose.verified;
  return change(state, plannedDoseId, { reported: null, verified, given: { ...record, givenAt, bodySite, route, by, upload: 'pending' } });
}

/** Norms 8.1: the half hour counts from the last dose, so a later one moves it and an earlier report does not bring it back. */
function observed(state: JourneyState, until: JourneyEvent<'doseGiven'>['data']['observeUntil']): JourneyState {
  const later = state.observation && state.observation.until > until ? state.observation.until : until;
  return { ...state, observation: { until: later, elapsed: false } };
}
