/** The outside systems that are called, each by its one name in pauses, breakers, errors and figures. */
export const SYSTEMS = ['registry-guangdong', 'sms', 'birth-certificate', 'police-face', 'household-register'] as const;
export type SystemId = (typeof SYSTEMS)[number];

/** To which a site may belong: those that a dialect of ours speaks to. */
export const REGISTRIES = ['guangdong'] as const;

export const REGISTRY: SystemId = 'registry-guangdong';
export const SMS: SystemId = 'sms';

/** Whether a system is asked just now; `open` and `half-open` are the worker's finding, `paused` is what two people decided. */
export const SYSTEM_STATES = ['closed', 'open', 'half-open', 'paused'] as const;
export type SystemState = (typeof SYSTEM_STATES)[number];

/** What a page shows above everything else while a system is paused, by the part of the work that stands still. */
export const PAUSE_BANNERS = ['registry-paused', 'notices-paused', 'identity-paused'] as const;
export type PauseBanner = (typeof PAUSE_BANNERS)[number];

const BANNER_OF: Record<SystemId, PauseBanner> = {
  'registry-guangdong': 'registry-paused',
  sms: 'notices-paused',
  'birth-certificate': 'identity-paused',
  'police-face': 'identity-paused',
  'household-register': 'identity-paused',
};

/** Each once, in the order of the list. A system that only a newer release knows has no banner here. */
export function pauseBannersOf(paused: Iterable<string>): PauseBanner[] {
  const shown = new Set([...paused].map((system) => BANNER_OF[system as SystemId]));
  return PAUSE_BANNERS.filter((banner) => shown.has(banner));
}
