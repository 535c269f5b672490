import { workRefusal } from '../../cases/decide-case.js';
import { refuse, type Refusal } from '../../refusals.js';
import { decided, type Decision } from '../decision.js';
import { noticeVersion, processView } from '../process-view.js';
import type { JourneyState } from '../state.js';
import type { Asked } from './asked.js';

/**
 * Another message in the place of the last one, in every stage: a new content version, which the process sends as it sends any. Refused while one may
 * still arrive by itself, so that asking twice makes no second message. An open case about the last one is decided with it, unless somebody else has
 * it in hand.
 */
export function resendNotice({ state, data, facts: { supervisorCase: known }, now }: Asked<'resendNotice'>): Decision {
  const { contentVersion, hasPhone, by, noteId } = data;
  const refusal = refusalOf(state, contentVersion, hasPhone) ?? (known && workRefusal(known, { by, caseVersion: known.version }, now));
  if (refusal) return refuse(refusal);
  const open = state.cases.filter(({ kind }) => kind === 'notice-undeliverable');
  return decided(
    [
      ...open.map(({ caseId, kind }) => ({ type: 'caseResolved' as const, data: { caseId, kind, action: 'send-again' as const, noteId } })),
      { type: 'noticeReopened', data: { contentVersion: noticeVersion(state) + 1, noteId } },
    ],
    // A case that opened since the caller looked is nobody's yet.
    { resolved: open.map(({ caseId }) => ({ caseId, expect: known?.caseId === caseId ? known.version : null, action: 'send-again', noteId })) },
  );
}

function refusalOf(state: JourneyState, contentVersion: number, hasPhone: boolean): Refusal | null {
  const { notice, noticeUnderWay } = state;
  if (noticeUnderWay !== null || processView(state).notice !== null) return { code: 'notice-under-way' };
  if (!notice) return { code: 'notice-not-due' };
  if (notice.contentVersion !== contentVersion) return { code: 'notice-superseded' };
  return hasPhone ? null : { code: 'notice-no-phone' };
}
