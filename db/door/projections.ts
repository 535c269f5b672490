import type { JourneyEvent } from '../../domain/journey/events.js';
import { isEnded, stageOf } from '../../domain/journey/stage-of.js';
import { processView } from '../../domain/journey/process-view.js';
import { findDose, type JourneyState } from '../../domain/journey/state.js';
import { addDays, localDateOf, startOfDay, type Instant } from '../../domain/time.js';

/** A site that had the resident keeps sight of the archive for a year: gap checks, late reactions and corrections come back to it. */
const ACCESS_DAYS = 366;

/** The columns of the journey's row, all derived from its state. */
export function journeyRow(before: JourneyState | null, after: JourneyState, now: Instant) {
  const { journeyId: id, residentId, siteId, areaCode, channel, day, slotId, stateVersion, version } = after;
  return {
    id, residentId, siteId, areaCode, channel, day, slotId, stateVersion, version,
    expect: before?.version ?? 0,
    state: after,
    stage: stageOf(after),
    openCases: after.cases.length,
    processOver: processView(after).over,
    closedAt: isEnded(after) ? now : null,
    accessUntil: startOfDay(addDays(day, ACCESS_DAYS)),
    accessWhy: slotId ? 'booking' : 'walk-in',
  };
}

export type DoseRow = NonNullable<ReturnType<typeof doseRow>>;

/** A row for each dose that these events put into a body or moved at the registry. */
export function doseRows(after: JourneyState, events: readonly JourneyEvent[]): DoseRow[] {
  const rows = new Map<string, DoseRow>();
  for (const event of events) {
    const row = doseRow(after, event);
    if (row) rows.set(row.plannedDoseId, row);
  }
  return [...rows.values()];
}

function doseRow(after: JourneyState, event: JourneyEvent) {
  switch (event.type) {
    case 'doseReportedUnverified':
    case 'doseLeftUncounted': {
      const reported = findDose(after, event.data.plannedDoseId)?.reported;
      if (!reported) return null;
      const status = reported.uncounted ? 'uncounted' : 'reported-unverified';
      return rowOf(after, { ...reported, plannedDoseId: event.data.plannedDoseId }, { status, uploadState: null, uploadDueAt: null, contentVersion: 1 });
    }
    case 'doseGiven':
    case 'doseCounted':
    case 'doseCorrected':
    case 'uploadSent':
    case 'uploadConfirmed':
    case 'uploadRejected':
    case 'uploadOverdue': {
      const given = findDose(after, event.data.plannedDoseId)?.given;
      if (!given) return null;
      const { upload: uploadState, uploadDueAt, contentVersion } = given;
      return rowOf(after, { ...given, plannedDoseId: event.data.plannedDoseId }, { status: 'given', uploadState, uploadDueAt, contentVersion });
    }
    default:
      return null;
  }
}

type Injected = Pick<JourneyEvent<'doseGiven'>['data'], 'plannedDoseId' | 'givenAt' | 'bodySite' | 'route'>;

function rowOf<S extends object>(after: JourneyState, { plannedDoseId, givenAt, bodySite, route }: Injected, state: S) {
  const dose = findDose(after, plannedDoseId);
  if (!dose) return null;
  const { vaccine, series, doseNumber, live, productId, verified, reported } = dose;
  return { plannedDoseId, vaccine, series, doseNumber, live, productId, lot: reported?.lot ?? verified?.lot ?? null, givenOn: localDateOf(givenAt), givenAt, bodySite, route, ...state };
}

/** These events move what stands in a row: its day, its clock. */
export function movesDoses(events: readonly JourneyEvent[]): boolean {
  return events.some(({ type }) => type === 'doseReportedUnverified' || type === 'doseCounted' || type === 'doseCorrected');
}

type ArchiveStanding = { state: 'provisional' | 'creating' | 'known' | 'rejected'; registryVersion: string | null };

/** Our side of the archive after the events, when they changed it. */
export function archiveChange(before: JourneyState | null, after: JourneyState, events: readonly JourneyEvent[]): ArchiveStanding | null {
  const now = standingOf(after, events);
  return now && now.state !== (before && standingOf(before, []))?.state ? now : null;
}

function standingOf({ archive, lookUp }: JourneyState, events: readonly JourneyEvent[]): ArchiveStanding | null {
  if (!archive) return null;
  const settled = events.find((event) => event.type === 'archiveSettled');
  const registryVersion = settled?.data.registryVersion ?? lookUp?.registryVersion ?? null;
  if (archive.rejected) return { state: 'rejected', registryVersion };
  if (archive.settled) return { state: 'known', registryVersion };
  return { state: archive.decision === 'provisional' ? 'provisional' : 'creating', registryVersion };
}
