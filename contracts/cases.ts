import { z } from 'zod';
import { CASE_ACTIONS, CASE_KINDS } from '../domain/cases/kinds.js';
import { CASE_LEVELS } from '../domain/cases/supervisor-case.js';
import { areaCode, EXAMPLE, freeText, id, instant, pageOf, pageQuery, staffId, version } from './fields.js';
import { answerExample, CommandAnswer } from './journey-commands.js';
import { Actor } from './journeys.js';
import { defineOperation } from './operation.js';

const claim = z.strictObject({ by: z.string(), until: instant }).nullable().meta({ description: 'who has it in hand, and until when unless renewed' });

export const Case = z
  .strictObject({
    id: id('case'), kind: z.enum(CASE_KINDS), journeyId: id('journey'), plannedDoseId: id('planned dose').nullable(), siteId: id('site'), areaCode,
    status: z.enum(['open', 'resolved']), level: z.enum(CASE_LEVELS), openedAt: instant, dueAt: instant, claim,
    evidence: z.string().meta({ description: 'where to read what it is about: an address of this API' }),
    actions: z.array(z.enum(CASE_ACTIONS)).meta({ description: 'what may be decided; none once it is resolved' }),
    action: z.enum(CASE_ACTIONS).nullable().meta({ description: 'what was decided; null while it is open and where it came right by itself' }),
    version,
  })
  .meta({ id: 'Case' });
export type Case = z.infer<typeof Case>;

const example: Case = {
  id: EXAMPLE.case, kind: 'registry-rejected', journeyId: EXAMPLE.journey, plannedDoseId: EXAMPLE.plannedDose, siteId: EXAMPLE.site, areaCode: '440106', status: 'open', level: 'site',
  openedAt: EXAMPLE.at, dueAt: '2026-11-25T01:00:00.000Z', evidence: `/v1/journeys/${EXAMPLE.journey}/timeline`, claim: { by: 'S-12', until: '2026-11-24T01:10:00.000Z' }, actions: ['retry', 'leave-unsent'], action: null, version: 2,
};

/** Filters that the list of cases offers, each with one order and an index. */
export const CASE_LISTS = ['siteId', 'area'] as const;

const readers = { scope: 'cases:read', kinds: ['site-client', 'operator'] } as const;
const workers = { scope: 'cases:work', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('case') }) } as const;
const params = { id: EXAMPLE.case };

export const listCases = defineOperation({
  id: 'listCases', method: 'get', path: '/v1/cases', tag: 'cases', summary: 'Open cases, by site or area', ...readers,
  query: z.strictObject({ siteId: id('site').optional(), area: areaCode.optional(), ...pageQuery }),
  status: 200, answer: pageOf(Case).meta({ id: 'CasePage' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const getCase = defineOperation({
  id: 'getCase', method: 'get', path: '/v1/cases/{id}', tag: 'cases', summary: 'One case', ...readers, params: z.strictObject({ id: id('case') }),
  status: 200, answer: Case, problems: [404], examples: { params, answer: example },
});

export const CaseEntry = z
  .strictObject({ version, type: z.string(), at: instant, actor: Actor, data: z.record(z.string(), z.unknown()), text: z.string().nullable().meta({ description: 'the comment or reason' }) })
  .meta({ id: 'CaseEntry' });

export const getCaseLog = defineOperation({
  id: 'getCaseLog', method: 'get', path: '/v1/cases/{id}/log', tag: 'cases', summary: 'What has happened to a case', ...readers, params: z.strictObject({ id: id('case') }),
  status: 200, answer: z.strictObject({ data: z.array(CaseEntry) }).meta({ id: 'CaseLog' }), problems: [404],
  examples: {
    params,
    answer: {
      data: [
        { version: 2, type: 'commented', at: EXAMPLE.at, actor: { kind: 'client', clientId: 'operator', staffId: 'S-12' }, data: { by: 'S-12' }, text: 'the registry has an older lot number' },
      ],
    },
  },
});

const Staffed = z.strictObject({ staffId }).meta({ id: 'CaseStaff' });
const staffed = { body: Staffed, status: 200, answer: Case, problems: [404, 409], examples: { params, bodies: { me: { staffId: 'S-12' } }, answer: example } } as const;

export const claimCase = defineOperation({ id: 'claimCase', method: 'post', path: '/v1/cases/{id}/claim', tag: 'cases', summary: 'Take a case in hand, or renew that; others are refused until it expires', ...workers, ...staffed });
export const releaseCase = defineOperation({ id: 'releaseCase', method: 'post', path: '/v1/cases/{id}/release', tag: 'cases', summary: 'Give a case back', ...workers, ...staffed });

export const commentOnCase = defineOperation({
  id: 'commentOnCase', method: 'post', path: '/v1/cases/{id}/comments', tag: 'cases', summary: 'Say something about a case; kept encrypted', ...workers,
  body: z.strictObject({ staffId, text: freeText }).meta({ id: 'CaseComment' }),
  status: 200, answer: Case, problems: [404, 409],
  examples: { params, bodies: { comment: { staffId: 'S-12', text: 'asked the site for the package' } }, answer: example },
});

export const resolveCase = defineOperation({
  id: 'resolveCase', method: 'post', path: '/v1/cases/{id}/resolve', tag: 'cases', summary: 'Decide a case, on the version that was read; its journey goes on from there', ...workers,
  body: z
    .strictObject({ staffId, caseVersion: version, action: z.enum(CASE_ACTIONS), reason: freeText.optional().meta({ description: 'needed where a rule or a system is overridden' }) })
    .meta({ id: 'CaseDecision' }),
  status: 200, answer: CommandAnswer, problems: [404, 409],
  examples: {
    params,
    bodies: { retry: { staffId: 'S-12', caseVersion: 2, action: 'retry' }, leave: { staffId: 'S-12', caseVersion: 2, action: 'leave-unsent', reason: 'entered at the registry by hand' } },
    answer: { ...answerExample, stage: 'observing', version: 18, events: ['caseResolved', 'uploadReopened'], allowed: ['identify', 'reportReaction', 'release'] },
  },
});
