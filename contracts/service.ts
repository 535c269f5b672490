import { z } from 'zod';
import { defineOperation } from './operation.js';

const open = { method: 'get', tag: 'service', scope: null, kinds: [], status: 200, problems: [] } as const;

export const getHealth = defineOperation({
  ...open, id: 'getHealth', path: '/healthz', summary: 'The process lives; asks no dependency', answer: z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' }),
  examples: { answer: { status: 'ok' } },
});

export const Readiness = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'not-ready']),
    database: z.enum(['up', 'down']),
    migrated: z.boolean(),
    engine: z.enum(['up', 'down']).meta({ description: 'down: commands go on, automation is late' }),
    engineDownSince: z.iso.datetime().nullable(),
    issuer: z.enum(['up', 'away']).meta({ description: 'away: health codes cannot be checked, people are identified by documents' }),
  })
  .meta({ id: 'Readiness' });

export const getReadiness = defineOperation({
  ...open, id: 'getReadiness', path: '/readyz', summary: 'Database and migration level; an engine or issuer that is away only degrades', answer: Readiness, answersAlso: [503],
  examples: { answer: { status: 'ready', database: 'up', migrated: true, engine: 'up', engineDownSince: null, issuer: 'up' } },
});
