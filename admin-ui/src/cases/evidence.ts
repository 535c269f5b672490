import type { CaseKind } from '../../../domain/cases/kinds.js';
import type { JourneyEventType } from '../../../domain/journey/events.js';

/** Which events of the journey's log tell what a case of this kind is about, besides that it was opened. */
const TELLING: Record<CaseKind, readonly JourneyEventType[]> = {
  'identity-differs': ['identified', 'archiveLookedUp', 'archiveOvertaken', 'fieldsTaken', 'fieldsBroughtTogether', 'fieldsLeftApart'],
  'several-archives': ['identified', 'archiveLookedUp', 'archiveOvertaken'],
  'decision-questioned': ['caseResolved', 'fieldsTaken', 'archiveDismissed', 'fieldsBroughtTogether', 'undoAsked', 'archiveLookedUp'],
  'provisional-identity-overdue': ['identified', 'identityOverdue', 'doseGiven'],
  'cannot-verify': ['archiveLookedUp', 'archiveConfirmed', 'historyLeftOpen', 'eligibilityFound'],
  'dose-found-invalid': ['eligibilityFound', 'doseGiven', 'doseCounted', 'archiveLookedUp', 'fieldsTaken'],
  'dose-on-unverified-checklist': ['doseReportedUnverified', 'doseNotGiven'],
  'claim-conflict': ['eligibilityFound', 'doseVerified', 'doseReportedUnverified'],
  'registry-rejected': ['archiveConfirmed', 'archiveRejected', 'fieldsLeftApart', 'doseGiven', 'uploadSent', 'uploadRejected', 'uploadReopened', 'uploadConfirmed'],
  'registry-unreachable': ['archiveConfirmed', 'fieldsTaken', 'registryAwaited', 'registryOverdue'],
  'upload-overdue': ['archiveRejected', 'fieldsTaken', 'doseGiven', 'doseCounted', 'uploadSent', 'uploadOverdue'],
  'notice-undeliverable': ['recordsFinal', 'noticeHandedOver', 'noticeSettled', 'noticeNotReceived', 'noticeReopened'],
  'lot-follow-up': ['doseVerified', 'doseGiven', 'doseReportedUnverified', 'reactionReported'],
  'software-fault': ['stepsRestarted'],
};

type Entry = { type: string; data: Record<string, unknown> };
type About = { id: string; kind: CaseKind; plannedDoseId: string | null };

/** What of the journey's log this case is about, in its order: of its dose where it has one, and nothing of other cases. */
export function entriesAbout<T extends Entry>({ id, kind, plannedDoseId }: About, log: readonly T[]): T[] {
  const telling: readonly string[] = TELLING[kind] ?? []; // a newer API may know more kinds
  return log.filter(({ type, data }) => {
    if ('caseId' in data) return data['caseId'] === id;
    const ofAnother = plannedDoseId !== null && 'plannedDoseId' in data && data['plannedDoseId'] !== plannedDoseId;
    return telling.includes(type) && !ofAnother;
  });
}
