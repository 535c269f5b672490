import { z } from 'zod';
import { CASE_KINDS } from '../domain/cases/kinds.js';
import { areaCode, EXAMPLE, id, instant, pageOf, pageQuery } from './fields.js';
import { defineOperation } from './operation.js';

export const Case = z
  .strictObject({
    id: id('case'), kind: z.enum(CASE_KINDS), journeyId: id('journey'), plannedDoseId: id('planned dose').nullable(), siteId: id('site'), areaCode,
    status: z.string(), openedAt: instant, dueAt: instant,
  })
  .meta({ id: 'Case' });

const example = {
  id: EXAMPLE.case, kind: 'upload-overdue', journeyId: EXAMPLE.journey, plannedDoseId: EXAMPLE.plannedDose, siteId: EXAMPLE.site, areaCode: '440106', status: 'open',
  openedAt: EXAMPLE.at, dueAt: '2026-11-25T01:00:00.000Z',
} as const;

/** Filters that the list of cases offers, each with one order and an index. */
export const CASE_LISTS = ['siteId', 'area'] as const;

export const listCases = defineOperation({
  id: 'listCases', method: 'get', path: '/v1/cases', tag: 'cases', summary: 'Open cases, by site or area', scope: 'cases:read', kinds: ['site-client', 'operator'],
  query: z.strictObject({ siteId: id('site').optional(), area: areaCode.optional(), ...pageQuery }),
  status: 200, answer: pageOf(Case).meta({ id: 'CasePage' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getCase = defineOperation({
  id: 'getCase', method: 'get', path: '/v1/cases/{id}', tag: 'cases', summary: 'One case', scope: 'cases:read', kinds: ['site-client', 'operator'],
  params: z.strictObject({ id: id('case') }), status: 200, answer: Case, problems: [404],
  examples: { params: { id: EXAMPLE.case }, answer: example },
});
