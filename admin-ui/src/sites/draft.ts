import type { RegisteredSite, SiteChange } from './rows.js';

/** What is typed of a site: texts may be empty, where the API has none. */
export type SiteDraft = Omit<SiteChange, 'name' | 'address' | 'version'> & { zh: string; en: string; address: string };

export const emptySite = (): SiteDraft => ({ code: '', zh: '', en: '', address: '', stations: [{ code: '', kinds: [] }], hours: [], switchedOnOn: null, switchedOffOn: null });

export function draftOf({ code, name: { zh, en }, address, stations, hours, switchedOnOn, switchedOffOn }: RegisteredSite): SiteDraft {
  return { code: code ?? '', zh, en: en ?? '', address: address ?? '', stations, hours, switchedOnOn, switchedOffOn };
}

export function siteOf({ zh, en, address, ...draft }: SiteDraft): Omit<SiteChange, 'version'> {
  return { ...draft, name: { zh, en: en.trim() || null }, address: address.trim() || null };
}
