import { toAreaCode, toId } from '../domain/ids.js';
import type { Principal } from './auth/principal.js';
import { listNotOffered } from './offered-lists.js';
import { isOfSites, scopeOf } from './reach.js';

/** What the caller names; else the site or the area that is theirs. A site's own client sees that site. Throws 404 for a foreign site, 422 `list-not-offered` with `lists`. */
export function placeOf(principal: Principal, { siteId, area }: { siteId?: string | undefined; area?: string | undefined }, lists: readonly string[]) {
  if (isOfSites(principal) && area !== undefined) throw listNotOffered(lists);
  const site = siteId === undefined ? undefined : toId<'site'>(siteId);
  const scope = scopeOf(principal, site);
  return { scope, place: { siteId: site ?? scope.site, areaCode: area === undefined ? (site ? undefined : scope.area) : toAreaCode(area) } };
}
