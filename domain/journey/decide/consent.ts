import { escortRefusal } from '../../identity/escort.js';
import type { ConsentText } from '../../policies.js';
import { refuse, type Refusal } from '../../refusals.js';
import { ageInYears, localDateOf } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import type { Happened } from '../events.js';
import { findDose, isDone, type PlannedDose } from '../state.js';
import { productOf, type Asked } from './asked.js';

/** Signs by an authorisation of a guardian, where everybody else signs as who they are. */
const ESCORT = 'escort';

/** Norms 6.3.2: of a self-paid vaccine also what it costs, whatever the text says. */
const OF_SELF_PAID = ['price', 'fee'];

/**
 * Norms 6.3.2: face to face, item by item; a minor signs by a guardian, or by an escort whom a guardian has authorised for this resident and
 * product. A free dose is settled by the consent itself (Law art. 49).
 */
export function recordConsent(asked: Asked<'recordConsent'>): Decision {
  const { state, data, facts } = asked;
  const text = facts.policies.consentTexts.find((candidate) => `${candidate.id}@${candidate.version}` === data.consentText);
  if (!text) return refuse({ code: 'consent-text-unknown', consentText: data.consentText });
  const doses: PlannedDose[] = [];
  for (const plannedDoseId of data.plannedDoseIds) {
    const dose = findDose(state, plannedDoseId);
    if (!dose) return refuse({ code: 'unknown-planned-dose', plannedDoseId });
    if (isDone(dose)) return refuse({ code: 'dose-already-settled', plannedDoseId, state: 'done' });
    doses.push(dose);
  }
  const selfPaid = doses.some(({ productId }) => productOf(facts, productId)?.free === false);
  const missing = [...text.items.map(({ id }) => id), ...(selfPaid ? OF_SELF_PAID : [])].find((item) => !data.informed.includes(item));
  if (missing) return refuse({ code: 'informing-not-done', item: missing });
  const refusal = signerRefusal(asked, text, doses);
  if (refusal) return refuse(refusal);
  const { plannedDoseIds, consentText, relation, escortAuthorisationId, evidenceId } = data;
  const signedBy = relation === ESCORT && escortAuthorisationId !== null ? { escortAuthorisationId } : {};
  const free = doses.filter(({ productId }) => productOf(facts, productId)?.free);
  return decided([
    { type: 'consentRecorded', data: { plannedDoseIds, consentText, relation, evidenceId, ...signedBy } },
    ...free.map(({ plannedDoseId }): Happened => ({ type: 'paymentSettled', data: { plannedDoseId, fee: 'free' } })),
  ]);
}

/** Whoever is of age signs for themselves, and nobody else does; a minor without an entitled signer is deferred. */
function signerRefusal({ data, facts, now }: Asked<'recordConsent'>, text: ConsentText, doses: PlannedDose[]): Refusal | null {
  if (!facts.history) return { code: 'not-authorised', needs: 'resident' };
  const today = localDateOf(now);
  const age = ageInYears(facts.history.birthDate, today);
  const isMinor = age < text.adultFromYears;
  if (isMinor && data.relation === ESCORT) {
    for (const { plannedDoseId, productId } of doses) {
      const rule = escortRefusal(facts.escort, productId, today);
      if (rule) return { code: 'escort-not-authorised', rule, plannedDoseId, next: 'notGiven' };
    }
    return null;
  }
  const entitled = isMinor ? text.relationsForMinor.includes(data.relation) : data.relation === 'self';
  return entitled ? null : { code: 'signer-not-entitled', relation: data.relation, ageInYears: age };
}
