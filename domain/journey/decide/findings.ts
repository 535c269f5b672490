import { ARCHIVE_FIELDS } from '../../archive/compare.js';
import type { CaseKind } from '../../cases/kinds.js';
import type { PlannedDoseId } from '../../ids.js';
import { refuse } from '../../refusals.js';
import type { Instant } from '../../time.js';
import type { FindingType } from '../commands.js';
import { decided, type Decision, type MovedCase } from '../decision.js';
import type { Happened, TakenFields } from '../events.js';
import { awaitsNotice, processView, type OwedUpload } from '../process-view.js';
import { findDose, wasInjected } from '../state.js';
import { fieldsTaken, openCase, type Asked } from './asked.js';
import { leftProvisional } from './identify.js';
import { judgeAgain } from './judge-dose.js';
import { settle } from './resolve-case.js';

/** The registry's words, as its port names them: a version that is no longer the present one, an archive of this number that differs. */
const ARCHIVE_MOVED = 'archive-moved';
const ARCHIVE_DIFFERS = 'archive-differs';

/*
 * A finding answers a question, a content version or an instant that it names. If the state no longer asks exactly that, it came too late
 * and is refused; the workflow goes on from the view that it gets back.
 */

export function noShow({ state, data, now }: Asked<'noShow'>): Decision {
  const { noShowAt } = processView(state);
  if (noShowAt !== data.noShowAt || noShowAt === null || now < noShowAt) return tooLate('noShow');
  return decided([{ type: 'noShowed', data: { noShowAt } }]);
}

/** Who was vaccinated on an identity that nobody settled in time is a supervisor's to find out. */
export function identityLeftProvisional(question: Asked<'identityLeftProvisional'>): Decision {
  const { identityDueAt } = processView(question.state);
  if (identityDueAt === null || identityDueAt !== question.data.settleBy || question.now < identityDueAt) return tooLate('identityLeftProvisional');
  const { events, cases } = leftProvisional(question, identityDueAt);
  return decided(events, { cases });
}

/** The retry goes on beside the case. A registry that we have paused ourselves cannot answer: it gets a new deadline. */
export function registryLeftUnanswered(question: Asked<'registryLeftUnanswered'>): Decision {
  const { state, data, now } = question;
  const { registryDueAt } = processView(state);
  if (!registryDueAt || registryDueAt !== data.dueAt || now < registryDueAt) return tooLate('registryLeftUnanswered');
  if (question.facts.registryPaused) return decided([{ type: 'registryAwaited', data: { dueAt: (now + question.facts.policies.clocks.registryDueMs) as Instant } }]);
  return withCase(question, { type: 'registryOverdue', data }, state.cases.some((open) => open.kind === 'registry-unreachable') ? null : 'registry-unreachable');
}

export function foundArchive(asked: Asked<'foundArchive'>): Decision {
  const { state, data } = asked;
  if (processView(state).lookUp !== data.askedVersion) return tooLate('foundArchive');
  if (data.outcome === 'differs') return differing(asked);
  const { events, cases } = judgeAgain(asked); // of an archive that was confirmed while nobody knew
  return decided([{ type: 'archiveLookedUp', data }, ...completedLate(asked), ...takenAgain(asked), ...events], { cases });
}

/** Where a side had moved before a decision was carried out, or one was reversed, the case that comes of it says so: somebody has decided on this before. */
function differing(asked: Asked<'foundArchive'>): Decision {
  const { state, data: { dismissed = false, ...data } } = asked;
  // Remembered until a compared field changes: the registry counts as knowing nobody, as it did then.
  if (dismissed) return decided([{ type: 'archiveLookedUp', data }, { type: 'archiveDismissed', data: {} }]);
  const { event, opened } = openCase(asked as Asked<never>, Object.keys(data.fields).length === 0 ? 'several-archives' : 'identity-differs', null);
  const why = state.decided?.reversed ? 'archiveDecisionReversed' : state.fields?.apart ? 'fieldsLeftApart' : null;
  const moved: MovedCase[] = why ? [{ caseId: opened.caseId, what: why }] : [];
  return decided([{ type: 'archiveLookedUp', data }, event], { cases: [opened], moved });
}

/** Staff have confirmed what we have from a document, before the registry answered: what it lacks is filled with that, and nothing else is touched. */
function completedLate({ state, data }: Asked<'foundArchive'>): Happened[] {
  const lacking = ARCHIVE_FIELDS.filter((field) => data.fields[field] === 'theirs-missing');
  if (state.archive?.decision !== 'provisional' || lacking.length === 0) return [];
  const take = Object.fromEntries(lacking.map((field) => [field, 'ours'])) as TakenFields;
  return [fieldsTaken(state, take)];
}

/** What the desk decided holds on, of the fields that still differ, where the registry's side had moved before it was carried out. */
function takenAgain({ state, data }: Asked<'foundArchive'>): Happened[] {
  const { archive, fields } = state;
  if (archive?.decision !== 'adopt' || !fields?.apart) return [];
  const take = Object.fromEntries(Object.entries(fields.take).filter(([field]) => field in data.fields)) as TakenFields;
  return Object.keys(take).length === 0 ? [] : [fieldsTaken(state, take)];
}

export function broughtTogether({ state, data }: Asked<'broughtTogether'>): Decision {
  if (processView(state).bringTogether !== data.contentVersion) return tooLate('broughtTogether');
  return decided([{ type: 'fieldsBroughtTogether', data }]);
}

/** A side that has moved since it was compared is compared anew (hazard H14); what the registry refuses is a supervisor's. */
export function leftApart(asked: Asked<'leftApart'>): Decision {
  if (processView(asked.state).bringTogether !== asked.data.contentVersion) return tooLate('leftApart');
  if (asked.data.reason === ARCHIVE_MOVED) return decided([{ type: 'fieldsLeftApart', data: asked.data }, { type: 'lookUpAsked', data: {} }]);
  return withCase(asked, { type: 'fieldsLeftApart', data: asked.data }, 'registry-rejected');
}

export function archiveCreated({ state, data }: Asked<'archiveCreated'>): Decision {
  if (processView(state).createArchive !== data.contentVersion) return tooLate('archiveCreated');
  return decided([{ type: 'archiveSettled', data }]);
}

/** One that differs has come since nobody was found: it is looked up and compared like any other; the second time a supervisor finds out why. */
export function archiveNotCreated(asked: Asked<'archiveNotCreated'>): Decision {
  const { state, data: { contentVersion, reason } } = asked;
  if (processView(state).createArchive !== contentVersion) return tooLate('archiveNotCreated');
  if (reason === ARCHIVE_DIFFERS && !state.archive?.overtaken) return decided([{ type: 'archiveOvertaken', data: { contentVersion } }, { type: 'lookUpAsked', data: {} }]);
  return withCase(asked, { type: 'archiveRejected', data: asked.data }, 'registry-rejected');
}

/** The attempt left, and no answer came: whether the registry has the dose is asked by key before anything is sent again. */
export function uploadLeftUnanswered({ state, data }: Asked<'uploadLeftUnanswered'>): Decision {
  if (!owed(asked(state), data)) return tooLate('uploadLeftUnanswered');
  return decided([{ type: 'uploadSent', data }]);
}

export function uploaded({ state, data }: Asked<'uploaded'>): Decision {
  if (!owed(asked(state), data)) return tooLate('uploaded');
  return decided([{ type: 'uploadConfirmed', data }]);
}

export function uploadRefused(question: Asked<'uploadRefused'>): Decision {
  if (!owed(asked(question.state), question.data)) return tooLate('uploadRefused');
  return withCase(question, { type: 'uploadRejected', data: question.data }, 'registry-rejected', question.data.plannedDoseId);
}

/** Norms 9.2.4: 24 hours. The retry goes on beside the case. */
export function uploadMissedDeadline(question: Asked<'uploadMissedDeadline'>): Decision {
  const { state, data, now } = question;
  const upload = asked(state).find((candidate) => candidate.plannedDoseId === data.plannedDoseId);
  if (!upload || upload.dueAt === null || upload.dueAt !== data.uploadDueAt || now < upload.dueAt) return tooLate('uploadMissedDeadline');
  return withCase(question, { type: 'uploadOverdue', data }, 'upload-overdue', data.plannedDoseId);
}

export function recordsBecameFinal({ state, data, now }: Asked<'recordsBecameFinal'>): Decision {
  const { recordFinalAt } = processView(state);
  if (recordFinalAt === null || recordFinalAt !== data.recordFinalAt || now < recordFinalAt) return tooLate('recordsBecameFinal');
  return decided([{ type: 'recordsFinal', data }]);
}

export function observationEnded({ state, data, now }: Asked<'observationEnded'>): Decision {
  const { observeUntil } = processView(state);
  if (observeUntil === null || observeUntil !== data.observeUntil || now < observeUntil) return tooLate('observationEnded');
  return decided([{ type: 'observationElapsed', data }]);
}

/** No phone is a state, not an error; a send that nobody can vouch for belongs to a person. */
export function noticeDone(question: Asked<'noticeDone'>): Decision {
  if (!awaitsNotice(question.state, question.data.contentVersion)) return tooLate('noticeDone');
  const undeliverable = question.data.outcome === 'failed' || question.data.outcome === 'uncertain';
  return withCase(question, { type: 'noticeSettled', data: question.data }, undeliverable ? 'notice-undeliverable' : null);
}

/** The first send failed or has to wait: the journey waits for what its delivery finds. */
export function noticeHandedOver({ state, data }: Asked<'noticeHandedOver'>): Decision {
  if (processView(state).notice !== data.contentVersion) return tooLate('noticeHandedOver');
  return decided([{ type: 'noticeHandedOver', data }]);
}

/** The provider had taken it, and its receipt says that nobody has it. */
export function noticeNotReceived(question: Asked<'noticeNotReceived'>): Decision {
  const { notice } = question.state;
  if (notice?.outcome !== 'sent' || notice.contentVersion !== question.data.contentVersion) return tooLate('noticeNotReceived');
  return withCase(question, { type: 'noticeNotReceived', data: question.data }, 'notice-undeliverable');
}

/** Found from outside the engine; one open case of this kind is enough for a journey. */
export function softwareFaulted(question: Asked<'softwareFaulted'>): Decision {
  if (question.state.cases.some((open) => open.kind === 'software-fault')) return decided([]);
  const { event, opened } = openCase(question as Asked<never>, 'software-fault', null);
  return decided([event], { cases: [opened] });
}

/** Whoever got a dose of it is followed up, in a case of this id, also after the end of the visit. */
export function lotStopped(question: Asked<'lotStopped'>): Decision {
  const { plannedDoseId, caseId } = question.data;
  const dose = findDose(question.state, plannedDoseId);
  if (!dose || !wasInjected(dose)) return tooLate('lotStopped');
  const { event, opened } = openCase({ ...question, facts: { ...question.facts, freshCaseIds: [caseId] } } as Asked<never>, 'lot-follow-up', plannedDoseId);
  return decided([event], { cases: [opened] });
}

/** What was in question is not any more: nobody has to be asked after it. */
export function lotLetGo({ state, data }: Asked<'lotLetGo'>): Decision {
  const open = state.cases.filter(({ caseId }) => caseId === data.caseId);
  if (open.length === 0) return tooLate('lotLetGo');
  const { events, resolved } = settle(open);
  return decided(events, { resolved });
}

function asked(state: Asked<'uploaded'>['state']): OwedUpload[] {
  return processView(state).uploads;
}

function owed(uploads: OwedUpload[], data: { plannedDoseId: PlannedDoseId; contentVersion: number }): boolean {
  return uploads.some((upload) => upload.plannedDoseId === data.plannedDoseId && upload.contentVersion === data.contentVersion);
}

function withCase(question: unknown, found: Happened, kind: CaseKind | null, plannedDoseId: PlannedDoseId | null = null): Decision {
  if (!kind) return decided([found]);
  const { event, opened } = openCase(question as Asked<never>, kind, plannedDoseId);
  return decided([found, event], { cases: [opened] });
}

function tooLate(finding: FindingType): Decision {
  return refuse({ code: 'finding-too-late', finding });
}
