import type { DueDose } from '../../../contracts/due-doses.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';

/** What is due for somebody, and why; nothing for whoever may not read it. */
export function useDue(residentId: string) {
  const { may } = useDesk();
  return useApi<{ asOf: string; data: DueDose[] }>(['residents', residentId, 'due-doses'], may('listDueDoses') ? `/v1/residents/${residentId}/due-doses` : null);
}

/** Today's reasons in one order: what is late before what is due. */
export const isDueNow = ({ status }: DueDose): boolean => status === 'due' || status === 'overdue';
