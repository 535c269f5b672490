import type { ScanAnswer } from '../../../contracts/scans.js';
import { ApiError } from '../../../ui/api-error.js';
import { api } from '../api.js';
import { useDesk } from '../frame/desk.js';
import { useAsking } from '../layout/use-asking.js';

export type ReadAs = ScanAnswer['kind'];
/** What was scanned, as it came from the scanner, and what it is. */
export type Scanned = { text: string; answer: ScanAnswer };
type Said = { readAs?: ReadAs; lot?: string };

/** Asks what a text is. `readings`: what it could be where it could be several things; ask again with one of them as `readAs`. Changes no journey. */
export function useScan() {
  const { site } = useDesk();
  const { pending, error, ask, forget } = useAsking();
  const scan = (text: string, said: Said = {}): Promise<Scanned | null> =>
    ask(async () => ({ text, answer: await api.post<ScanAnswer>(`/v1/sites/${site.siteId}/scans`, { text, ...said }) }));
  return { scan, pending, error, readings: readingsOf(error), forget };
}

function readingsOf(error: unknown): ReadAs[] {
  const { problem } = error instanceof ApiError ? error : { problem: null };
  return problem?.code === 'text-ambiguous' ? (problem.params['readings'] as ReadAs[]) : [];
}
