import { z } from 'zod';
import { code, day, EXAMPLE, instant, pageOf, pageQuery } from './fields.js';
import { defineOperation } from './operation.js';

const auditors = { tag: 'audit', scope: [], kinds: ['person'], status: 200 } as const;

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
/** Outcomes that a list may be narrowed to: what was done is nearly everything. */
export const LISTED_OUTCOMES = ['refused', 'failed'] as const;
export const AUDIT_ACTORS = ['person', 'client', 'resident', 'device', 'process', 'command', 'unknown'] as const;

export const AuditActor = z
  .strictObject({ kind: z.enum(AUDIT_ACTORS), personId: z.string().optional(), clientId: z.string().optional(), residentId: z.string().optional(), staffId: z.string().optional(), deviceId: z.string().optional() })
  .meta({ id: 'AuditActor', description: '`device`: a shared desk at which nobody is signed in yet, or of a person the one at which they are; `command`: one that whoever runs the installation typed; `unknown`: a request that was refused before it was clear who sent it' });

export const AuditRecord = z
  .strictObject({
    id: z.uuid(), at: instant, actor: AuditActor, action: z.string().meta({ description: '`<resource>.<verb>`' }), objectKind: z.string(), objectId: z.string().nullable(),
    outcome: z.enum(AUDIT_OUTCOMES), code: z.string().nullable().meta({ description: 'why it was refused or failed' }),
    params: z.record(z.string(), z.unknown()).meta({ description: 'facts about it: ids, codes and numbers, never personal data' }), count: z.int().nullable().meta({ description: 'of a list: how many rows it gave out' }),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.infer<typeof AuditRecord>;

/** Filters that the list of the audit offers, each alone or with a day. */
export const AUDIT_LISTS = ['all', 'day', 'actor', 'objectKind+objectId', 'action', 'outcome'] as const;

const word = code.meta({ description: 'exactly this' });
const narrowing = {
  actor: z.string().regex(/^[\w.:@-]{1,100}$/).optional().meta({ description: 'id of a person, resident or client; `device`, `process`, `command` or `unknown` for those who have none' }),
  objectKind: word.optional(),
  objectId: z.string().regex(/^[\w.:@/-]{1,200}$/).optional(),
  action: word.optional(),
  outcome: z.enum(LISTED_OUTCOMES).optional(),
};

const example: AuditRecord = {
  id: EXAMPLE.command, at: EXAMPLE.at, actor: { kind: 'person', personId: EXAMPLE.resident }, action: 'case.resolve', objectKind: 'case', objectId: EXAMPLE.case, outcome: 'refused', code: 'case-moved', params: { version: 3 }, count: null,
};

export const listAudit = defineOperation({
  id: 'listAudit', method: 'get', path: '/v1/audit', summary: 'Who did what to what and how it ended, newest first; one filter beside the day', ...auditors,
  query: z.strictObject({ day: day.optional(), ...narrowing, ...pageQuery }),
  answer: pageOf(AuditRecord).meta({ id: 'AuditPage' }), problems: [],
  examples: { query: { day: EXAMPLE.day, action: 'case.resolve' }, answer: { data: [example], pageInfo: { hasNextPage: false, endCursor: null } } },
});

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;

export const exportAudit = defineOperation({
  id: 'exportAudit', method: 'get', path: '/v1/audit/export', summary: 'The same as a file, of a range of days; at most 100,000 rows, and kept in the audit itself', ...auditors, files: ['text/csv', 'application/x-ndjson'],
  query: z.strictObject({ from: day, to: day.meta({ description: 'the last day that is in it' }), format: z.enum(EXPORT_FORMATS), ...narrowing }),
  answer: z.string().meta({ description: 'CSV (RFC 4180): what a spreadsheet would take for a formula begins with an apostrophe. NDJSON: an AuditRecord a line' }), problems: [],
  examples: { query: { from: EXAMPLE.day, to: EXAMPLE.day, format: 'csv' }, answer: 'at,actorKind,actorId,staffId,deviceId,action,objectKind,objectId,outcome,code,params,count,id\r\n' },
});

const AuditBreak = z
  .strictObject({
    kind: z.enum(['row-changed', 'row-missing', 'row-added', 'seal-broken', 'anchor-differs', 'tail-cut']), batch: z.int().meta({ description: 'number of the seal' }),
    id: z.uuid().optional().meta({ description: 'of the row' }), anchoredBatch: z.int().optional().meta({ description: 'the last seal that was anchored outside the database' }),
  })
  .meta({ id: 'AuditBreak' });

export const AuditVerification = z
  .strictObject({
    status: z.enum(['running', 'whole', 'broken']), rows: z.int().min(0).meta({ description: 'that have been compared' }), seals: z.int().nullable(),
    broken: AuditBreak.nullable().meta({ description: 'the first thing that is wrong, in the order of the chain' }), at: instant.meta({ description: 'when it began' }),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof AuditVerification>;

export const verifyAudit = defineOperation({
  id: 'verifyAudit', method: 'post', path: '/v1/audit/verify', summary: 'Compare every row with its seal and every seal with the one before and with what is anchored outside. `running`: ask again', ...auditors, asks: true,
  answer: AuditVerification, problems: [],
  examples: { answer: { status: 'broken', rows: 2000, seals: null, broken: { kind: 'row-changed', batch: 2, id: EXAMPLE.command }, at: EXAMPLE.at } },
});
