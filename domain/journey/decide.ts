import type { JourneyId } from '../ids.js';
import { refuse } from '../refusals.js';
import type { Instant } from '../time.js';
import type { Claim } from './claims.js';
import { DESK_COMMANDS, type DeskCommand, type Finding, type JourneyCommand } from './commands.js';
import { movedBy } from '../cases/moved-by.js';
import { confirmArchive } from './decide/archive.js';
import { checkIn } from './decide/arrival.js';
import { book, cancel, reschedule, walkIn } from './decide/booking.js';
import { notGiven, recordDose, verify } from './decide/dose.js';
import { correctOwnDose, reportUnverifiedDose } from './decide/unverified-dose.js';
import * as findings from './decide/findings.js';
import { identify } from './decide/identify.js';
import { resolveCase, settledCases } from './decide/resolve-case.js';
import { askUndo } from './decide/undo.js';
import { resendNotice } from './decide/resend-notice.js';
import { restartSteps } from './decide/restart-steps.js';
import { release, reportLeft, reportReaction } from './decide/observation.js';
import { recordConsent } from './decide/consent.js';
import { recordPayment } from './decide/payment.js';
import { recordPrecheck } from './decide/precheck.js';
import { dropDose, planDose } from './decide/preparation.js';
import type { Decision, MovedCase } from './decision.js';
import type { Happened } from './events.js';
import { evolve } from './evolve.js';
import type { JourneyFacts } from './facts.js';
import { closesNow } from './closing.js';
import { awaitsRegistry } from './process-view.js';
import { isOpen } from './stages.js';
import { stageOf } from './stage-of.js';
import { isDone, type JourneyState } from './state.js';

/**
 * Whatever happens to a journey passes here: a client's command, a finding of its workflow, a supervisor's decision. Pure: returns events
 * with all that they claim from others, or a refusal; `now` is the clock of the read that brought `facts`.
 */
export function decide(journeyId: JourneyId, state: JourneyState | null, command: JourneyCommand, facts: JourneyFacts, now: Instant): Decision {
  const decision = state ? decideNext(state, command, facts, now) : decideFirst(command, facts, now);
  if (!decision.ok) return decision;
  const after = preview(journeyId, state, decision.events);
  const settled = after ? settledCases(after) : { events: [], resolved: [] };
  const awaited = after && !after.registryDue && awaitsRegistry(after) ? registryAwaited(facts, now) : [];
  const closing: Happened[] = closesNow(after) ? [{ type: 'closed', data: {} }] : [];
  return {
    ...decision,
    events: [...decision.events, ...settled.events, ...awaited, ...closing],
    claims: [...decision.claims, ...releases(state, after)],
    moved: [...decision.moved, ...movedCases(state, after, decision.events)],
    resolved: [...decision.resolved, ...settled.resolved],
  };
}

/** Of the cases that were open before and are still. */
function movedCases(before: JourneyState | null, after: JourneyState | null, events: Happened[]): MovedCase[] {
  const open = (before?.cases ?? []).filter(({ caseId }) => after?.cases.some((one) => one.caseId === caseId));
  return open.flatMap((one) => {
    const what = movedBy(one, events);
    return what ? [{ caseId: one.caseId, what }] : [];
  });
}

function registryAwaited({ policies }: JourneyFacts, now: Instant): Happened[] {
  return [{ type: 'registryAwaited', data: { dueAt: (now + policies.clocks.registryDueMs) as Instant } }];
}

/** The state after events that are not yet appended; the envelope plays no part in the fold. */
function preview(journeyId: JourneyId, state: JourneyState | null, events: Happened[]): JourneyState | null {
  return events.reduce<JourneyState | null>((folded, event) => evolve(journeyId, folded, event as Parameters<typeof evolve>[2]), state);
}

function decideFirst(command: JourneyCommand, facts: JourneyFacts, now: Instant): Decision {
  if (command.type === 'book') return book({ data: command.data, facts, now });
  if (command.type === 'walkIn') return walkIn({ data: command.data, facts, now });
  return refuse({ code: 'not-in-this-stage', stage: 'none', command: command.type });
}

function decideNext(state: JourneyState, command: JourneyCommand, facts: JourneyFacts, now: Instant): Decision {
  if (command.type === 'resolveCase') return resolveCase({ state, facts, now, data: command.data });
  if (command.type === 'askUndo') return askUndo({ state, facts, now, data: command.data });
  if (command.type === 'restartSteps') return restartSteps(state, command.data);
  if (command.type === 'resendNotice') return resendNotice({ state, facts, now, data: command.data });
  if (!isDeskCommand(command)) return decideFinding(state, command, facts, now);
  if (command.type === 'book' || command.type === 'walkIn') return refuse({ code: 'journey-exists' });
  const stage = stageOf(state);
  if (!isOpen(stage, command.type)) return refuse({ code: 'not-in-this-stage', stage, command: command.type });
  return decideAtDesk(state, command, facts, now);
}

function decideAtDesk(state: JourneyState, command: Exclude<DeskCommand, { type: 'book' | 'walkIn' }>, facts: JourneyFacts, now: Instant): Decision {
  const at = { state, facts, now };
  switch (command.type) {
    case 'reschedule': return reschedule({ ...at, data: command.data });
    case 'cancel': return cancel({ ...at, data: command.data });
    case 'checkIn': return checkIn({ ...at, data: command.data });
    case 'identify': return identify({ ...at, data: command.data });
    case 'confirmArchive': return confirmArchive({ ...at, data: command.data });
    case 'recordPrecheck': return recordPrecheck({ ...at, data: command.data });
    case 'planDose': return planDose({ ...at, data: command.data });
    case 'dropDose': return dropDose({ ...at, data: command.data });
    case 'recordConsent': return recordConsent({ ...at, data: command.data });
    case 'recordPayment': return recordPayment({ ...at, data: command.data });
    case 'verify': return verify({ ...at, data: command.data });
    case 'recordDose': return recordDose({ ...at, data: command.data });
    case 'reportUnverifiedDose': return reportUnverifiedDose({ ...at, data: command.data });
    case 'correctOwnDose': return correctOwnDose({ ...at, data: command.data });
    case 'notGiven': return notGiven({ ...at, data: command.data });
    case 'reportReaction': return reportReaction({ ...at, data: command.data });
    case 'reportLeft': return reportLeft({ ...at, data: command.data });
    case 'release': return release({ ...at, data: command.data });
  }
}

function decideFinding(state: JourneyState, finding: Finding, facts: JourneyFacts, now: Instant): Decision {
  const at = { state, facts, now };
  switch (finding.type) {
    case 'noShow': return findings.noShow({ ...at, data: finding.data });
    case 'registryLeftUnanswered': return findings.registryLeftUnanswered({ ...at, data: finding.data });
    case 'identityLeftProvisional': return findings.identityLeftProvisional({ ...at, data: finding.data });
    case 'foundArchive': return findings.foundArchive({ ...at, data: finding.data });
    case 'broughtTogether': return findings.broughtTogether({ ...at, data: finding.data });
    case 'leftApart': return findings.leftApart({ ...at, data: finding.data });
    case 'archiveCreated': return findings.archiveCreated({ ...at, data: finding.data });
    case 'archiveNotCreated': return findings.archiveNotCreated({ ...at, data: finding.data });
    case 'uploadLeftUnanswered': return findings.uploadLeftUnanswered({ ...at, data: finding.data });
    case 'uploaded': return findings.uploaded({ ...at, data: finding.data });
    case 'uploadRefused': return findings.uploadRefused({ ...at, data: finding.data });
    case 'uploadMissedDeadline': return findings.uploadMissedDeadline({ ...at, data: finding.data });
    case 'recordsBecameFinal': return findings.recordsBecameFinal({ ...at, data: finding.data });
    case 'observationEnded': return findings.observationEnded({ ...at, data: finding.data });
    case 'noticeDone': return findings.noticeDone({ ...at, data: finding.data });
    case 'noticeHandedOver': return findings.noticeHandedOver({ ...at, data: finding.data });
    case 'noticeNotReceived': return findings.noticeNotReceived({ ...at, data: finding.data });
    case 'lotStopped': return findings.lotStopped({ ...at, data: finding.data });
    case 'lotLetGo': return findings.lotLetGo({ ...at, data: finding.data });
    case 'softwareFaulted': return findings.softwareFaulted({ ...at, data: finding.data });
  }
}

export function isDeskCommand(command: JourneyCommand): command is DeskCommand {
  return (DESK_COMMANDS as readonly string[]).includes(command.type);
}

/** What the journey no longer needs goes back at once, whichever command ended the need. */
function releases(before: JourneyState | null, after: JourneyState | null): Claim[] {
  if (!before || !after) return [];
  const { residentId, slotId } = before;
  const claims: Claim[] = slotId && !before.end && after.end === 'cancelled' && !after.arrived ? [{ kind: 'free-slot', slotId }] : [];
  for (const dose of before.doses) {
    const now = after.doses.find((candidate) => candidate.plannedDoseId === dose.plannedDoseId);
    const { series, doseNumber, plannedDoseId } = dose;
    const stillPlanned = now !== undefined && !isDone(now) && after.end === null;
    if (slotId && !isDone(dose) && before.end === null && !stillPlanned) claims.push({ kind: 'release-series', residentId, series });
    if (dose.verified && !isDone(dose) && now?.notGiven) claims.push({ kind: 'release-dose', residentId, series, doseNumber, plannedDoseId });
  }
  return claims;
}
