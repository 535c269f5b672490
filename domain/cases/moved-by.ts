import type { PlannedDoseId } from '../ids.js';
import type { Happened, JourneyEventType } from '../journey/events.js';
import type { CaseKind } from './kinds.js';

/** What moves the ground on which a case of this kind is decided, while it is open: whoever has read it reads it again. */
const MOVED_BY: Record<CaseKind, readonly JourneyEventType[]> = {
  'identity-differs': ['archiveLookedUp'],
  'several-archives': ['archiveLookedUp'],
  'decision-questioned': ['archiveConfirmed', 'doseVerified', 'doseGiven'],
  'provisional-identity-overdue': ['identified'],
  'cannot-verify': ['eligibilityFound'],
  'dose-found-invalid': ['doseCorrected', 'fieldsTaken'],
  'dose-on-unverified-checklist': ['doseReportedUnverified'], // a report is completed by sending it again
  'claim-conflict': ['doseReportedUnverified'],
  'registry-rejected': ['doseCorrected', 'fieldsTaken'],
  'registry-unreachable': ['fieldsTaken'],
  'upload-overdue': ['uploadRejected', 'doseCorrected'],
  'notice-undeliverable': ['noticeReopened'],
  'lot-follow-up': ['reactionReported'],
  'software-fault': ['stepsRestarted'],
};

/** The event that moved it, or null; of several doses only what is about its own. */
export function movedBy({ kind, plannedDoseId }: { kind: CaseKind; plannedDoseId: PlannedDoseId | null }, events: readonly Happened[]): JourneyEventType | null {
  const moving = events.find(({ type, data }) => {
    const ofAnother = plannedDoseId !== null && 'plannedDoseId' in data && data.plannedDoseId !== plannedDoseId;
    return MOVED_BY[kind].includes(type) && !ofAnother;
  });
  return moving?.type ?? null;
}
