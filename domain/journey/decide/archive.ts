import { refuse } from '../../refusals.js';
import { findIneligibility } from '../../schedule/eligibility.js';
import { localDateOf, type LocalDate } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import type { DosePlan, Happened } from '../events.js';
import type { JourneyFacts } from '../facts.js';
import type { JourneyState } from '../state.js';
import { reliesOn, type Asked } from './asked.js';

/**
 * S3 自动建档: never created without a confirmation by staff, never written on scan. With the registry away the history comes from the
 * certificate (Norms 3.2.4) with a reason, and what the registry says later settles it.
 */
export function confirmArchive(asked: Asked<'confirmArchive'>): Decision {
  const { state, data, facts, now } = asked;
  const { archive, history } = facts;
  if (!archive || !history) return refuse({ code: 'not-authorised', needs: 'resident' });
  const theirs = state.lookUp?.registryVersion ?? null;
  if (data.oursVersion !== archive.version || data.theirsVersion !== theirs) {
    return refuse({ code: 'archive-moved', oursVersion: archive.version, theirsVersion: theirs });
  }
  const outcome = state.lookUp?.outcome ?? null;
  if (outcome === 'differs') return refuse({ code: 'needs-supervisor' });
  if (outcome === null && data.historyFrom === 'registry') return refuse({ code: 'archive-not-looked-up' });
  if (data.historyFrom === 'certificate' && data.noteId === null) return refuse({ code: 'history-source-required' });
  const decision = outcome === null ? 'provisional' : outcome === 'none' ? 'create' : 'adopt';
  return decided(
    [
      { type: 'archiveConfirmed', data: { decision, contentVersion: 1, noteId: data.noteId } },
      ...state.doses.filter((dose) => !dose.notGiven).map((dose) => eligibilityOf(state, facts, dose, localDateOf(now), outcome !== null)),
    ],
    { relies: [...reliesOn(state, history), { kind: 'archive', id: state.residentId, version: archive.version }] },
  );
}

/** Whether a planned dose may be given on that day, as an event: the gate `eligible` reads it. */
export function eligibilityOf(state: JourneyState, facts: JourneyFacts, plan: DosePlan, on: LocalDate, historyKnown: boolean): Happened<'eligibilityFound'> {
  const { history, policies } = facts;
  const ownDoseIds = state.doses.map((dose) => dose.plannedDoseId);
  const refusal = history && findIneligibility({ plan, ownDoseIds, history, historyKnown, schedule: policies.schedule, on });
  const earliestOn = refusal && 'earliestOn' in refusal ? refusal.earliestOn : null;
  const rule = refusal ? refusal.code : 'none';
  return { type: 'eligibilityFound', data: { plannedDoseId: plan.plannedDoseId, eligible: !refusal, rule, edition: policies.schedule.edition, earliestOn } };
}
