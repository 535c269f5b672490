import { actionsOf, needsSecondPerson, type CaseAction } from '../../../domain/cases/kinds.js';
import type { Case } from './rows.js';

/** One decision for several like cases; how is as for one. */
export type BulkChoice = { how: 'resolve' | 'propose' | 'approve'; action: CaseAction };

/** What is chosen from the records of one case fits no other. */
const EACH_ITS_OWN: readonly CaseAction[] = ['choose-fields'];

/** What may be decided about all of them at once: they are of one kind, and either nothing is proposed or the same has been proposed by others. */
export function choicesFor(chosen: readonly Case[], staffId: string): BulkChoice[] {
  const [first, ...others] = chosen;
  if (!first || others.some(({ kind }) => kind !== first.kind)) return [];
  if (chosen.every(({ proposal }) => proposal === null)) return actionsOf(first.kind).filter((action) => !EACH_ITS_OWN.includes(action)).map((action) => ({ how: needsSecondPerson(action) ? 'propose' : 'resolve', action }));
  const action = first.proposal?.action;
  const approvable = action !== undefined && !EACH_ITS_OWN.includes(action) && chosen.every(({ proposal }) => proposal?.action === action && proposal.by !== staffId);
  return approvable ? [{ how: 'approve', action }] : [];
}

/** What became of one of them; `error` null: it was done. */
export type BulkResult = { about: Case; error: unknown };

type BulkRun = {
  chosen: readonly Case[];
  send: (about: Case) => Promise<unknown>;
  onResult: (result: BulkResult) => void;
  isStopped: () => boolean;
};

/** One by one: each stands for itself, so that what fails stops no other, and whoever stops leaves the rest as it was. */
export async function runBulk({ chosen, send, onResult, isStopped }: BulkRun): Promise<void> {
  for (const about of chosen) {
    if (isStopped()) return;
    onResult(await send(about).then(() => ({ about, error: null }), (error: unknown) => ({ about, error })));
  }
}
