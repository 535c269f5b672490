import type { PlannedDoseId } from '../ids.js';
import type { DosePlan } from '../journey/events.js';
import type { DoseOnRecord, ResidentHistory } from '../journey/facts.js';
import type { Refusal } from '../refusals.js';
import { addDays, type LocalDate } from '../time.js';
import { rowFor, rowsByDay, type Edition, type RowsInForce } from './edition.js';
import { evaluateDoses, verdictsOn, type RowsOn, type Verdict } from './evaluate.js';
import type { VaccinationHistory } from './history.js';
import { addSpan } from './span.js';

/** `plannedDoseId` null: it is only asked about. */
export type Planned = Pick<DosePlan, 'vaccine' | 'series' | 'doseNumber'> & { plannedDoseId: PlannedDoseId | null };

export type EligibilityFacts = {
  plan: Planned;
  /** Doses of this journey: given together they need no interval (Norms 4.1.3). */
  ownDoseIds: readonly PlannedDoseId[];
  history: ResidentHistory;
  /** False while the registry has not answered: what is missing then proves nothing, so the doses before this one are taken to have been given. */
  historyKnown: boolean;
  schedule: readonly Edition[];
  on: LocalDate;
};

/** `refusal` null: it may be given. `edition`: whose row says so. */
export type Eligibility = { refusal: Refusal | null; edition: string };

/** The first rule that speaks against the dose on that day, or null. Pure; days by Asia/Shanghai date. */
export function findIneligibility(facts: EligibilityFacts): Refusal | null {
  return judgeEligibility(facts).refusal;
}

/** Whether the vaccine may be given on that day as that dose of its series, by the rows in force on it (ADR 0023). */
export function judgeEligibility(facts: EligibilityFacts): Eligibility {
  const { plan, schedule, on } = facts;
  const rows = rowsByDay(schedule);
  const verdict = verdictOn(facts, rows);
  const edition = verdict?.row.edition ?? editionOf(schedule, plan.vaccine, on);
  const isUrgent = verdict !== undefined && verdict.row.afterExposure !== null;
  const said = isUrgent ? intervalAlone(verdict) : verdict;
  return { edition, refusal: numberRefusal(facts, isUrgent) ?? refusalOf(facts, said, edition) ?? otherVisitRefusal(facts, rows(on), edition) };
}

/** The edition of the row for that vaccine on a day, whoever it is for; without one that of the first row. */
export function editionOf(schedule: readonly Edition[], vaccine: string, day: LocalDate): string {
  const inForce = rowsByDay(schedule)(day);
  return (rowFor(inForce, vaccine) ?? inForce.rows[0])?.edition ?? '';
}

/** One that was reported without a checklist blocks its series until somebody has said whether it counts, save after an exposure; one that does not count has no number. */
function numberRefusal({ plan, history, historyKnown }: EligibilityFacts, isUrgent: boolean): Refusal | null {
  const { series, doseNumber } = plan;
  const before = othersOfSeries(plan, history);
  const undecided = isUrgent ? undefined : before.find((dose) => dose.status === 'reported-unverified');
  if (undecided) return { code: 'dose-undecided', series, doseNumber: undecided.doseNumber };
  if (before.some((dose) => dose.status === 'given' && dose.doseNumber === doseNumber)) return { code: 'dose-already-given', series, doseNumber };
  const expected = nextOnRecord(plan, history);
  return historyKnown && doseNumber > expected ? { code: 'dose-out-of-order', series, doseNumber, expected } : null;
}

const others = ({ plannedDoseId }: Pick<Planned, 'plannedDoseId'>, { doses }: ResidentHistory): DoseOnRecord[] => (plannedDoseId === null ? doses : doses.filter((dose) => dose.plannedDoseId !== plannedDoseId));
const othersOfSeries = (plan: Omit<Planned, 'doseNumber'>, history: ResidentHistory): DoseOnRecord[] => others(plan, history).filter(({ series }) => series === plan.series);

/** Numbers are those of the record: a dose that repeats an invalid one has a number of its own. */
export function nextOnRecord(plan: Omit<Planned, 'doseNumber'>, history: ResidentHistory): number {
  return 1 + Math.max(0, ...othersOfSeries(plan, history).filter(({ status }) => status !== 'uncounted').map(({ doseNumber }) => doseNumber));
}

/** Of the rows for that vaccine and person the one that lets it be given, or lets it soonest; undefined: there is none. */
function verdictOn({ plan, history, historyKnown, on }: EligibilityFacts, rows: RowsOn): Verdict | undefined {
  const known = toVaccinations({ ...history, doses: others(plan, history) });
  const judged = evaluateDoses(known, rows); // in the order of their days
  const missing = historyKnown ? 0 : Math.max(0, plan.doseNumber - nextOnRecord(plan, history));
  const verdicts = verdictsOn({ vaccine: plan.vaccine, on }, { judged, history: known, inForce: rows(on), missing });
  const soonest = verdicts.filter(({ earliestOn }) => earliestOn !== null).sort((one, other) => ((one.earliestOn ?? '') < (other.earliestOn ?? '') ? -1 : 1))[0];
  return verdicts.find(({ rule }) => rule === null) ?? soonest ?? verdicts[0];
}

type Person = Pick<ResidentHistory, 'birthDate' | 'sex'> & { doses: readonly Pick<DoseOnRecord, 'vaccine' | 'givenOn' | 'status'>[] };

/** What the engine is told of a resident; of birth weight, immunoglobulin and exposures nothing is on record here. */
export function toVaccinations({ birthDate, sex, doses }: Person): VaccinationHistory {
  const given = doses
    .map(({ vaccine, givenOn, status }) => ({ vaccine, on: givenOn, uncounted: status !== 'given' }))
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  return { birthDate, sex: sex === 'male' || sex === 'female' ? sex : null, birthWeightGrams: null, doses: given, immunoglobulins: [], exposures: [] };
}

/** After an exposure only the interval to the dose before is kept: a late dose continues, and what follows another exposure is the doctor's. */
function intervalAlone(verdict: Verdict): Verdict | null {
  return verdict.rule === 'minimum-interval' ? verdict : null;
}

function refusalOf({ plan, history, on }: EligibilityFacts, verdict: Verdict | undefined | null, edition: string): Refusal | null {
  if (verdict === null || verdict?.rule === null) return null;
  const rule = verdict?.rule ?? 'not-needed';
  const named = { series: plan.series, doseNumber: plan.doseNumber, rule, edition };
  const tooOldOn = verdict?.row.tooOldFrom ? addSpan(history.birthDate, verdict.row.tooOldFrom) : null;
  // A dose that its interval brings past the age at which it ends is too late as well.
  if (tooOldOn && (rule === 'maximum-age' || (rule !== 'not-needed' && verdict?.earliestOn === null))) return { code: 'too-old', ...named, rule: 'maximum-age', latestOn: addDays(tooOldOn, -1) };
  const earliestOn = verdict?.earliestOn ?? on;
  switch (rule) {
    case 'minimum-age': return { code: 'too-young', ...named, earliestOn };
    case 'minimum-interval': return { code: 'too-early', ...named, earliestOn };
    case 'live-interval': return { code: 'live-interval', ...named, earliestOn };
    default: return { code: 'not-needed', ...named };
  }
}

/** Norms 4.1.3: two injected live vaccines not given together stand apart; another visit on the same day is not together, and one that is about to give one neither. */
function otherVisitRefusal({ plan, history, ownDoseIds, on }: EligibilityFacts, { rows, liveInterval }: RowsInForce, edition: string): Refusal | null {
  const isInjectedLive = (vaccine: string) => rows.some(({ injectedLive, vaccines }) => injectedLive && vaccines.includes(vaccine));
  if (!isInjectedLive(plan.vaccine)) return null;
  const isOwn = (id: PlannedDoseId | null) => id !== null && ownDoseIds.includes(id);
  const elsewhere = history.reservations.some(({ live, plannedDoseId }) => live && !isOwn(plannedDoseId)) || history.doses.some(({ vaccine, givenOn, plannedDoseId }) => givenOn === on && !isOwn(plannedDoseId) && isInjectedLive(vaccine));
  return elsewhere ? { code: 'live-interval', series: plan.series, doseNumber: plan.doseNumber, rule: 'live-interval', edition, earliestOn: addSpan(on, liveInterval) } : null;
}
