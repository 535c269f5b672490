import { refuse } from '../../refusals.js';
import { localDateOf } from '../../time.js';
import type { Claim } from '../claims.js';
import { decided, type Decision } from '../decision.js';
import type { Happened, NotGivenReason, PrecheckDecision } from '../events.js';
import { findDose, isDone } from '../state.js';
import type { Asked } from './asked.js';
import { judgeDoses } from './judge-dose.js';
import { plansFor } from './booking.js';

const REASON_OF: Record<Exclude<PrecheckDecision, 'go'>, NotGivenReason> = { defer: 'deferred', refuse: 'contraindicated', refer: 'deferred' };

/** 三查 1 and Norms 6.2: every question answered; a stop forbids `go`; anything but `go` ends the open doses with the advice on record. */
export function recordPrecheck({ state, data, facts }: Asked<'recordPrecheck'>): Decision {
  const questionnaire = facts.policies.questionnaires.find((candidate) => candidate.id === data.questionnaire);
  if (!questionnaire) return refuse({ code: 'questionnaire-unknown', questionnaire: data.questionnaire });
  const open = questionnaire.questions.find((question) => data.answers[question.id] === undefined);
  if (open) return refuse({ code: 'question-unanswered', question: open.id });
  const stop = questionnaire.questions.find((question) => data.answers[question.id] === question.stopsWhen);
  if (stop && data.decision === 'go') return refuse({ code: 'contraindicated', question: stop.id });
  if (data.decision === 'defer' && data.deferUntil === null) return refuse({ code: 'defer-date-required' });
  const { decision, evidenceId, deferUntil } = data;
  const recorded: Happened = { type: 'precheckRecorded', data: { decision, questionnaire: questionnaire.id, evidenceId, deferUntil } };
  if (decision === 'go') return decided([recorded]);
  const openDoses = state.doses.filter((dose) => !isDone(dose));
  const notGiven = openDoses.map((dose): Happened => ({
    type: 'doseNotGiven',
    data: { plannedDoseId: dose.plannedDoseId, reason: REASON_OF[decision], noteId: null, observeUntil: null },
  }));
  return decided([recorded, ...notGiven]);
}

export function planDose({ state, data, facts, now }: Asked<'planDose'>): Decision {
  const { plannedDoseId } = data.dose;
  if (findDose(state, plannedDoseId)) return refuse({ code: 'planned-dose-exists', plannedDoseId });
  const plans = plansFor(facts, [data.dose], state.arrived ? localDateOf(now) : state.day, null);
  if ('code' in plans) return refuse(plans);
  const [plan] = plans;
  if (!plan) return refuse({ code: 'no-dose-planned' });
  if (state.doses.some((dose) => dose.series === plan.series && !dose.notGiven)) return refuse({ code: 'series-planned-twice', series: plan.series });
  const { events, cases } = state.archive ? judgeDoses({ state, facts, now }, [plan], state.archive.historyKnown) : { events: [], cases: [] };
  const claims: Claim[] = state.slotId ? [{ kind: 'book-series', residentId: state.residentId, series: plan.series }] : [];
  return decided([{ type: 'dosePlanned', data: { dose: plan } }, ...events], { claims, cases });
}

export function dropDose({ state, data }: Asked<'dropDose'>): Decision {
  const dose = findDose(state, data.plannedDoseId);
  if (!dose) return refuse({ code: 'unknown-planned-dose', plannedDoseId: data.plannedDoseId });
  if (isDone(dose) || dose.verified) return refuse({ code: 'dose-already-settled', plannedDoseId: data.plannedDoseId, state: dose.verified ? 'verified' : 'done' });
  if (state.doses.length === 1) return refuse({ code: 'last-dose-of-journey' });
  return decided([{ type: 'doseDropped', data: { plannedDoseId: data.plannedDoseId } }]);
}
