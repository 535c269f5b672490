import type { DataProvider } from 'react-admin';
import type { LotShown } from '../../contracts/lots.js';
import { lotPath } from './lots/lot-id.js';
import type { PostJson } from '../../ui/post-json.js';

type WithReason = { staffId: string; version: number; reason: string };
export type HoldToPlace = { staffId: string; kind: string; siteId?: string; since?: string; reason: string };

/** What may be done about lots: a method for each verb of the contract. */
export type LotVerbs = ReturnType<typeof createLotVerbs>;
export type LotProvider = DataProvider & LotVerbs;

export function createLotVerbs(postJson: PostJson) {
  const at = (holdId: string, verb = '') => `/v1/lot-holds/${encodeURIComponent(holdId)}/release${verb}`;
  return {
    placeLotHold: (lotId: string, hold: HoldToPlace) => postJson(`${lotPath(lotId)}/holds`, hold) as Promise<LotShown>,
    askLotRelease: (holdId: string, why: WithReason) => postJson(at(holdId), why) as Promise<LotShown>,
    approveLotRelease: (holdId: string, approval: { staffId: string; version: number }) => postJson(at(holdId, '/approve'), approval) as Promise<LotShown>,
    declineLotRelease: (holdId: string, why: WithReason) => postJson(at(holdId, '/decline'), why) as Promise<LotShown>,
  };
}
