import { isReversible } from '../../cases/kinds.js';
import { refuse, type Refusal } from '../../refusals.js';
import { decided, type Decision, type OpenedCase } from '../decision.js';
import type { Happened } from '../events.js';
import type { JourneyFacts } from '../facts.js';
import { processView } from '../process-view.js';
import { isDone, type DecidedArchive, type JourneyState } from '../state.js';
import { openCase, type Asked } from './asked.js';
import { judgeDoses } from './judge-dose.js';

/**
 * One person asks, with a reason, to have the decision of a resolved case reversed. That is a proposal in a case of its own, which another person
 * approves or lets be: the decision stands until then.
 */
export function askUndo(asked: Asked<'askUndo'>): Decision {
  const { state, data, facts } = asked;
  const { caseId: decisionOf, by, noteId } = data;
  const known = facts.supervisorCase;
  if (known?.caseId !== decisionOf || !isReversible(data.action)) return refuse({ code: 'undo-not-offered' });
  if (known.version !== data.caseVersion) return refuse({ code: 'case-moved', version: known.version });
  if (state.decided?.caseId !== decisionOf) return refuse(state.decided ? { code: 'undo-depended-on', kind: 'case', id: state.decided.caseId } : { code: 'undo-not-offered' });
  if (state.decided.undoCase) return refuse({ code: 'case-awaits-approval', action: 'undo-decision' });
  const refusal = undoRefusal(state, facts, data.oursMoved);
  if (refusal) return refuse(refusal);
  const { event, opened } = openCase(asked as Asked<never>, 'decision-questioned', null);
  return decided([event, { type: 'undoAsked', data: { caseId: opened.caseId, decisionOf, noteId } }], { cases: [{ ...opened, proposal: { action: 'undo-decision', by, noteId } }] });
}

/** Asked again when it is approved: meanwhile the visit went on. */
export function undoRefusal(state: JourneyState, { undo }: Pick<JourneyFacts, 'undo'>, oursMoved: boolean): Refusal | null {
  const { decided: decision, residentId } = state;
  // Without both sides as they were, nobody can bring them back to that.
  if (!decision || decision.reversed || (decision.fields !== null && !undo?.ourBirthDate)) return { code: 'undo-not-offered' };
  const dependent = decision.dependent ?? undo?.later ?? (oursMoved ? { kind: 'resident' as const, id: residentId } : null);
  if (dependent) return { code: 'undo-depended-on', ...dependent };
  const { lookUp, createArchive, bringTogether } = processView(state);
  return lookUp === null && createArchive === null && bringTogether === null ? null : { code: 'decision-under-way' };
}

/** Both sides get back what they had, the archive is as far as it was, and what is still to be given is judged as it was then. */
export function undoing(asked: Asked<'resolveCase'>): { events: Happened[]; cases: OpenedCase[] } {
  const { decided: decision } = asked.state;
  if (!decision) return { events: [], cases: [] };
  const { caseId, action } = decision;
  const judged = judgedAsBefore(asked, decision);
  return { events: [{ type: 'archiveDecisionReversed', data: { caseId, action } }, ...givenBack(asked.state, decision), ...judged.events], cases: judged.cases };
}

function givenBack({ fields }: JourneyState, { fields: reversed, evidenceId }: DecidedArchive): Happened[] {
  if (reversed === null || !fields || evidenceId === null) return [];
  return [{ type: 'fieldsGivenBack', data: { contentVersion: fields.contentVersion + 1, take: fields.take, evidenceId, reversed } }];
}

/** As the desk had it judged, by both sides of an identity that differs (architecture, section 3). */
function judgedAsBefore({ state, facts, now }: Asked<'resolveCase'>, { archive }: DecidedArchive) {
  const doses = state.doses.filter((dose) => !isDone(dose) && dose.eligible !== null);
  const differing = { ...state, lookUp: state.lookUp && { ...state.lookUp, outcome: 'differs' as const } };
  const birthDate = facts.undo?.ourBirthDate ?? facts.history?.birthDate;
  const history = facts.history && birthDate ? { ...facts.history, birthDate } : null;
  return judgeDoses({ state: differing, facts: { ...facts, history }, now }, doses, archive?.historyKnown ?? false);
}
