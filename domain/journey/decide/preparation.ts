import { refuse } from '../../refusals.js';
import { localDateOf } from '../../time.js';
import type { Claim } from '../claims.js';
import { decided, type Decision } from '../decision.js';
import { findDose, isDone } from '../state.js';
import type { Asked } from './asked.js';
import { judgeDoses } from './judge-dose.js';
import { plansFor } from './booking.js';

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
