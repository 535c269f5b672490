import type { LocalDate } from '../time.js';
import type { EvaluatedDose } from './evaluate.js';
import type { Interval, Row, RowsInForce, Step } from './edition.js';
import type { VaccinationHistory } from './history.js';
import { countsTowards, exposureOn, seasonStart, type Judged } from './progress.js';
import { addSpan, type Span } from './span.js';

/** A dose before `from` breaks `rule`. */
export type Limit = { rule: 'minimum-age' | 'minimum-interval' | 'live-interval'; from: LocalDate };

export type LimitFacts = { row: Row; counted: readonly EvaluatedDose[]; vaccine: string; judged: Judged; history: VaccinationHistory; inForce: RowsInForce; day: LocalDate };

/** All that the next dose of a row must not be given before, in the order in which they are named. */
export function limitsOf(facts: LimitFacts, step: Step): Limit[] {
  const { row, judged, history, day } = facts;
  const { birthDate } = history;
  const limits: Limit[] = minAges(facts, step).map((age) => ({ rule: 'minimum-age', from: addSpan(birthDate, age) }));
  for (const interval of step.intervals) {
    const on = anchorOf(interval, facts);
    if (on) limits.push({ rule: 'minimum-interval', from: addSpan(on, interval.span) });
  }
  if (row.season) limits.push({ rule: 'minimum-interval', from: seasonStart(row.season.from, day) });
  const exposedOn = row.afterExposure && exposureOn(history, day);
  if (exposedOn) limits.push({ rule: 'minimum-interval', from: exposedOn });
  const { immunoglobulin } = row;
  if (immunoglobulin) limits.push(...history.immunoglobulins.map((on): Limit => ({ rule: 'minimum-interval', from: addSpan(on, immunoglobulin.before) })));
  if (row.injectedLive) limits.push(...liveDoses(facts, judged).map((on): Limit => ({ rule: 'live-interval', from: addSpan(on, facts.inForce.liveInterval) })));
  return limits;
}

function minAges({ row, counted, vaccine }: LimitFacts, { minAge, minAgeUnlessAllOf: only }: Step): Span[] {
  const waived = only !== null && vaccine === only && counted.every((dose) => dose.vaccine === only);
  const own = row.vaccineMinAge[vaccine];
  return [...(waived || !minAge ? [] : [minAge]), ...(own ? [own] : [])];
}

/** An invalid dose was given all the same: the one that repeats it keeps its interval to it. */
function anchorOf({ after, ofDoses }: Interval, { row, counted, judged }: LimitFacts): LocalDate | undefined {
  if (after === 'first') return counted[0]?.on;
  if (after === 'previous') return judged.filter((dose) => countsTowards(row, dose.vaccine)).at(-1)?.on;
  const others = judged.filter((dose) => dose.vaccine === after.vaccine);
  return ofDoses === null || others.filter(({ valid }) => valid).length === ofDoses ? others.at(-1)?.on : undefined;
}

/** Of every row, valid or not; another vaccine of the same day is given together with it. */
function liveDoses({ row, day, inForce }: LimitFacts, judged: Judged): LocalDate[] {
  const live = new Set(inForce.rows.filter(({ injectedLive }) => injectedLive).flatMap(({ vaccines }) => vaccines));
  return judged.filter(({ vaccine, on }) => live.has(vaccine) && (on !== day || row.vaccines.includes(vaccine))).map(({ on }) => on);
}
