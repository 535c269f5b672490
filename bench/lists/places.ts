import { toAreaCode, type AreaCode, type SiteId } from '../../domain/ids.js';
import { createRandom, type Random } from '../../simulators/residents/random.js';
import { idAt } from './ids.js';

export type Place = { siteId: SiteId; areaCode: AreaCode };

/** Sites by area: assumed from how people are spread over Guangdong. Guangzhou by the districts that the schema knows, other cities whole. */
export const SITES_BY_AREA: Record<string, number> = {
  '440103': 12, '440104': 12, '440105': 16, '440106': 20, '440300': 60, '441900': 36, '440600': 32, '440800': 24, '440500': 20, '441300': 20, '440900': 20, '445200': 20,
  '440700': 16, '441500': 10, '441800': 14, '441400': 14, '441200': 14, '440200': 10, '441600': 10, '441700': 10, '445100': 10, '442000': 16, '440400': 10, '445300': 8,
};

const SEED = 44; // the same sites in every table
const SITES_FROM_MS = Date.UTC(2022, 0, 1);

/** All sites, and a draw by size: the fourth of an area sees half of what its first one sees. */
export function createPlaces() {
  const random = createRandom(SEED);
  const sites: Place[] = [];
  const upTo: number[] = [];
  let total = 0;
  for (const [area, count] of Object.entries(SITES_BY_AREA)) {
    for (let n = 1; n <= count; n += 1) {
      sites.push({ siteId: idAt(random, SITES_FROM_MS + sites.length), areaCode: toAreaCode(area) });
      upTo.push((total += 1 / Math.sqrt(n)));
    }
  }
  /** Binary search over the sums: millions are drawn. */
  const draw = ({ unit }: Random): Place => {
    const wanted = unit() * total;
    let [low, high] = [0, sites.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? total) > wanted) high = middle;
      else low = middle + 1;
    }
    return sites[low] as Place;
  };
  return { sites, draw };
}
export type Places = ReturnType<typeof createPlaces>;
