import { actionsOf, needsReason, type CaseAction } from '../../cases/kinds.js';
import { claimNow } from '../../cases/supervisor-case.js';
import { refuse, type Refusal } from '../../refusals.js';
import type { Instant } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import type { Happened } from '../events.js';
import { noticeVersion } from '../process-view.js';
import { findDose, type JourneyState } from '../state.js';
import type { Asked } from './asked.js';

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
  const refusal = actionRefusal(open, data);
  if (refusal) return refuse(refusal);
  const { caseId, action, noteId } = data;
  return decided([{ type: 'caseResolved', data: { caseId, kind: open.kind, action, noteId } }, ...effectsOf(state, open, action, now)], {
    resolved: [{ caseId, expect: data.caseVersion, action, noteId }],
  });
}

/** What a case was about came right without anybody: whoever had it in hand need not look any more. */
export function settled(state: JourneyState, kind: OpenCase['kind'], plannedDoseId: OpenCase['plannedDoseId']) {
  const cases = state.cases.filter((open) => open.kind === kind && open.plannedDoseId === plannedDoseId);
  return {
    events: cases.map(({ caseId }): Happened => ({ type: 'caseResolved', data: { caseId, kind, action: null, noteId: null } })),
    resolved: cases.map(({ caseId }) => ({ caseId, expect: null, action: null, noteId: null })),
  };
}

function actionRefusal({ kind }: OpenCase, { action, noteId }: Asked<'resolveCase'>['data']): Refusal | null {
  const allowed = actionsOf(kind);
  if (!allowed.includes(action)) return { code: 'case-action-not-allowed', action, allowed: [...allowed] };
  return needsReason(action) && noteId === null ? { code: 'reason-required', action } : null;
}

/** What the decision means for the journey, besides that the case is over. */
function effectsOf(state: JourneyState, { kind, plannedDoseId }: OpenCase, action: CaseAction, now: Instant): Happened[] {
  switch (action) {
    case 'retry':
      return kind === 'registry-rejected' ? reopened(state, plannedDoseId, now) : [{ type: 'stepsRestarted', data: {} }];
    case 'send-again':
      return [{ type: 'noticeReopened', data: { contentVersion: noticeVersion(state) + 1 } }];
    case 'not-same-person':
      return [{ type: 'archiveDismissed', data: {} }];
    case 'leave-unsent':
    case 'acknowledge':
    case 'told-otherwise':
    case 'leave-uncounted':
      return [];
  }
}

/** New content has a new key: the registry answers an old one as it did before. */
function reopened(state: JourneyState, plannedDoseId: OpenCase['plannedDoseId'], now: Instant): Happened[] {
  if (plannedDoseId === null) return state.archive ? [{ type: 'archiveReopened', data: { contentVersion: state.archive.contentVersion + 1 } }] : [];
  const given = findDose(state, plannedDoseId)?.given;
  if (!given) return [];
  const upload = given.uploadDueAt <= now ? 'overdue' : 'pending'; // the 24 hours are not given anew (Norms 9.2.4)
  return [{ type: 'uploadReopened', data: { plannedDoseId, contentVersion: given.contentVersion + 1, upload } }];
}
