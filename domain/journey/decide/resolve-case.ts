import type { SideTaken } from '../../archive/compare.js';
import { takeRefusal } from '../../archive/take-refusal.js';
import { workRefusal } from '../../cases/decide-case.js';
import { actionsOf, needsReason, needsSecondPerson } from '../../cases/kinds.js';
import type { CaseProposal } from '../../cases/supervisor-case.js';
import type { EvidenceId } from '../../ids.js';
import { refuse, type Refusal } from '../../refusals.js';
import { editionOf } from '../../schedule/eligibility.js';
import { localDateOf, type Instant } from '../../time.js';
import type { Claim } from '../claims.js';
import { decided, type Decision, type OpenedCase, type ResolvedCase } from '../decision.js';
import type { Happened, TakenFields } from '../events.js';
import type { JourneyFacts } from '../facts.js';
import { noticeVersion, processView } from '../process-view.js';
import { anyInjected, stageOf } from '../stage-of.js';
import { isOpen } from '../stages.js';
import { findDose, isDone, type JourneyState, type PlannedDose } from '../state.js';
import { fieldsTaken, type Asked } from './asked.js';
import { judgeAgain } from './judge-dose.js';
import { undoing, undoRefusal } from './undo.js';
import { counting, countRefusal } from './unverified-dose.js';

type OpenCase = JourneyState['cases'][number];

/**
 * A supervisor's decision on the case as it was read: it stands in the journey's log and changes what its process is asked to do. Taken in
 * every stage, also after the end, since what a case is about often comes after it.
 */
export function resolveCase({ state, data, facts, now }: Asked<'resolveCase'>): Decision {
  const open = state.cases.find(({ caseId }) => caseId === data.caseId);
  const known = facts.supervisorCase;
  if (!open || known?.caseId !== data.caseId) return refuse({ code: 'case-not-open' });
  const refusal = workRefusal(known, data, now) ?? actionRefusal(open, data) ?? secondPersonRefusal(state, open, data, known.proposal) ?? groundRefusal({ state, data, facts, now }, open);
  if (refusal) return refuse(refusal);
  const { caseId, action, noteId } = data;
  const { events, cases = [], claims = [] } = effectsOf({ state, data, facts, now }, open);
  return decided([{ type: 'caseResolved', data: { caseId, kind: open.kind, action, noteId } }, ...events], {
    resolved: [{ caseId, expect: known.version, action, noteId }],
    cases,
    claims,
  });
}

/** What a case was about came right, or is no longer asked, without anybody: whoever had it in hand need not look any more. */
export function settledCases(after: JourneyState): { events: Happened[]; resolved: ResolvedCase[] } {
  return settle(after.cases.filter((open) => isSettled(after, open)));
}

export function settle(cases: OpenCase[]): { events: Happened[]; resolved: ResolvedCase[] } {
  return {
    events: cases.map(({ caseId, kind }) => ({ type: 'caseResolved', data: { caseId, kind, action: null, noteId: null } })),
    resolved: cases.map(({ caseId }) => ({ caseId, expect: null, action: null, noteId: null })),
  };
}

function isSettled(state: JourneyState, { kind, plannedDoseId }: OpenCase): boolean {
  const dose = doseOf(state, { plannedDoseId });
  switch (kind) {
    case 'upload-overdue': return dose?.given?.upload === 'confirmed';
    case 'registry-unreachable': return state.registryDue === null;
    case 'cannot-verify': return !dose || isDone(dose) || dose.eligible === true || state.end !== null;
    default: return false;
  }
}

function doseOf(state: JourneyState, { plannedDoseId }: Pick<OpenCase, 'plannedDoseId'>): PlannedDose | undefined {
  return plannedDoseId === null ? undefined : findDose(state, plannedDoseId);
}

function actionRefusal({ kind }: OpenCase, { action, noteId }: Asked<'resolveCase'>['data']): Refusal | null {
  const allowed = actionsOf(kind);
  if (!allowed.includes(action)) return { code: 'case-action-not-allowed', action, allowed: [...allowed] };
  return needsReason(action) && noteId === null ? { code: 'reason-required', action } : null;
}

/** What another person has proposed is approved by whoever neither proposed nor gave the dose in question. */
function secondPersonRefusal(state: JourneyState, open: OpenCase, { action, by }: Asked<'resolveCase'>['data'], proposal: CaseProposal | null): Refusal | null {
  if (!needsSecondPerson(action)) return null;
  if (proposal?.action !== action) return { code: 'second-person-required', action };
  const dose = doseOf(state, open);
  const concerned = [proposal.by, dose?.given?.by, dose?.reported?.by];
  return concerned.includes(by) ? { code: 'another-person-required', action } : null;
}

/** What an action needs besides: a journey that can still be cancelled as at the desk, a dose that can count, sides that differ as they were chosen from. */
function groundRefusal({ state, data, facts }: Asked<'resolveCase'>, open: OpenCase): Refusal | null {
  if (data.action === 'cancel-journey') return isOpen(stageOf(state), 'cancel') && !anyInjected(state) ? null : { code: 'not-in-this-stage', stage: stageOf(state), command: 'cancel' };
  if (data.action === 'count-dose') return countRefusal(state, doseOf(state, open), facts);
  if (data.action === 'undo-decision') return open.caseId === state.decided?.undoCase ? undoRefusal(state, facts, data.oursMoved ?? false) : { code: 'undo-not-offered' };
  return data.action === 'choose-fields' ? takeRefusal(state.lookUp?.fields ?? {}, chosen(facts)) : null;
}

/** Field by field, as it was proposed. */
function chosen({ supervisorCase }: JourneyFacts): TakenFields {
  return supervisorCase?.proposal?.take ?? {};
}

type Effects = { events: Happened[]; cases?: OpenedCase[]; claims?: Claim[] };
const only = (...events: Happened[]): Effects => ({ events });

/** What the decision means for the journey, besides that the case is over. */
function effectsOf(asked: Asked<'resolveCase'>, open: OpenCase): Effects {
  const { state, data, facts, now } = asked;
  const { kind, plannedDoseId } = open;
  const dose = doseOf(state, open);
  switch (data.action) {
    case 'accept-ours':
      return only(taking(state, 'ours'));
    case 'accept-registry': {
      const judged = judgeAgain(asked, facts.theirs ?? {});
      return { ...judged, events: [taking(state, 'theirs'), ...judged.events] };
    }
    case 'choose-fields': {
      const take = chosen(facts);
      const judged = take.birthDate === 'theirs' ? judgeAgain(asked, facts.theirs ?? {}) : { events: [], cases: [] };
      return { ...judged, events: [fieldsTaken(state, take), ...judged.events] };
    }
    case 'not-same-person':
      return only({ type: 'archiveDismissed', data: {} });
    case 'undo-decision':
      return undoing(asked);
    case 'look-again':
      return only({ type: 'lookUpAsked', data: {} });
    case 'cancel-journey':
      return only({ type: 'cancelled', data: { noteId: data.noteId } });
    case 'confirm-identity':
      return only({ type: 'identitySettled', data: {} });
    case 'go-on':
      return only(...judgedByDoctor(asked, plannedDoseId));
    case 'defer':
      return only(...deferred(asked, plannedDoseId));
    case 'count-dose': {
      const counted = dose ? counting(state, dose, facts, now) : { events: [] };
      return { ...counted, events: [...counted.events, ...(state.notice || state.noticeUnderWay !== null ? [anotherNotice(state)] : [])] };
    }
    case 'leave-uncounted':
      return plannedDoseId === null ? only() : only({ type: 'doseLeftUncounted', data: { plannedDoseId } });
    case 'retry':
      return kind === 'registry-rejected' ? only(...reopened(state, dose, now)) : only({ type: 'stepsRestarted', data: { noteId: null } });
    case 'send-again':
      return only(anotherNotice(state));
    case 'leave-unsent':
      return only(...(dose ? [] : leftUnsent(state)));
    case 'reaction-noted':
      return only({ type: 'reactionReported', data: { plannedDoseId, severity: null, evidenceId: null, noteId: data.noteId } });
    case 'found-well':
    case 'not-reached':
    case 'let-stand':
    case 'repeat-later':
    case 'acknowledge':
    case 'told-otherwise':
      return only();
  }
}

/** Without an archive no dose of this visit can follow it: whoever enters the one by hand enters the others too. */
function leftUnsent(state: JourneyState): Happened[] {
  if (!state.archive || state.archive.settled) return [];
  return processView(state).uploads.map(({ plannedDoseId, contentVersion }) => ({ type: 'uploadRejected', data: { plannedDoseId, contentVersion, reason: 'left-unsent', evidenceId: null } }));
}

function anotherNotice(state: JourneyState): Happened {
  return { type: 'noticeReopened', data: { contentVersion: noticeVersion(state) + 1, noteId: null } };
}

/** One side as a whole: a field that it does not have keeps the other's value. */
function taking(state: JourneyState, side: SideTaken): Happened {
  const other = side === 'ours' ? 'theirs' : 'ours';
  const take = Object.fromEntries(Object.entries(state.lookUp?.fields ?? {}).map(([field, how]) => [field, how === `${side}-missing` ? other : side])) as TakenFields;
  return fieldsTaken(state, take);
}

/** With the guardian informed, which the reason says. */
function judgedByDoctor({ state, facts, now }: Asked<'resolveCase'>, plannedDoseId: OpenCase['plannedDoseId']): Happened[] {
  const dose = plannedDoseId && findDose(state, plannedDoseId);
  if (!dose) return [];
  const edition = editionOf(facts.policies.schedule, dose.vaccine, localDateOf(now));
  return [{ type: 'eligibilityFound', data: { plannedDoseId: dose.plannedDoseId, eligible: true, rule: 'doctor', edition, earliestOn: null } }];
}

function deferred({ data }: Asked<'resolveCase'>, plannedDoseId: OpenCase['plannedDoseId']): Happened[] {
  return plannedDoseId === null ? [] : [{ type: 'doseNotGiven', data: { plannedDoseId, reason: 'deferred', noteId: data.noteId, observeUntil: null } }];
}

/** New content has a new key: the registry answers an old one as it did before. */
function reopened(state: JourneyState, dose: PlannedDose | undefined, now: Instant): Happened[] {
  const { archive, fields } = state;
  if (dose?.given) {
    const { plannedDoseId, given } = dose;
    const upload = given.uploadDueAt <= now ? 'overdue' : 'pending'; // the 24 hours are not given anew (Norms 9.2.4)
    return [{ type: 'uploadReopened', data: { plannedDoseId, contentVersion: given.contentVersion + 1, upload } }];
  }
  if (archive?.rejected) return [{ type: 'archiveReopened', data: { contentVersion: archive.contentVersion + 1 } }];
  if (fields?.back) return [givenBackAgain(fields, fields.back)];
  return fields ? [fieldsTaken(state, fields.take)] : [];
}

function givenBackAgain({ contentVersion, take }: NonNullable<JourneyState['fields']>, evidenceId: EvidenceId): Happened {
  return { type: 'fieldsGivenBack', data: { contentVersion: contentVersion + 1, take, evidenceId, reversed: contentVersion } };
}
