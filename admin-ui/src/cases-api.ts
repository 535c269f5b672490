import type { ArchiveDifferences } from '../../contracts/archives.js';
import type { Case } from '../../contracts/cases.js';
import type { SavedQuery } from '../../contracts/saved-queries.js';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { CaseAction } from '../../domain/cases/kinds.js';
import type { TakenFields } from '../../domain/journey/events.js';
import type { GetJson } from '../../ui/get-json.js';
import type { PostJson } from '../../ui/post-json.js';

type NewQuery = Omit<SavedQuery, 'id'>;
type Said = { staffId: string; text: string };
export type CaseDecision = { staffId: string; caseVersion: number; action: CaseAction; reason?: string };

/** What may be done about a case: a method for each verb of the contract, and no update that could be anything. */
export type CaseVerbs = ReturnType<typeof createCaseVerbs>;

export function createCaseVerbs(getJson: GetJson, postJson: PostJson) {
  const queries = '/v1/me/saved-queries';
  const at = (id: string, verb: string) => `/v1/cases/${encodeURIComponent(id)}/${verb}`;
  return {
    claimCase: (id: string, staffId: string) => postJson(at(id, 'claim'), { staffId }) as Promise<Case>,
    releaseCase: (id: string, staffId: string) => postJson(at(id, 'release'), { staffId }) as Promise<Case>,
    takeOverCase: (id: string, why: { staffId: string; reason: string }) => postJson(at(id, 'take-over'), why) as Promise<Case>,
    commentOnCase: (id: string, comment: Said) => postJson(at(id, 'comments'), comment) as Promise<Case>,
    askDesk: (id: string, question: Said) => postJson(at(id, 'question'), question) as Promise<Case>,
    answerCase: (id: string, answer: Said) => postJson(at(id, 'answer'), answer) as Promise<Case>,
    proposeDecision: (id: string, proposal: Required<CaseDecision> & { take?: TakenFields }) => postJson(at(id, 'proposal'), proposal) as Promise<Case>,
    declineProposal: (id: string, why: { staffId: string; caseVersion: number; reason: string }) => postJson(at(id, 'proposal/decline'), why) as Promise<Case>,
    approveProposal: (id: string, approval: { staffId: string; caseVersion: number }) => postJson(at(id, 'proposal/approve'), approval) as Promise<CommandAnswer>,
    resolveCase: (id: string, decision: CaseDecision) => postJson(at(id, 'resolve'), decision) as Promise<CommandAnswer>,
    undoCase: (id: string, why: { staffId: string; caseVersion: number; reason: string }) => postJson(at(id, 'undo'), why) as Promise<CommandAnswer>,
    saveQuery: (query: NewQuery) => postJson(queries, query) as Promise<SavedQuery>,
    changeSavedQuery: (id: string, query: NewQuery) => postJson(`${queries}/${encodeURIComponent(id)}`, query) as Promise<SavedQuery>,
    deleteSavedQuery: (id: string) => postJson(`${queries}/${encodeURIComponent(id)}/delete`, {}) as Promise<{ deleted: boolean }>,
    /** Personal data in the clear, and each reading stands in the audit: asked for when somebody wants to see them, and kept nowhere. */
    revealDifferences: (journeyId: string) => getJson(`/v1/journeys/${encodeURIComponent(journeyId)}/archive-differences`) as Promise<ArchiveDifferences>,
  };
}
