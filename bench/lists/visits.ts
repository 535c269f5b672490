import type { JourneyId, ResidentId } from '../../domain/ids.js';
import type { Stage } from '../../domain/journey/stages.js';
import { eventVersion } from '../../domain/journey/upcast.js';
import type { JourneyEventType } from '../../domain/journey/events.js';
import { instantAt, type LocalDate } from '../../domain/time.js';
import type { NoticeState } from '../../domain/notices/delivery.js';
import type { Random } from '../../simulators/residents/random.js';
import type { Calendar } from './calendar.js';
import { DAYS_AHEAD } from './calendar.js';
import { idAt } from './ids.js';
import type { Place } from './places.js';
import { LOTS_IN_USE, lotOf } from './lots.js';
import { rowsOfLook } from './looks.js';
import { rowOf, type Row } from './rows.js';
import { rowsOfTallies } from './tallies.js';

/** A visit as its rows need it. */
export type Visit = { journeyId: JourneyId; residentId: ResidentId; place: Place; startedAtMs: number; day: LocalDate; stage: Stage; openCases: number };

/** Where visits of past days ended, of today's stand, and what is to come: assumed, nobody has counted. */
const PAST: readonly (readonly [Stage, number])[] = [['closed', 86], ['cancelled', 5], ['no-show', 4], ['deferred', 2], ['refused', 1], ['left', 1], ['released', 1]];
const TODAY: readonly (readonly [Stage, number])[] = [
  ['booked', 40], ['arrived', 6], ['identified', 4], ['archive-confirmed', 3], ['cleared', 3], ['dosing', 3], ['observing', 8], ['released', 3], ['closed', 30],
];
const TO_COME: readonly (readonly [Stage, number])[] = [['booked', 95], ['cancelled', 5]];

const UNFINISHED: readonly Stage[] = ['booked', 'arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing', 'observing'];
const LINE: readonly JourneyEventType[] = ['booked', 'checkedIn', 'identified', 'archiveConfirmed', 'doseGiven', 'released'];
/** Events of a visit that stands there; with the sixth of most closed ones it comes to five a visit. */
const LENGTHS: Partial<Record<Stage, number>> = { arrived: 2, identified: 3, 'archive-confirmed': 4, cleared: 4, dosing: 4, observing: 5, released: 6, closed: 5 };
const SIXTH_OF_CLOSED = 0.6;

/** What became of the notices of past days; one of the last days may be on its way still. */
const NOTICES: readonly (readonly [NoticeState, number])[] = [['delivered', 940], ['sent', 30], ['failed', 15], ['no-phone', 10], ['uncertain', 5]];
const RECENT_NOTICES: readonly (readonly [NoticeState, number])[] = [...NOTICES, ['waiting', 20], ['pending', 5]];

/** Assumed of the visits of a month: steps that are tried again, a fifth of them held by people, uploads past their 24 hours, and identities that hold for the time being. */
const OF_A_MONTH = { retried: 0.02, uploadOverdue: 0.01, provisional: 0.05 };
const PAUSED = 0.2;
const MONTH_MS = 30 * 86_400_000;

const LEAD_DAYS = [0, 0, 1, 1, 2, 3, 5, 7, 10, 14, 21, DAYS_AHEAD];

export function stageOn(random: Random, day: LocalDate, today: LocalDate): Stage {
  return random.weighted(day < today ? PAST : day === today ? TODAY : TO_COME);
}

export function drawVisit(random: Random, calendar: Calendar, { residentId, place, startedAtMs }: Pick<Visit, 'residentId' | 'place' | 'startedAtMs'>): Visit {
  const day = calendar.dayAfter(startedAtMs, random.pick(LEAD_DAYS));
  return { journeyId: idAt(random, startedAtMs), residentId, place, startedAtMs, day, stage: stageOn(random, day, calendar.today), openCases: 0 };
}

export function* rowsOfVisit(random: Random, { nowMs, today }: Calendar, visit: Visit): Generator<Row> {
  const { journeyId, residentId, place: { siteId, areaCode }, startedAtMs, day, stage, openCases } = visit;
  const plannedDoseId = idAt<'planned-dose'>(random, startedAtMs);
  const slotId = idAt(random, startedAtMs);
  const attendedMs = instantAt(day, '08:00') + random.int(9 * 3_600_000);
  const events = lengthOf(random, stage);
  const over = !UNFINISHED.includes(stage);
  const closedAt = stage === 'closed' || (over && stage !== 'released') ? new Date(attendedMs + 3_600_000) : null;
  const recent = attendedMs > nowMs - MONTH_MS;
  const marks: Marks = { provisional: recent && !over && random.chance(OF_A_MONTH.provisional), uploadOverdue: recent && events >= 5 && random.chance(OF_A_MONTH.uploadOverdue) };
  const dose = { plannedDoseId, productId: 'hepb-10', vaccine: 'HepB', series: 'HepB', doseNumber: 1, live: false };
  yield rowOf('journeys', {
    id: journeyId, resident_id: residentId, site_id: siteId, area_code: areaCode, channel: 'site', day, slot_id: slotId, stage, open_cases: openCases,
    state: stateOf(visit, dose, slotId, attendedMs, marks), state_version: 1, version: events, process_over: over, started_at: new Date(startedAtMs), closed_at: closedAt,
  });
  for (let version = 1; version <= events; version += 1) {
    const type = LINE[version - 1] ?? 'released';
    const atMs = version === 1 ? startedAtMs : attendedMs + version * 120_000;
    yield rowOf('journey_events', {
      journey_id: journeyId, version, type, v: eventVersion(type), at: new Date(atMs), command_id: idAt(random, atMs), actor: { kind: 'client', clientId: 'site-client', staffId: `S-${random.int(20)}` },
      station: 'desk-1', data: { plannedDoseId, siteId, areaCode, day, slotId, contentVersion: 1 }, site_id: siteId, area_code: areaCode,
    });
  }
  yield* rowsOfLook(random, visit, attendedMs);
  yield* rowsOfTallies(random, visit, { plannedDoseId, today, attendedMs, dosed: events >= 5 });
  if (recent && random.chance(OF_A_MONTH.retried)) {
    const at = new Date(attendedMs + 600_000);
    const pausedAt = random.chance(PAUSED) ? at : null;
    yield rowOf('journey_steps', { journey_id: journeyId, step: 'uploadDose', site_id: siteId, area_code: areaCode, attempt: 3, error_code: 'unavailable', next_try_at: at, paused_at: pausedAt });
  }
  if (events < 5) return;
  yield rowOf('doses', {
    planned_dose_id: plannedDoseId, resident_id: residentId, journey_id: journeyId, site_id: siteId, area_code: areaCode, vaccine: dose.vaccine, series: dose.series, dose_number: 1, live: false,
    product_id: dose.productId, lot: lotOf(random.int(LOTS_IN_USE)), given_on: day, given_at: new Date(attendedMs), body_site: 'left-arm', route: 'im', status: 'given', upload_state: marks.uploadOverdue ? 'overdue' : 'confirmed', source: 'journey',
  });
  const sentAt = new Date(attendedMs + 900_000);
  yield rowOf('notices', {
    id: idAt(random, Math.max(startedAtMs, sentAt.getTime())), journey_id: journeyId, resident_id: residentId, site_id: siteId, area_code: areaCode, content_version: 1, channel: 'sms', template: 'result',
    state: random.weighted(recent ? RECENT_NOTICES : NOTICES), attempts: 1, provider_id: `p-${random.int(2 ** 31)}`, created_at: sentAt, updated_at: sentAt,
  });
}

function lengthOf(random: Random, stage: Stage): number {
  return (LENGTHS[stage] ?? (stage === 'booked' ? 1 : 2)) + (stage === 'closed' && random.chance(SIXTH_OF_CLOSED) ? 1 : 0);
}

type Marks = { provisional: boolean; uploadOverdue: boolean };

/** As wide as what the door keeps; lists read its marks alone, as columns. */
function stateOf({ journeyId, residentId, place, day, stage }: Visit, dose: object, slotId: string, attendedMs: number, { provisional, uploadOverdue }: Marks): object {
  return {
    journeyId, residentId, ...place, channel: 'site', day, slotId, stage, doses: [uploadOverdue ? { ...dose, given: { upload: 'overdue' } } : dose], noShowAt: attendedMs, checkedInAt: attendedMs,
    arrived: true, observation: stage === 'observing' ? { until: attendedMs + 1_800_000 } : null, identified: { means: 'health-code', provisional: provisional ? { until: attendedMs } : null },
    lookUp: { outcome: 'same', registryVersion: '7', fields: {}, evidenceId: null }, archive: { decision: 'adopt', contentVersion: 1 }, precheck: { decision: 'go', deferUntil: null }, openCases: [],
    notice: { contentVersion: 1, outcome: 'sent' }, recordFinalAt: attendedMs + 86_400_000,
  };
}
