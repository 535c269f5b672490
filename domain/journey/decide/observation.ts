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
  return decided([{ type: 'reactionReported', data: { plannedDoseId, severity, evidenceId, noteId: null } }]);
}

/** Nobody let them go, so nobody is written down as having done so: they stay on the board until somebody has found out how they are (hazard H12). */
export function reportLeft({ state, data }: Asked<'reportLeft'>): Decision {
  return decided(state.leftUnreleased ? [] : [{ type: 'leftUnreleased', data }]);
}

/**
 * Norms 8.1: leave only after 30 minutes on site. The instant decides, whether or not the process has noticed it. Whoever has left is not let go
 * early by anybody: what was found out about them is the reason.
 */
export function release({ state, data, facts, now }: Asked<'release'>): Decision {
  const until = state.observation?.until ?? now;
  const early = now < until && !state.leftUnreleased;
  if (early && !data.early) return refuse({ code: 'observation-not-over', until });
  if (early && !facts.grants.includes(RELEASE_EARLY)) return refuse({ code: 'not-authorised', needs: RELEASE_EARLY });
  if ((early || state.leftUnreleased) && data.noteId === null) return refuse({ code: 'reason-required', action: 'release' });
  return decided([{ type: 'released', data: { early, noteId: data.noteId } }]);
}
