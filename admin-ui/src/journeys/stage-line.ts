import { STAGES, type Stage } from '../../../domain/journey/stages.js';
import type { Journey } from './rows.js';

export type StagePlace = 'done' | 'now' | 'coming' | 'skipped';

const LINE = STAGES.slice(0, STAGES.indexOf('closed') + 1);

/** The stages in order and where the journey stands among them. One that ended beside the line has its end last, and passed no more than its record says. */
export function stageLine(journey: Journey): { stage: Stage; place: StagePlace }[] {
  const at = LINE.indexOf(journey.stage);
  if (at >= 0) return LINE.map((stage, n) => ({ stage, place: n < at || journey.stage === 'closed' ? 'done' : n === at ? 'now' : 'coming' }));
  const reached = reachedBy(journey);
  return [...LINE.map((stage, n) => ({ stage, place: n <= reached ? ('done' as const) : ('skipped' as const) })), { stage: journey.stage, place: 'now' }];
}

/** How far an ended visit had come, by what is on its record. */
function reachedBy({ released, observeUntil, doses, archive, identifiedBy, slotId }: Journey): number {
  if (released) return LINE.indexOf('released');
  if (observeUntil) return LINE.indexOf('observing');
  if (doses.some(({ given }) => given)) return LINE.indexOf('dosing');
  if (archive.decision) return LINE.indexOf('archive-confirmed');
  if (identifiedBy) return LINE.indexOf('identified');
  return LINE.indexOf(slotId === null ? 'arrived' : 'booked'); // whoever walked in was there
}
