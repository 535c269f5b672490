import type { NewSite, RegisteredSite, SiteChange } from '../../../contracts/site-register.js';

// Types alone: the schemas stay out of the page.
export type { NewSite, RegisteredSite, SiteChange };
