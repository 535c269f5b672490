import type { PlannedDoseId } from '../ids.js';
import type { DosePlan } from '../journey/events.js';
import type { ResidentHistory } from '../journey/facts.js';
import type { Schedule } from '../policies.js';
import type { Refusal } from '../refusals.js';
import { addDays, addMonths, type LocalDate } from '../time.js';

export type EligibilityFacts = {
  plan: DosePlan;
  /** Doses of this journey: given together they need no interval (Norms 4.1.3), so they are left out of the live rule. */
  ownDoseIds: readonly PlannedDoseId[];
  history: ResidentHistory;
  /** False while the registry has not answered: what is missing then proves nothing, so the order of doses is not judged. */
  historyKnown: boolean;
  schedule: Schedule;
  on: LocalDate;
};

/** The first rule that speaks against the dose on that day, or null. Pure; days by Asia/Shanghai date. */
export function findIneligibility(facts: EligibilityFacts): Refusal | null {
  return numberRefusal(facts) ?? ageRefusal(facts) ?? intervalRefusal(facts) ?? liveRefusal(facts);
}

/** One that was reported without a checklist blocks its series until somebody has said whether it counts; one that does not count has no number. */
function numberRefusal({ plan, history, historyKnown }: EligibilityFacts): Refusal | null {
  const { series, doseNumber } = plan;
  const others = history.doses.filter((dose) => dose.series === series && dose.plannedDoseId !== plan.plannedDoseId);
  const undecided = others.find((dose) => dose.status === 'reported-unverified');
  if (undecided) return { code: 'dose-undecided', series, doseNumber: undecided.doseNumber };
  const counted = others.filter((dose) => dose.status === 'given');
  if (counted.some((dose) => dose.doseNumber === doseNumber)) return { code: 'dose-already-given', series, doseNumber };
  const expected = 1 + Math.max(0, ...counted.map((dose) => dose.doseNumber));
  if (historyKnown && doseNumber > expected) return { code: 'dose-out-of-order', series, doseNumber, expected };
  return null;
}

function ageRefusal({ plan, history, schedule, on }: EligibilityFacts): Refusal | null {
  const months = ruleOf(schedule, plan.series)?.minAgeMonths[plan.doseNumber - 1];
  if (months === undefined) return null;
  const earliestOn = addMonths(history.birthDate, months);
  return on < earliestOn ? { code: 'too-young', ...named(plan, schedule, 'minimum-age'), earliestOn } : null;
}

function intervalRefusal({ plan, history, schedule, on }: EligibilityFacts): Refusal | null {
  const days = ruleOf(schedule, plan.series)?.minIntervalDays[plan.doseNumber - 2];
  const previous = latest(history.doses.filter((dose) => dose.series === plan.series).map((dose) => dose.givenOn));
  if (days === undefined || !previous) return null;
  const earliestOn = addDays(previous, days);
  return on < earliestOn ? { code: 'too-early', ...named(plan, schedule, 'minimum-interval'), earliestOn } : null;
}

/** Norms 4.1.3: two injected live vaccines not given together stand at least 28 days apart; another visit on the same day is not together. */
function liveRefusal({ plan, history, schedule, ownDoseIds, on }: EligibilityFacts): Refusal | null {
  if (!plan.live) return null;
  const reserved = history.reservations.some((other) => other.live && !isOwn(other.plannedDoseId, ownDoseIds));
  const previous = reserved ? on : latest(history.doses.filter((dose) => dose.live && !isOwn(dose.plannedDoseId, ownDoseIds)).map((dose) => dose.givenOn));
  if (!previous) return null;
  const earliestOn = addDays(previous, schedule.liveIntervalDays);
  return on < earliestOn ? { code: 'live-interval', ...named(plan, schedule, 'live-interval'), earliestOn } : null;
}

function ruleOf(schedule: Schedule, series: string) {
  return schedule.series.find((rule) => rule.series === series);
}

function named(plan: DosePlan, schedule: Schedule, rule: string) {
  return { series: plan.series, doseNumber: plan.doseNumber, rule, edition: schedule.edition };
}

function isOwn(id: PlannedDoseId | null, own: readonly PlannedDoseId[]): boolean {
  return id !== null && own.includes(id);
}

function latest(days: LocalDate[]): LocalDate | null {
  return days.reduce<LocalDate | null>((last, day) => (last && last > day ? last : day), null);
}
