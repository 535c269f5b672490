import type { Me } from '../../../contracts/me.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import type { Permission } from '../../../domain/access/permissions.js';
import { STATION_KINDS, type StationKind } from '../../../domain/sites/site-plan.js';

type Stations = SiteDesk['stations'];
type Offerable = { needs: Permission | readonly Permission[]; at: readonly StationKind[] | null };

/**
 * What is done here: at a shared desk what its station is for, with all else that the plan does at that same station; signed in in full whatever
 * the site has. A site without a plan does everything anywhere.
 */
export function kindsHere(stations: Stations, device: Me['device']): readonly StationKind[] {
  const ofSite = stations.length > 0 ? STATION_KINDS.filter((kind) => stations.some(({ kinds }) => kinds.includes(kind))) : STATION_KINDS;
  if (!device || device.station === 'one-desk') return ofSite;
  const { station } = device;
  return [...new Set([station, ...stations.filter(({ kinds }) => kinds.includes(station)).flatMap(({ kinds }) => kinds)])];
}

/** The pages that somebody is offered at this desk of this site. */
export function offeredPages<P extends Offerable>(pages: readonly P[], { stations, device, may }: { stations: Stations; device: Me['device']; may: readonly string[] }): P[] {
  const here = kindsHere(stations, device);
  return pages.filter(({ needs, at }) => [needs].flat().some((one) => may.includes(one)) && (at === null || at.some((kind) => here.includes(kind))));
}
