import type { Permission } from '../../../domain/access/permissions.js';
import type { StationKind } from '../../../domain/sites/site-plan.js';
import { lazyPage } from '../layout/lazy-page.js';
import type { frameTexts } from './texts.js';

/**
 * A page of the workspace, loaded when it is opened. `needs`: the permission without which it is of no use, or of several one; `at`: the kinds of station where
 * it belongs, null: at each. Its name stands in `texts.ts` beside this.
 */
export type DeskPage = { path: keyof (typeof frameTexts)['zh']['pages']; needs: Permission | readonly Permission[]; at: readonly StationKind[] | null; Page: ReturnType<typeof lazyPage> };

/** In the order of the buttons; the first that somebody may open is opened first. */
export const PAGES: readonly DeskPage[] = [
  { path: 'registration', needs: ['sendJourneyCommand.confirmArchive', 'sendJourneyCommand.recordPrecheck', 'sendJourneyCommand.recordPayment'], at: ['registration', 'precheck', 'cashier'], Page: lazyPage(async () => (await import('../registration/RegistrationPage.js')).RegistrationPage) },
  { path: 'vaccination', needs: 'sendJourneyCommand.verify', at: ['vaccination'], Page: lazyPage(async () => (await import('../vaccination/VaccinationPage.js')).VaccinationPage) },
  { path: 'observation', needs: 'listObservation', at: ['observation'], Page: lazyPage(async () => (await import('../observation/ObservationPage.js')).ObservationPage) },
  { path: 'scan', needs: 'scanText', at: null, Page: lazyPage(async () => (await import('../scan/ScanPage.js')).ScanPage) },
];
