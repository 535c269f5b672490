import { refuse } from '../../refusals.js';
import { decided, type Decision } from '../decision.js';
import { findDose } from '../state.js';
import type { Asked } from './asked.js';

/** The scope that lets a role release a resident before the half hour is over, with a reason. */
export const RELEASE_EARLY = 'observation:release-early';

/** Norms ch. 6: always recordable while the resident is here, and after. */
export function reportReaction({ state, data }: Asked<'reportReaction'>): Decision {
  const { plannedDoseId, severity, evidenceId } = data;
  if (plannedDoseId !== null && !findDose(state, plannedDoseId)) return refuse({ code: 'unknown-planned-dose', plannedDoseId });
  return decided([{ type: 'reactionReported', data: { plannedDoseId, severity, evidenceId } }]);
}

/** Norms 8.1: leave only after 30 minutes on site. The instant decides, whether or not the process has noticed it. */
export function release({ state, data, facts, now }: Asked<'release'>): Decision {
  const until = state.observation?.until ?? now;
  const early = now < until;
  if (early && !data.early) return refuse({ code: 'observation-not-over', until });
  if (early && (data.noteId === null || !facts.grants.includes(RELEASE_EARLY))) return refuse({ code: 'not-authorised', needs: RELEASE_EARLY });
  return decided([{ type: 'released', data: { early, noteId: data.noteId } }]);
}
