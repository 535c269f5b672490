import { isReversible, type CaseKind } from '../cases/kinds.js';
import type { JourneyEvent } from './events.js';
import type { DecidedArchive, Dependent, JourneyState } from './state.js';

/** These are about who somebody is, or come of what was decided on that. */
const RESTING_CASES: readonly CaseKind[] = ['identity-differs', 'several-archives', 'registry-rejected', 'dose-found-invalid'];

/** What is remembered of the last decision about the archive after `event`; `before` is the state on which it came. */
export function decidedArchive(before: JourneyState, event: JourneyEvent): JourneyState['decided'] {
  const { decided, lookUp, archive } = before;
  if (event.type === 'caseResolved' && isReversible(event.data.action)) {
    const { caseId, action } = event.data;
    return { caseId, action, evidenceId: lookUp?.evidenceId ?? null, archive, fields: null, dependent: null, undoCase: null, reversed: false };
  }
  if (!decided || decided.reversed) return decided;
  if (event.type === 'undoAsked') return { ...decided, undoCase: event.data.caseId };
  if (event.type === 'caseResolved' && event.data.caseId === decided.undoCase) return { ...decided, undoCase: null };
  if (event.type === 'archiveDecisionReversed') return { ...decided, reversed: true };
  if (event.type === 'fieldsTaken' && takesFirst(decided)) return { ...decided, fields: event.data.contentVersion };
  return { ...decided, dependent: decided.dependent ?? dependentOf(before, event) };
}

/** The decision's own taking comes right behind it. */
function takesFirst({ action, fields, dependent }: DecidedArchive): boolean {
  return action !== 'not-same-person' && fields === null && dependent === null;
}

function dependentOf({ residentId }: JourneyState, event: JourneyEvent): Dependent | null {
  switch (event.type) {
    case 'doseVerified':
    case 'doseGiven':
    case 'doseReportedUnverified':
    case 'doseCounted':
      return { kind: 'dose', id: event.data.plannedDoseId };
    case 'uploadSent':
    case 'uploadConfirmed':
      return { kind: 'upload', id: event.data.plannedDoseId };
    case 'archiveConfirmed':
    case 'archiveSettled':
    case 'fieldsTaken':
    case 'fieldsLeftApart':
      return { kind: 'archive', id: residentId };
    case 'caseOpened':
      return RESTING_CASES.includes(event.data.kind) ? { kind: 'case', id: event.data.caseId } : null;
    default:
      return null;
  }
}
