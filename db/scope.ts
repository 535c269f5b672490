import type { AreaCode, ResidentId, SiteId } from '../domain/ids.js';

/**
 * What a caller may see, set for one transaction: a site's rows, an area's (by prefix: province, city, district), one resident's own, or
 * with `open` only what is public about sites. Nothing set = no rows. `ofJourney` is for processes of ours: the site of the journey at hand.
 */
export type Scope = { site?: SiteId; area?: AreaCode; resident?: ResidentId; open?: true; ofJourney?: true };
