import type { JourneyCommandBody } from '../../contracts/journey-commands.js';
import type { EvidenceToKeep, NoteToKeep } from '../../db/door/submission.js';
import { newId } from '../../db/new-id.js';
import { toId, type EvidenceId, type NoteId } from '../../domain/ids.js';
import type { DeskCommand } from '../../domain/journey/commands.js';
import { toInstant, toLocalDate, type Instant } from '../../domain/time.js';
import type { ReadIdentification } from './identification.js';

export type ReadCommand = { command: DeskCommand; evidence: EvidenceToKeep[]; notes: NoteToKeep[] };

/**
 * A body of the API as the rules take it: free text becomes a note, what proves something becomes evidence, both by id; the command itself
 * holds neither.
 */
export function toCommand(body: JourneyCommandBody, shown: ReadIdentification | null, now: Instant): ReadCommand {
  const evidenceId = newId<'evidence'>();
  const noteId = body.reason === undefined ? null : newId<'note'>();
  const notes = body.reason === undefined || noteId === null ? [] : [{ id: noteId, text: body.reason }];
  const { command, proves } = read(body, { shown, noteId, evidenceId, now });
  const claimedAt = body.claimedAt ?? null;
  const evidence = proves === undefined ? [] : [{ id: shown?.evidence?.id ?? evidenceId, purpose: body.type, content: { ...proves, claimedAt } }];
  return { command, evidence, notes };
}

type Given = { shown: ReadIdentification | null; noteId: NoteId | null; evidenceId: EvidenceId; now: Instant };

function read(body: JourneyCommandBody, { shown, noteId, evidenceId, now }: Given): { command: DeskCommand; proves?: object } {
  const by = body.staffId ?? null;
  switch (body.type) {
    case 'reschedule': return { command: { type: body.type, data: { slotId: toId(body.data.slotId) } } };
    case 'cancel': return { command: { type: body.type, data: { noteId } } };
    case 'checkIn': return { command: { type: body.type, data: { siteId: toId(body.data.siteId) } } };
    case 'identify': return { command: identify(shown, noteId, body.data.readBackMatches), ...(shown?.evidence && { proves: shown.evidence.content }) };
    case 'confirmArchive': return { command: { type: body.type, data: { ...body.data, noteId } } };
    case 'recordPrecheck': {
      const { answers, questionnaire, doses, ...forAll } = body.data;
      const outcome = ({ decision, deferUntil, advice = body.reason }: Pick<typeof forAll, 'decision' | 'deferUntil' | 'advice'>) =>
        ({ decision, deferUntil: deferUntil === null ? null : toLocalDate(deferUntil), advised: advice !== undefined });
      const ofDoses = doses.map((dose) => ({ ...outcome(dose), plannedDoseId: toId<'planned-dose'>(dose.plannedDoseId) }));
      const advice = { forAll: forAll.advice ?? body.reason ?? null, ofDoses: doses.map((dose) => ({ plannedDoseId: dose.plannedDoseId, advice: dose.advice ?? null })) };
      return { command: { type: body.type, data: { ...outcome(forAll), questionnaire, answers, doses: ofDoses, evidenceId } }, proves: { answers, advice } };
    }
    case 'planDose': return { command: { type: body.type, data: { dose: { ...body.data.dose, plannedDoseId: newId() } } } };
    case 'dropDose': return { command: { type: body.type, data: { plannedDoseId: toId(body.data.plannedDoseId) } } };
    case 'recordConsent': {
      const { signature, plannedDoseIds, escortAuthorisationId: escort, ...data } = body.data;
      return { command: { type: body.type, data: { ...data, plannedDoseIds: plannedDoseIds.map((id) => toId(id)), escortAuthorisationId: escort === null ? null : toId(escort), evidenceId } }, proves: { signature, informed: data.informed } };
    }
    case 'recordPayment': return { command: { type: body.type, data: { ...body.data, plannedDoseId: toId(body.data.plannedDoseId) } } };
    case 'verify': {
      const { items, plannedDoseId, residentConfirmation: theirs, ...data } = body.data;
      const entries = items.map(({ at, ...item }) => ({ ...item, at: toInstant(Date.parse(at)) }));
      return {
        command: { type: body.type, data: { ...data, residentConfirmation: theirs && { by: theirs.by, how: theirs.how }, plannedDoseId: toId(plannedDoseId), items: entries, evidenceId } },
        proves: { scan: data.traceCode, items, residentConfirmation: theirs, vaccinatorConfirmed: data.vaccinatorConfirmed, confirmedBy: by, station: body.station ?? null, confirmedAt: now },
      };
    }
    case 'recordDose': return { command: { type: body.type, data: { ...body.data, plannedDoseId: toId(body.data.plannedDoseId), givenAt: toInstant(Date.parse(body.data.givenAt)), by } } };
    case 'reportUnverifiedDose': {
      const { dose, givenAt, ...data } = body.data;
      const which = 'plannedDoseId' in dose ? { plannedDoseId: toId<'planned-dose'>(dose.plannedDoseId), notPlanned: null } : { plannedDoseId: newId<'planned-dose'>(), notPlanned: dose };
      return { command: { type: body.type, data: { ...data, ...which, givenAt: toInstant(Date.parse(givenAt)), by, noteId } } };
    }
    case 'correctOwnDose': {
      const { plannedDoseId, givenAt, ...data } = body.data;
      return { command: { type: body.type, data: { ...data, plannedDoseId: toId(plannedDoseId), givenAt: toInstant(Date.parse(givenAt)), by, noteId } } };
    }
    case 'notGiven': return { command: { type: body.type, data: { ...body.data, plannedDoseId: toId(body.data.plannedDoseId), noteId } } };
    case 'reportReaction': {
      const { plannedDoseId, severity, description } = body.data;
      return { command: { type: body.type, data: { plannedDoseId: plannedDoseId === null ? null : toId(plannedDoseId), severity, evidenceId } }, proves: { description } };
    }
    case 'reportLeft': return { command: { type: body.type, data: { noteId } } };
    case 'release': return { command: { type: body.type, data: { ...body.data, noteId } } };
  }
}

function identify(shown: ReadIdentification | null, noteId: NoteId | null, readBackMatches: boolean): DeskCommand {
  if (!shown) throw new TypeError('identify without anything shown');
  const { identification } = shown;
  return { type: 'identify', data: identification.means === 'typed-number' ? { means: identification.means, noteId, readBackMatches } : { ...identification, readBackMatches } };
}
