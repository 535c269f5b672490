import type { SideTaken } from '../../archive/compare.js';
import { actionsOf, needsReason, type CaseAction } from '../../cases/kinds.js';
import { claimNow } from '../../cases/supervisor-case.js';
import { refuse, type Refusal } from '../../refusals.js';
import type { Instant } from '../../time.js';
import { decided, type Decision, type OpenedCase, type ResolvedCase } from '../decision.js';
import type { Happened, TakenFields } from '../events.js';
import { noticeVersion } from '../process-view.js';
import { findDose, isDone, type JourneyState } from '../state.js';
import type { Asked } from './asked.js';
import { judgeAgain } from './judge-dose.js';

type OpenCase = JourneyState['cases'][number];

/**
 * A supervisor's decision on the case as it was read: it stands in the journey's log and changes what its process is asked to do. Taken in
 * every stage, also after the end, since what a case is about often comes after it.
 */
export function resolveCase({ state, data, facts, now }: Asked<'resolveCase'>): Decision {
  const open = state.cases.find(({ caseId }) => caseId === data.caseId);
  const known = facts.supervisorCase;
  if (!open || known?.caseId !== data.caseId) return refuse({ code: 'case-not-open' });
  if (known.version !== data.caseVersion) return refuse({ code: 'case-moved', version: known.version });
  const held = claimNow(known, now);
  if (held && held.by !== data.by) return refuse({ code: 'case-claimed', until: held.until });
  const refusal = actionRefusal(state, open, data);
  if (refusal) return refuse(refusal);
  const { caseId, action, noteId } = data;
  const { events, cases } = effectsOf({ state, data, facts, now }, open);
  return decided([{ type: 'caseResolved', data: { caseId, kind: open.kind, action, noteId } }, ...events], {
    resolved: [{ caseId, expect: data.caseVersion, action, noteId }],
    cases,
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
  const dose = plannedDoseId === null ? undefined : findDose(state, plannedDoseId);
  if (kind === 'upload-overdue') return dose?.given?.upload === 'confirmed';
  return kind === 'cannot-verify' && (!dose || isDone(dose) || dose.eligible === true || state.end !== null);
}

/** Several candidates have no one side to accept: somebody tells them apart at the registry first. */
function allowedFor({ lookUp }: JourneyState, { kind }: OpenCase): CaseAction[] {
  const severalFound = kind === 'identity-differs' && Object.keys(lookUp?.fields ?? {}).length === 0;
  return actionsOf(kind).filter((action) => !severalFound || (action !== 'accept-ours' && action !== 'accept-registry'));
}

function actionRefusal(state: JourneyState, open: OpenCase, { action, noteId }: Asked<'resolveCase'>['data']): Refusal | null {
  const allowed = allowedFor(state, open);
  if (!allowed.includes(action)) return { code: 'case-action-not-allowed', action, allowed };
  return needsReason(action) && noteId === null ? { code: 'reason-required', action } : null;
}

type Effects = { events: Happened[]; cases: OpenedCase[] };
const only = (...events: Happened[]): Effects => ({ events, cases: [] });

/** What the decision means for the journey, besides that the case is over. */
function effectsOf(asked: Asked<'resolveCase'>, { kind, plannedDoseId }: OpenCase): Effects {
  const { state, data, facts, now } = asked;
  switch (data.action) {
    case 'accept-ours':
      return only(taking(state, 'ours'));
    case 'accept-registry': {
      const judged = judgeAgain(asked, facts.theirs ?? {});
      return { ...judged, events: [taking(state, 'theirs'), ...judged.events] };
    }
    case 'not-same-person':
      return only({ type: 'archiveDismissed', data: {} });
    case 'look-again':
      return only({ type: 'lookUpAsked', data: {} });
    case 'go-on':
      return only(...judgedByDoctor(asked, plannedDoseId));
    case 'defer':
      return only(...deferred(asked, plannedDoseId));
    case 'retry':
      return kind === 'registry-rejected' ? only(...reopened(state, plannedDoseId, now)) : only({ type: 'stepsRestarted', data: {} });
    case 'send-again':
      return only({ type: 'noticeReopened', data: { contentVersion: noticeVersion(state) + 1 } });
    case 'let-stand':
    case 'repeat-later':
    case 'leave-unsent':
    case 'acknowledge':
    case 'told-otherwise':
    case 'leave-uncounted':
      return only();
  }
}

/** One side as a whole: a field that it does not have keeps the other's value. */
function taking(state: JourneyState, side: SideTaken): Happened {
  const other = side === 'ours' ? 'theirs' : 'ours';
  const take = Object.fromEntries(Object.entries(state.lookUp?.fields ?? {}).map(([field, how]) => [field, how === `${side}-missing` ? other : side])) as TakenFields;
  return { type: 'fieldsTaken', data: { contentVersion: (state.fields?.contentVersion ?? 0) + 1, take } };
}

/** With the guardian informed, which the reason says. */
function judgedByDoctor({ facts }: Asked<'resolveCase'>, plannedDoseId: OpenCase['plannedDoseId']): Happened[] {
  if (plannedDoseId === null) return [];
  return [{ type: 'eligibilityFound', data: { plannedDoseId, eligible: true, rule: 'doctor', edition: facts.policies.schedule.edition, earliestOn: null } }];
}

function deferred({ data }: Asked<'resolveCase'>, plannedDoseId: OpenCase['plannedDoseId']): Happened[] {
  return plannedDoseId === null ? [] : [{ type: 'doseNotGiven', data: { plannedDoseId, reason: 'deferred', noteId: data.noteId, observeUntil: null } }];
}

/** New content has a new key: the registry answers an old one as it did before. */
function reopened(state: JourneyState, plannedDoseId: OpenCase['plannedDoseId'], now: Instant): Happened[] {
  if (plannedDoseId === null) return state.archive ? [{ type: 'archiveReopened', data: { contentVersion: state.archive.contentVersion + 1 } }] : [];
  const given = findDose(state, plannedDoseId)?.given;
  if (!given) return [];
  const upload = given.uploadDueAt <= now ? 'overdue' : 'pending'; // the 24 hours are not given anew (Norms 9.2.4)
  return [{ type: 'uploadReopened', data: { plannedDoseId, contentVersion: given.contentVersion + 1, upload } }];
}
