import type { z } from 'zod';
import type { ArchiveDifferences } from '../../contracts/archives.js';
import type { Journey, JourneyRow as ShownRow } from '../../contracts/journeys.js';
import type { FlaggedRow } from '../../db/journey-store.js';
import type { LookUpEvidence } from '../../db/look-up-evidence.js';
import { ARCHIVE_FIELDS, type ArchiveField, type ArchiveSide } from '../../domain/archive/compare.js';
import type { ArchiveFact } from '../../domain/journey/facts.js';
import type { RetriedStep as RetriedStepBody } from '../../contracts/journey-steps.js';
import type { SupervisorCase } from '../../domain/cases/supervisor-case.js';
import { clocksOf } from '../../domain/journey/clocks.js';
import type { RetriedStep } from '../../domain/journey/held-steps.js';
import { stageOf } from '../../domain/journey/stage-of.js';
import { doseStateOf, type JourneyState, type PlannedDose } from '../../domain/journey/state.js';
import type { Instant } from '../../domain/time.js';

export function rfc3339(at: Instant): string {
  return new Date(at).toISOString();
}

export function optionalTime(at: Instant | null): string | null {
  return at === null ? null : rfc3339(at);
}

/** What is read beside the state. */
export type Beside = { archive: Pick<ArchiveFact, 'version'> | null; steps: readonly RetriedStep[]; cases: readonly Pick<SupervisorCase, 'caseId' | 'dueAt' | 'level'>[]; asOf: Instant; engineUrl: string | null };

/** A journey as the API shows it. */
export function showJourney(state: JourneyState, { archive, steps, cases, asOf, engineUrl }: Beside): Journey {
  return {
    id: state.journeyId,
    residentId: state.residentId,
    siteId: state.siteId,
    areaCode: state.areaCode,
    channel: state.channel,
    day: state.day,
    slotId: state.slotId,
    version: state.version,
    stage: stageOf(state),
    identifiedBy: state.identified?.means ?? null,
    identityProvisional: showProvisional(state.identified?.provisional ?? null),
    archive: showArchive(state, archive),
    precheck: state.precheck,
    doses: state.doses.map(showDose),
    observeUntil: optionalTime(state.observation?.until ?? null),
    released: state.released,
    recordsFinal: state.recordsFinal,
    retrying: steps.map(showStep),
    notice: state.notice?.outcome ?? (state.noticeUnderWay === null ? null : 'waiting'),
    openCases: state.cases,
    clocks: clocksOf(state, cases).map(({ endsAt, ...clock }) => ({ ...clock, endsAt: rfc3339(endsAt) })),
    asOf: rfc3339(asOf),
    engineUrl,
  };
}

export function showStep({ step, attempt, errorCode, nextTryAt, pausedAt }: RetriedStep): RetriedStepBody {
  return { step, attempt, errorCode, nextTryAt: optionalTime(nextTryAt), pausedAt: optionalTime(pausedAt) };
}

/** A journey in a list. */
export function showJourneyRow({ journeyId: id, siteId, stage, day, channel, openCases, startedAt, closedAt, flags, retrying }: FlaggedRow): z.infer<typeof ShownRow> {
  return { id, siteId, stage, day, channel, openCases, startedAt: rfc3339(startedAt), closedAt: optionalTime(closedAt), flags, retrying: retrying.map(showStep) };
}

function showProvisional(provisional: NonNullable<JourneyState['identified']>['provisional']): Journey['identityProvisional'] {
  return provisional && { ...provisional, settleBy: rfc3339(provisional.settleBy) };
}

export function showArchive({ lookUp, archive: own }: JourneyState, archive: Pick<ArchiveFact, 'version'> | null): Journey['archive'] {
  return {
    oursVersion: archive?.version ?? null,
    theirsVersion: lookUp?.registryVersion ?? null,
    outcome: lookUp?.outcome ?? null,
    fields: lookUp?.fields ?? {},
    decision: own?.decision ?? null,
    settled: own?.settled ?? false,
  };
}

/** Both values of each field that differs; of the fields that agree nothing is shown. */
export function showComparison(compared: LookUpEvidence | null): Pick<ArchiveDifferences, 'needs' | 'fields'> {
  if (!compared || 'needs' in compared) return { needs: compared?.needs ?? null, fields: [] };
  const { fields, ours, theirs } = compared;
  const shown = ARCHIVE_FIELDS.flatMap((field) => (fields[field] ? [{ field, how: fields[field], ours: textOf(ours, field), theirs: textOf(theirs, field) }] : []));
  return { needs: null, fields: shown };
}

function textOf(side: ArchiveSide, field: ArchiveField): string | null {
  return field === 'identifier' ? (side.identifier?.number ?? null) : side[field];
}

function showDose(dose: PlannedDose): Journey['doses'][number] {
  const { plannedDoseId, productId, vaccine, series, doseNumber, eligible, notGiven, given } = dose;
  return {
    plannedDoseId, productId, vaccine, series, doseNumber, eligible, notGiven,
    state: doseStateOf(dose),
    given: given && {
      givenAt: rfc3339(given.givenAt), bodySite: given.bodySite, route: given.route, contentVersion: given.contentVersion, upload: given.upload, uploadDueAt: rfc3339(given.uploadDueAt),
    },
  };
}
