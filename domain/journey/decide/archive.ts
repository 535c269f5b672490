import { takeRefusal } from '../../archive/take-refusal.js';
import { refuse, type Refusal } from '../../refusals.js';
import { decided, type Decision } from '../decision.js';
import type { Happened, LookUpOutcome, TakenFields } from '../events.js';
import { stageOf } from '../stage-of.js';
import { isDone } from '../state.js';
import { reliesOn, type Asked } from './asked.js';
import { judgeDoses } from './judge-dose.js';

type Confirmed = Asked<'confirmArchive'>['data'];

/**
 * S3 自动建档: never created without a confirmation by staff, never written on scan. With the registry away, or an archive of which a supervisor
 * has to say whose it is, the history comes from the certificate (Norms 3.2.4) with a reason, and what is found later settles it.
 */
export function confirmArchive(asked: Asked<'confirmArchive'>): Decision {
  const { state, data, facts } = asked;
  const { archive, history } = facts;
  // Open after the observation too, where a jab came before it.
  if (state.archive || !state.identified) return refuse({ code: 'not-in-this-stage', stage: stageOf(state), command: 'confirmArchive' });
  if (!archive || !history) return refuse({ code: 'not-authorised', needs: 'resident' });
  const theirs = state.lookUp?.registryVersion ?? null;
  if (data.oursVersion !== archive.version || data.theirsVersion !== theirs) {
    return refuse({ code: 'archive-moved', oursVersion: archive.version, theirsVersion: theirs });
  }
  const outcome = state.lookUp?.outcome ?? null;
  const refusal = sourceRefusal(outcome, data) ?? takeRefusal(outcome === 'differs' ? {} : (state.lookUp?.fields ?? {}), data.take);
  if (refusal) return refuse(refusal);
  const confirmed: Happened[] = [
    { type: 'archiveConfirmed', data: { decision: decisionOn(outcome), contentVersion: 1, noteId: data.noteId } },
    ...(data.historyFrom === 'unknown' ? [{ type: 'historyLeftOpen' as const, data: {} }] : []),
    ...taken(data.take),
  ];
  const { events, cases } = judgeDoses(asked, state.doses.filter((dose) => !isDone(dose)), data.historyFrom !== 'unknown');
  return decided([...confirmed, ...events], { cases, relies: [...reliesOn(state, history), { kind: 'archive', id: state.residentId, version: archive.version }] });
}

/** Provisional until somebody, the registry or a supervisor, says whose archive it is. */
function decisionOn(outcome: LookUpOutcome | null): 'create' | 'adopt' | 'provisional' {
  if (outcome === null || outcome === 'differs') return 'provisional';
  return outcome === 'none' ? 'create' : 'adopt';
}

/** The registry's history counts only where it is this person's. */
function sourceRefusal(outcome: LookUpOutcome | null, { historyFrom, noteId }: Confirmed): Refusal | null {
  if (historyFrom !== 'registry') return noteId === null ? { code: 'history-source-required' } : null;
  if (outcome === 'differs') return { code: 'needs-supervisor' };
  return outcome === null ? { code: 'archive-not-looked-up' } : null;
}

function taken(take: TakenFields): Happened[] {
  return Object.keys(take).length === 0 ? [] : [{ type: 'fieldsTaken', data: { contentVersion: 1, take } }];
}
