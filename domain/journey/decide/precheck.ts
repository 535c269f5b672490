import type { Questionnaire } from '../../policies.js';
import { questionsFor, stopsDose } from '../../precheck/questions.js';
import { refuse, type Refusal } from '../../refusals.js';
import { rowFor, rowsByDay } from '../../schedule/edition.js';
import { localDateOf, type LocalDate } from '../../time.js';
import type { DoseOutcome } from '../commands.js';
import { decided, type Decision } from '../decision.js';
import type { Happened, NotGivenReason, PrecheckDecision } from '../events.js';
import type { JourneyFacts } from '../facts.js';
import { findDose, isDone, type PlannedDose } from '../state.js';
import type { Asked } from './asked.js';

const REASON_OF: Record<Exclude<PrecheckDecision, 'go'>, NotGivenReason> = { defer: 'deferred', refuse: 'contraindicated', refer: 'deferred' };

/**
 * 三查 1 and Norms 6.2: every question answered that the open doses need, general and of their products. An answer that stops a dose forbids
 * `go` for it while the others go on; whatever does not go ends with the advice on record (Law art. 45).
 */
export function recordPrecheck(asked: Asked<'recordPrecheck'>): Decision {
  const { state, data, facts } = asked;
  const general = facts.policies.questionnaires.find(({ id, asksFor }) => id === data.questionnaire && !asksFor);
  if (!general) return refuse({ code: 'questionnaire-unknown', questionnaire: data.questionnaire });
  for (const { plannedDoseId } of data.doses) {
    const dose = findDose(state, plannedDoseId);
    if (!dose) return refuse({ code: 'unknown-planned-dose', plannedDoseId });
    if (isDone(dose)) return refuse({ code: 'dose-already-settled', plannedDoseId, state: 'done' });
  }
  const outcomes: DoseOutcome[] = [];
  for (const dose of state.doses.filter((one) => !isDone(one))) {
    const outcome = data.doses.find(({ plannedDoseId }) => plannedDoseId === dose.plannedDoseId) ?? { ...data, plannedDoseId: dose.plannedDoseId };
    const refusal = doseRefusal(asked, general, dose, outcome);
    if (refusal) return refuse(refusal);
    outcomes.push(outcome);
  }
  const { questionnaire, evidenceId, deferUntil } = data;
  const decision = outcomes.some((outcome) => outcome.decision === 'go') ? 'go' : (outcomes[0]?.decision ?? data.decision);
  const doses = outcomes.map((outcome) => ({ plannedDoseId: outcome.plannedDoseId, decision: outcome.decision, deferUntil: outcome.deferUntil }));
  return decided([{ type: 'precheckRecorded', data: { decision, questionnaire, evidenceId, deferUntil, doses } }, ...outcomes.flatMap(ended)]);
}

function doseRefusal({ data, facts, now }: Asked<'recordPrecheck'>, general: Questionnaire, dose: PlannedDose, { decision, deferUntil, advised }: DoseOutcome): Refusal | null {
  const { plannedDoseId } = dose;
  const questions = questionsFor(facts.policies.questionnaires, general, dose);
  const open = questions.find(({ id }) => data.answers[id] === undefined);
  if (open) return { code: 'question-unanswered', question: open.id };
  const stop = questions.find((question) => stopsDose(question, data.answers[question.id], dose));
  if (stop && decision === 'go' && !isAfterExposure(facts, dose, localDateOf(now))) return { code: 'contraindicated', question: stop.id, plannedDoseId };
  if (decision === 'defer' && deferUntil === null) return { code: 'defer-date-required' };
  return decision === 'go' || advised ? null : { code: 'advice-required', plannedDoseId };
}

/** Of what is given after an exposure (rabies) nothing is a contraindication: the disease kills. */
function isAfterExposure({ policies }: JourneyFacts, { vaccine }: PlannedDose, day: LocalDate): boolean {
  return Boolean(rowFor(rowsByDay(policies.schedule)(day), vaccine)?.afterExposure);
}

function ended({ plannedDoseId, decision }: DoseOutcome): Happened[] {
  return decision === 'go' ? [] : [{ type: 'doseNotGiven', data: { plannedDoseId, reason: REASON_OF[decision], noteId: null, observeUntil: null } }];
}
