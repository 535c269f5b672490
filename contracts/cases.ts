import { z } from 'zod';
import { CASE_ACTIONS, CASE_KINDS } from '../domain/cases/kinds.js';
import { CASE_NEEDS, DUE_SOON_MS } from '../domain/cases/needs.js';
import { COUNT_STOPS_AT, OPEN_QUEUES } from '../domain/cases/queue.js';
import { CASE_NUMBER } from '../domain/cases/search-text.js';
import { CASE_LEVELS } from '../domain/cases/supervisor-case.js';
import { STAGES } from '../domain/journey/stages.js';
import { areaCode, EXAMPLE, id, instant, pageOf, pageQuery, version } from './fields.js';
import { TakenFields } from './journey-commands.js';
import { Actor } from './journeys.js';
import { defineOperation } from './operation.js';

const claim = z.strictObject({ by: z.string(), until: instant }).nullable().meta({ description: 'who has it in hand, and until when unless renewed' });

export const Case = z
  .strictObject({
    id: id('case'), kind: z.enum(CASE_KINDS), journeyId: id('journey'), plannedDoseId: id('planned dose').nullable(), siteId: id('site'), areaCode,
    status: z.enum(['open', 'resolved']), level: z.enum(CASE_LEVELS), openedAt: instant, dueAt: instant, claim,
    queue: z.enum([...OPEN_QUEUES, 'settled', 'closed-without-action']).meta({ description: 'where it stands; an open case stands in exactly one of the first five' }),
    proposal: z.strictObject({ action: z.enum(CASE_ACTIONS), by: z.string(), at: instant, take: TakenFields.optional() }).nullable().meta({ description: 'what one person would decide and another approves; the reason stands in the log' }),
    question: z.strictObject({ by: z.string(), at: instant }).nullable().meta({ description: 'sent back to the desk, which owes an answer' }),
    moved: z.strictObject({ at: instant, what: z.string() }).nullable().meta({ description: 'what it is about has changed since it was read: by which event of its journey. Read it again; a proposal that waited has fallen' }),
    evidence: z.string().meta({ description: 'where to read what it is about: an address of this API' }),
    stage: z.enum(STAGES).nullable().meta({ description: 'of its journey' }),
    atDesk: z.boolean().meta({ description: 'the resident is standing at a station and waits: checked in, and the last dose not done' }),
    actions: z.array(z.enum(CASE_ACTIONS)).meta({ description: 'what may be decided; none once it is resolved' }),
    action: z.enum(CASE_ACTIONS).nullable().meta({ description: 'what was decided; null while it is open and where it came right by itself' }),
    version,
  })
  .meta({ id: 'Case' });
export type Case = z.infer<typeof Case>;

export const caseExample: Case = {
  id: EXAMPLE.case, kind: 'registry-rejected', journeyId: EXAMPLE.journey, plannedDoseId: EXAMPLE.plannedDose, siteId: EXAMPLE.site, areaCode: '440106', status: 'open', level: 'site',
  openedAt: EXAMPLE.at, dueAt: '2026-11-25T01:00:00.000Z', queue: 'in-hand', stage: 'released', atDesk: false, proposal: null, question: null, moved: null, evidence: `/v1/journeys/${EXAMPLE.journey}/timeline`, claim: { by: 'S-12', until: '2026-11-24T01:10:00.000Z' }, actions: ['retry', 'leave-unsent'], action: null, version: 2,
};

/** Where cases are listed; each can be narrowed to a kind, a queue and a need, the most urgent first. */
export const CASE_LISTS = ['siteId', 'area'] as const;

const place = { siteId: id('site').optional(), area: areaCode.optional() };
const need = z.enum(CASE_NEEDS).meta({
  description: `why somebody is needed: \`at-desk\` the resident waits, \`mine\` in the hand of whoever is signed in, \`for-approval\` proposed by another, \`re-review\` changed since it was read, \`overdue\`, \`due-soon\` within ${DUE_SOON_MS / 3_600_000} hours, \`unclaimed\``,
});
const readers = { scope: 'cases:read', kinds: ['site-client', 'operator'] } as const;

export const listCases = defineOperation({
  id: 'listCases', method: 'get', path: '/v1/cases', tag: 'cases', summary: 'Open cases, by site or area, the most urgent first', ...readers,
  query: z.strictObject({
    ...place, kind: z.enum(CASE_KINDS).optional(), queue: z.enum(OPEN_QUEUES).optional(), need: need.optional(),
    number: z.string().toLowerCase().regex(CASE_NUMBER).optional().meta({ description: 'what the id of the case begins with, in its own form: eight characters at least' }), ...pageQuery,
  }),
  status: 200, answer: pageOf(Case).meta({ id: 'CasePage' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site, queue: 'in-hand' }, answer: { data: [caseExample], pageInfo: { hasNextPage: false, endCursor: null } } },
});

const CaseCount = z.strictObject({ kind: z.enum(CASE_KINDS), queue: z.enum(OPEN_QUEUES), count: z.int().min(1).max(COUNT_STOPS_AT) }).meta({ id: 'CaseCount' });

const NeedCount = z.strictObject({ need, count: z.int().min(1).max(COUNT_STOPS_AT) }).meta({ id: 'NeedCount' });

export const countCases = defineOperation({
  id: 'countCases', method: 'get', path: '/v1/cases/counts', tag: 'cases', summary: `How many open cases of each kind stand in each queue, and how many need somebody for which reason, by site or area; ${COUNT_STOPS_AT} means that many or more`, ...readers,
  query: z.strictObject(place),
  status: 200, answer: z.strictObject({ data: z.array(CaseCount), needs: z.array(NeedCount).meta({ description: 'a case may be in several' }) }).meta({ id: 'CaseCounts' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [{ kind: 'registry-rejected', queue: 'in-hand', count: 1 }], needs: [{ need: 'due-soon', count: 1 }] } },
});

export const getCase = defineOperation({
  id: 'getCase', method: 'get', path: '/v1/cases/{id}', tag: 'cases', summary: 'One case', ...readers, params: z.strictObject({ id: id('case') }),
  status: 200, answer: Case, problems: [404], examples: { params: { id: EXAMPLE.case }, answer: caseExample },
});

export const CaseEntry = z
  .strictObject({ version, type: z.string(), at: instant, actor: Actor, data: z.record(z.string(), z.unknown()), text: z.string().nullable().meta({ description: 'the comment or reason' }) })
  .meta({ id: 'CaseEntry' });

export const getCaseLog = defineOperation({
  id: 'getCaseLog', method: 'get', path: '/v1/cases/{id}/log', tag: 'cases', summary: 'What has happened to a case', ...readers, params: z.strictObject({ id: id('case') }),
  status: 200, answer: z.strictObject({ data: z.array(CaseEntry) }).meta({ id: 'CaseLog' }), problems: [404],
  examples: {
    params: { id: EXAMPLE.case },
    answer: {
      data: [
        { version: 2, type: 'commented', at: EXAMPLE.at, actor: { kind: 'client', clientId: 'operator', staffId: 'S-12' }, data: { by: 'S-12' }, text: 'the registry has an older lot number' },
      ],
    },
  },
});
