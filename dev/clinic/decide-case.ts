import type { Case } from '../../contracts/cases.js';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import { needsSecondPerson, type CaseAction } from '../../domain/cases/kinds.js';
import type { Answer, ApiClient } from './api-client.js';

const SUPERVISOR = 'staff-supervisor';
const SECOND = 'staff-second-supervisor';

/** Decides the case as it was read, by two people where one is not enough; what one has proposed before is approved. */
export async function decideCase(api: ApiClient, { id, version: caseVersion, proposal, claim }: Case, action: CaseAction, reason: string): Promise<Answer<CommandAnswer>> {
  const path = `/v1/cases/${id}`;
  if (!needsSecondPerson(action)) return api.post<CommandAnswer>(`${path}/resolve`, { staffId: SUPERVISOR, caseVersion, action, reason });
  if (proposal) {
    // Proposed before something was killed: whoever has proposed gives it out of hand, or nobody else could approve it.
    const given = claim ? await api.post<Case>(`${path}/release`, { staffId: claim.by }) : null;
    if (given && !given.ok) return given;
    return api.post<CommandAnswer>(`${path}/proposal/approve`, { staffId: SECOND, caseVersion: given?.body.version ?? caseVersion });
  }
  const proposed = await api.post<Case>(`${path}/proposal`, { staffId: SUPERVISOR, caseVersion, action, reason });
  return proposed.ok ? api.post<CommandAnswer>(`${path}/proposal/approve`, { staffId: SECOND, caseVersion: proposed.body.version }) : proposed;
}

/** Takes it in hand first, so that nobody else decides it meanwhile. */
export function claimCase(api: ApiClient, id: string): Promise<Answer<Case>> {
  return api.post<Case>(`/v1/cases/${id}/claim`, { staffId: SUPERVISOR });
}
