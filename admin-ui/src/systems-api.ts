import type { System } from '../../contracts/systems.js';
import type { PostJson } from '../../ui/post-json.js';

type WithReason = { staffId: string; version: number; reason: string };

/** What may be done about a system outside: a method for each verb of the contract. */
export type SystemVerbs = ReturnType<typeof createSystemVerbs>;

export function createSystemVerbs(postJson: PostJson) {
  const at = (id: string, verb: string) => `/v1/systems/${encodeURIComponent(id)}/${verb}`;
  return {
    proposePause: (id: string, why: WithReason) => postJson(at(id, 'pause'), why) as Promise<System>,
    approvePause: (id: string, approval: { staffId: string; version: number }) => postJson(at(id, 'pause/approve'), approval) as Promise<System>,
    declinePause: (id: string, why: WithReason) => postJson(at(id, 'pause/decline'), why) as Promise<System>,
    resumeSystem: (id: string, why: WithReason) => postJson(at(id, 'resume'), why) as Promise<System>,
  };
}
