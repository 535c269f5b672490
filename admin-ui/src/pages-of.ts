import { audit } from './audit/index.js';
import { cases } from './cases/index.js';
import { devices } from './devices/index.js';
import { clients } from './clients/index.js';
import { journeys } from './journeys/index.js';
import { lots } from './lots/index.js';
import { policies } from './policies/index.js';
import { notices } from './notices/index.js';
import { residents } from './residents/index.js';
import { siteRegister } from './sites/index.js';
import { reports } from './reports/index.js';
import { staff } from './staff/index.js';
import { systems } from './systems/index.js';

/** Each page with what it reads first: whoever may not is not shown it. In the order of the menu. */
const PAGES = [
  { needs: 'listJourneys', page: journeys },
  { needs: 'listCases', page: cases },
  { needs: 'getResidentRecord', page: residents },
  { needs: 'findNotices', page: notices },
  { needs: 'listLots', page: lots },
  { needs: 'listSystems', page: systems },
  { needs: 'listPolicies', page: policies },
  { needs: 'getReport', page: reports },
  { needs: 'listAudit', page: audit },
  { needs: 'listPeople', page: staff },
  { needs: 'listDevices', page: devices },
  { needs: 'listRegisteredSites', page: siteRegister },
  { needs: 'listClients', page: clients },
];

/** react-admin shows its own welcome where there is no page at all; this one has no address and stands in no menu. */
const NONE = { name: 'none' };

/** The pages of whoever may do so much. While nobody can say who is there, those of most people, which then say what is wrong. */
export function pagesOf(may: readonly string[]) {
  if (may.length === 0) return [journeys, cases];
  const own = ownPagesOf(may);
  return own.length > 0 ? own : [NONE];
}

/** Whether it is the name of a page, open to whomever. */
export function isPage(name: string): boolean {
  return PAGES.some(({ page }) => page.name === name);
}

/** Where somebody begins for whom Today has nothing, neither cases nor journeys; null for everybody else. */
export function otherFirstPage(may: readonly string[]): string | null {
  if (may.includes('listCases') || may.includes('countJourneys')) return null;
  return ownPagesOf(may)[0]?.name ?? null;
}

const ownPagesOf = (may: readonly string[]) => PAGES.filter(({ needs }) => may.includes(needs)).map(({ page }) => page);
