import { useWords } from '../layout/use-words.js';
import type { Dose } from './rows.js';
import { useDoseName } from './use-dose-name.js';

/** A step as `uploadDose:<planned dose>` in words: what is done, and for which dose where there is more to tell apart. */
export function useStepName(doses: readonly Dose[]): (step: string) => string {
  const words = useWords();
  const nameOf = useDoseName();
  return (step) => {
    const [name = step, plannedDoseId] = step.split(':');
    const dose = doses.find((planned) => planned.plannedDoseId === plannedDoseId);
    return words('step', name) + (dose ? ` (${nameOf(dose)})` : '');
  };
}
