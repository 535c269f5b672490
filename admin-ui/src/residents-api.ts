import type { DataProvider } from 'react-admin';
import type { PostJson } from '../../ui/post-json.js';
import type { Identifier, Resident, ResidentInClear, RevealReason } from './residents/rows.js';

/** Numbers and names travel in bodies alone, never in an address, and are kept nowhere. */
export type ResidentVerbs = ReturnType<typeof createResidentVerbs>;
export type ResidentProvider = DataProvider & ResidentVerbs;

export function createResidentVerbs(postJson: PostJson) {
  return {
    lookUpResident: (asked: { identifier: Identifier; siteId?: string }) => postJson('/v1/residents/look-up', asked) as Promise<{ residents: Resident[] }>,
    /** In the clear, and each time in the audit: for as long as somebody looks at it. */
    revealResident: (id: string, reason: RevealReason) => postJson(`/v1/residents/${encodeURIComponent(id)}/reveal`, { reason }) as Promise<ResidentInClear>,
  };
}
