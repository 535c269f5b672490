import { z } from 'zod';
import { CASE_KINDS } from '../domain/cases/kinds.js';
import { CASE_NEEDS } from '../domain/cases/needs.js';
import { OPEN_QUEUES } from '../domain/cases/queue.js';
import { MAX_QUERY_NAME, MOST_SAVED_QUERIES } from '../domain/cases/saved-query.js';
import { mayNamePerson } from '../domain/cases/search-text.js';
import { areaCode, EXAMPLE, id, plainText } from './fields.js';
import { defineOperation } from './operation.js';

const own = { tag: 'cases', scope: [], kinds: ['person'] } as const;
const params = z.strictObject({ id: id('saved query') });

/** Nothing of a person: what a list of cases is narrowed by. */
const QueryFilter = z
  .strictObject({ siteId: id('site').optional(), area: areaCode.optional(), kind: z.enum(CASE_KINDS).optional(), queue: z.enum(OPEN_QUEUES).optional(), need: z.enum(CASE_NEEDS).optional() })
  .refine((filter) => Object.values(filter).some((part) => part !== undefined), 'needed')
  .refine(({ siteId, area }) => siteId === undefined || area === undefined, 'not-together')
  .meta({ id: 'CaseQueryFilter', description: 'parts of the query of `listCases`, one of them at least; a site or an area' });

const kept = {
  name: plainText(MAX_QUERY_NAME).refine((name) => !mayNamePerson(name), 'no-numbers').meta({ description: 'of which the person has no other; without a number of eight digits or more' }),
  filter: QueryFilter,
};
const KeptQuery = z.strictObject(kept).meta({ id: 'NewSavedQuery' });

export const SavedQuery = z.strictObject({ id: id('saved query'), ...kept }).meta({ id: 'SavedQuery' });
export type SavedQuery = z.infer<typeof SavedQuery>;

const bodies = { rejected: { name: '登记系统退回，待认领', filter: { kind: 'registry-rejected', queue: 'unclaimed' } } } as const;
const example: SavedQuery = { id: EXAMPLE.command, ...bodies.rejected };

export const listSavedQueries = defineOperation({
  id: 'listSavedQueries', method: 'get', path: '/v1/me/saved-queries', summary: 'The filters of cases that whoever is signed in has kept under a name, the oldest first', ...own,
  status: 200, answer: z.strictObject({ data: z.array(SavedQuery).max(MOST_SAVED_QUERIES) }).meta({ id: 'SavedQueries' }), problems: [], examples: { answer: { data: [example] } },
});

export const saveQuery = defineOperation({
  id: 'saveQuery', method: 'post', path: '/v1/me/saved-queries', summary: `Keep a filter of cases under a name, for oneself alone; ${MOST_SAVED_QUERIES} at most`, ...own, body: KeptQuery,
  status: 201, answer: SavedQuery, problems: [404, 409], examples: { bodies, answer: example },
});

export const changeSavedQuery = defineOperation({
  id: 'changeSavedQuery', method: 'post', path: '/v1/me/saved-queries/{id}', summary: 'Give a saved query another name or filter', ...own, params, body: KeptQuery,
  status: 200, answer: SavedQuery, problems: [404], examples: { params: { id: EXAMPLE.command }, bodies, answer: example },
});

export const deleteSavedQuery = defineOperation({
  id: 'deleteSavedQuery', method: 'post', path: '/v1/me/saved-queries/{id}/delete', summary: 'Delete a saved query', ...own, params, body: z.strictObject({}).meta({ id: 'SavedQueryDeletion' }),
  status: 200, answer: z.strictObject({ deleted: z.boolean().meta({ description: 'whether there was one' }) }).meta({ id: 'SavedQueryDeleted' }), problems: [],
  examples: { params: { id: EXAMPLE.command }, bodies: { delete: {} }, answer: { deleted: true } },
});
