import type { PlannedDoseId } from '../../domain/ids.js';
import { addDays, addMonths, type LocalDate } from '../../domain/time.js';
import { doseKey } from '../../domain/reports/coverage.js';
import type { Random } from '../../simulators/residents/random.js';
import { rowOf, type Row } from './rows.js';
import type { Visit } from './visits.js';

/** Of whom the range of a report of coverage is. */
const COHORT_YEARS = 6;
/** Assumed. */
const SHARE = { inTime: 0.97, rejected: 0.02, covered: 0.9 };
const REASONS = ['format', 'unknown-lot', 'duplicate', 'archive-missing'] as const;

type Of = { plannedDoseId: PlannedDoseId; today: LocalDate; attendedMs: number; dosed: boolean };

/** What reports count of a visit (db/migrations, `tallies`): those of waiting and of timeliness are as many and as wide as those of uploads, and left out. */
export function* rowsOfTallies(random: Random, { journeyId, place, day, stage }: Visit, { plannedDoseId, today, attendedMs, dosed }: Of): Generator<Row> {
  if (day > today || stage === 'cancelled' || stage === 'booked') return;
  const born = Number(day.slice(0, 4)) - random.int(COHORT_YEARS);
  const common = { journey_id: journeyId, site_id: place.siteId, area_code: place.areaCode, day, born, open_until: null, took_ms: null, reason: null };
  const none = { planned_dose_id: null, series: null, dose_number: null };
  yield rowOf('tallies', { ...common, ...none, report: 'no-show', n: 1, counts: stage === 'no-show' });
  if (!dosed) return;
  const dose = { planned_dose_id: plannedDoseId, series: 'HepB', dose_number: 1 };
  yield rowOf('tallies', { ...common, ...dose, report: 'upload', n: 5, counts: random.chance(SHARE.inTime), open_until: new Date(attendedMs + 86_400_000) });
  if (random.chance(SHARE.rejected)) yield rowOf('tallies', { ...common, ...dose, report: 'rejections', n: 6, counts: true, reason: random.pick(REASONS) });
}

/** A resident as reports of coverage count them, once each, at the first site rather than at the last one. */
export function rowOfMember(random: Random, { journeyId, residentId, place, day }: Visit): Row {
  const bornOn = addDays(addMonths(day, -random.int(12 * COHORT_YEARS)), -random.int(28));
  return rowOf('cohort_members', {
    resident_id: residentId, journey_id: journeyId, site_id: place.siteId, area_code: place.areaCode, born_on: bornOn, valid_doses: random.chance(SHARE.covered) ? `{${doseKey('HepB', 1)}}` : '{}',
  });
}
