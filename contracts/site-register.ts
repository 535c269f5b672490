import { z } from 'zod';
import { STATION_KINDS } from '../domain/sites/site-plan.js';
import { REGISTRIES } from '../domain/systems/systems.js';
import { areaCode, code, day, EXAMPLE, id, pageOf, pageQuery, plainText, timeOfDay, version } from './fields.js';
import { defineOperation } from './operation.js';

const administrators = { tag: 'administration', scope: [], kinds: ['person'] } as const;
const params = z.strictObject({ id: id('site') });

const Station = z.strictObject({ code, kinds: z.array(z.enum(STATION_KINDS)).min(1).max(STATION_KINDS.length) }).meta({ id: 'Station', description: 'one desk, and what it is for' });
const OpenHours = z.strictObject({ weekday: z.int().min(1).max(7).meta({ description: 'ISO 8601: 1 is Monday' }), opensAt: timeOfDay, closesAt: timeOfDay }).meta({ id: 'OpenHours' });

const siteCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,31}$/);
const ofArea = { areaCode, registry: z.enum(REGISTRIES) };
const kept = {
  name: z.strictObject({ zh: plainText(100), en: plainText(100).nullable() }),
  address: plainText(200).nullable(),
  stations: z.array(Station).max(200).meta({ description: 'the station plan; of a site that is to be switched on, a station for each of registration, precheck, vaccination and observation' }),
  hours: z.array(OpenHours).max(70).meta({ description: 'opening hours by weekday; a session may lie outside them' }),
  switchedOnOn: day.nullable().meta({ description: 'from this day on the site has sessions; null: not yet' }),
  switchedOffOn: day.nullable().meta({ description: 'from this day on it has none any more' }),
};

export const RegisteredSite = z
  .strictObject({ id: id('site'), code: siteCode.nullable().meta({ description: 'unique; null of a site from before sites had one' }), ...ofArea, registry: z.string(), ...kept, version })
  .meta({ id: 'RegisteredSite' });
export type RegisteredSite = z.infer<typeof RegisteredSite>;

export const NewSite = z.strictObject({ code: siteCode, ...ofArea, ...kept }).meta({ id: 'NewSite' });
export type NewSite = z.infer<typeof NewSite>;
export const SiteChange = z.strictObject({ code: siteCode, ...kept, version }).meta({ id: 'SiteChange', description: 'area and registry stay' });
export type SiteChange = z.infer<typeof SiteChange>;

const { site: siteId, day: switchedOnOn } = EXAMPLE;
const keptExample = {
  name: { zh: '天河区示例社区卫生服务中心', en: 'Tianhe example health centre' }, address: null, stations: [{ code: 'desk-1', kinds: ['registration' as const, 'precheck' as const, 'vaccination' as const, 'observation' as const] }],
  hours: [{ weekday: 1, opensAt: '08:00', closesAt: '12:00' }], switchedOnOn, switchedOffOn: null,
};
const newExample = { code: '4401060001', areaCode: '440106', registry: 'guangdong' as const, ...keptExample };
const example: RegisteredSite = { id: siteId, ...newExample, version: 1 };

/** Filters that the list of sites offers. */
export const REGISTERED_SITE_LISTS = ['all', 'area'] as const;

export const listRegisteredSites = defineOperation({
  id: 'listRegisteredSites', method: 'get', path: '/v1/administration/sites', summary: 'Sites with station plan, hours and switch-on date, by area', ...administrators,
  query: z.strictObject({ area: areaCode.optional(), ...pageQuery }),
  status: 200, answer: pageOf(RegisteredSite).meta({ id: 'RegisteredSitePage' }), problems: [],
  examples: { query: { area: '440100' }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getRegisteredSite = defineOperation({
  id: 'getRegisteredSite', method: 'get', path: '/v1/administration/sites/{id}', summary: 'One of them', ...administrators, params,
  status: 200, answer: RegisteredSite, problems: [404], examples: { params: { id: siteId }, answer: example },
});

export const registerSite = defineOperation({
  id: 'registerSite', method: 'post', path: '/v1/administration/sites', summary: 'Register a site', ...administrators, body: NewSite,
  status: 201, answer: RegisteredSite, problems: [], examples: { bodies: { small: newExample }, answer: example },
});

export const changeSite = defineOperation({
  id: 'changeSite', method: 'post', path: '/v1/administration/sites/{id}', summary: 'Change a site, or switch it on or off from a day on; one is never deleted', ...administrators, params, body: SiteChange,
  status: 200, answer: RegisteredSite, problems: [404, 409],
  examples: { params: { id: siteId }, bodies: { switchOff: { code: newExample.code, ...keptExample, switchedOffOn: '2027-01-01', version: 1 } }, answer: { ...example, switchedOffOn: '2027-01-01', version: 2 } },
});
