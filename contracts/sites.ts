import { z } from 'zod';
import { areaCode, EXAMPLE, id, pageOf, pageQuery } from './fields.js';
import { defineOperation } from './operation.js';

export const Site = z.strictObject({ id: id('site'), name: z.string(), nameEn: z.string().nullable().meta({ description: 'the English name, of a site that has one' }), areaCode, address: z.string().nullable(), registry: z.string() }).meta({ id: 'Site' });
export type Site = z.infer<typeof Site>;

const example: Site = { id: EXAMPLE.site, name: '天河区示例社区卫生服务中心', nameEn: 'Tianhe example health centre', areaCode: '440106', address: null, registry: 'guangdong' };

/** Filters that the list of sites offers. */
export const SITE_LISTS = ['all', 'area'] as const;

export const listSites = defineOperation({
  id: 'listSites', method: 'get', path: '/v1/sites', tag: 'sites', summary: 'Sites, by area',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'],
  query: z.strictObject({ area: areaCode.optional(), ...pageQuery }),
  status: 200, answer: pageOf(Site).meta({ id: 'SitePage' }), problems: [],
  examples: { query: { area: '440100' }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getSite = defineOperation({
  id: 'getSite', method: 'get', path: '/v1/sites/{id}', tag: 'sites', summary: 'One site',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'],
  params: z.strictObject({ id: id('site') }),
  status: 200, answer: Site, problems: [404],
  examples: { params: { id: EXAMPLE.site }, answer: example },
});
