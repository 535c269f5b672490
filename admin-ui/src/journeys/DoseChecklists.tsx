import { useSignedIn } from '../layout/use-signed-in.js';
import { DoseChecklist } from './DoseChecklist.js';
import type { Dose, Journey } from './rows.js';

const CHECKED: readonly Dose['state'][] = ['verified', 'given', 'uploaded'];

/** The checklists of this visit, to whoever may read them. */
export function DoseChecklists({ journey }: { journey: Journey }) {
  const { identity } = useSignedIn();
  if (!identity?.may.includes('getDoseChecklist')) return null;
  return journey.doses.filter(({ state }) => CHECKED.includes(state)).map((dose) => <DoseChecklist key={dose.plannedDoseId} journey={journey} dose={dose} />);
}
