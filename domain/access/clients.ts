import type { AreaCode, SiteId } from '../ids.js';

/** A site client is the software of its sites, a channel acts for the resident of each call, an operator oversees its area. */
export const CLIENT_KINDS = ['site-client', 'channel', 'operator'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** Why a client was shut out for good. */
export const REVOCATION_REASONS = ['key-compromised', 'misuse', 'replaced', 'agreement-ended', 'other'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** What of where a client acts does not go with its kind. */
export type ClientPlaceFault = { field: 'areaCode' | 'siteIds'; rule: 'needed-by-kind' | 'not-of-kind' };

export function clientPlaceFault({ kind, areaCode, siteIds }: { kind: ClientKind; areaCode: AreaCode | null; siteIds: readonly SiteId[] }): ClientPlaceFault | null {
  if ((kind === 'site-client') !== (siteIds.length > 0)) return { field: 'siteIds', rule: kind === 'site-client' ? 'needed-by-kind' : 'not-of-kind' };
  if ((kind === 'operator') !== (areaCode !== null)) return { field: 'areaCode', rule: kind === 'operator' ? 'needed-by-kind' : 'not-of-kind' };
  return null;
}
