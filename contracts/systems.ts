import { z } from 'zod';
import { SYSTEM_STATES, SYSTEMS } from '../domain/systems/systems.js';
import { banners, code, EXAMPLE, freeText, instant, staffId, version } from './fields.js';
import { defineOperation } from './operation.js';

const systemId = z.enum(SYSTEMS).meta({ description: 'name of the system' });
const byAt = z.strictObject({ by: z.string(), at: instant }).nullable();

const Pause = z
  .strictObject({
    status: z.enum(['running', 'proposed', 'paused']),
    proposal: byAt.meta({ description: 'who wanted the pause' }),
    approval: byAt.meta({ description: 'who approved it, and since when nothing is sent' }),
    reason: z.string().nullable().meta({ description: 'of whoever proposed it' }),
    version,
  })
  .meta({ id: 'SystemPause' });

export const System = z
  .strictObject({
    id: systemId,
    state: z.enum(SYSTEM_STATES).meta({ description: '`open`: it did not answer lately, so desks do not wait for it; `paused`: nothing is sent' }),
    pause: Pause,
    backlog: z
      .strictObject({
        owed: z.int().min(0).meta({ description: 'journeys (of an authority residents) that still owe it something; 100000 means that many or more' }),
        overdue: z.int().min(0).meta({ description: 'of those past their deadline: 24 hours of the law for an upload, the fall-back to documents for an identity' }),
        oldestAt: instant.nullable(),
        drainsInSeconds: z.int().min(0).nullable().meta({ description: 'at the rate of the last minutes; null while it does not get less' }),
        at: instant.meta({ description: 'when a worker looked' }),
      })
      .nullable()
      .meta({ description: 'null where no worker has looked for a quarter of an hour' }),
  })
  .meta({ id: 'System' });
export type System = z.infer<typeof System>;

export const systemExample: System = {
  id: 'registry-guangdong', state: 'paused',
  pause: { status: 'paused', proposal: { by: 'S-12', at: EXAMPLE.at }, approval: { by: 'S-13', at: EXAMPLE.at }, reason: '登记系统通知今晚停机升级', version: 3 },
  backlog: { owed: 42, overdue: 3, oldestAt: EXAMPLE.at, drainsInSeconds: null, at: EXAMPLE.at },
};
const proposedExample: System = { ...systemExample, state: 'closed', pause: { ...systemExample.pause, status: 'proposed', approval: null, version: 2 } };
const runningExample: System = { ...systemExample, state: 'closed', pause: { status: 'running', proposal: null, approval: null, reason: null, version: 4 } };

export const getBanners = defineOperation({
  id: 'getBanners', method: 'get', path: '/v1/banners', tag: 'systems', summary: 'What is to be shown above everything else now', scope: ['journeys:read', 'journeys:book', 'journeys:desk'], kinds: ['site-client', 'channel', 'operator'],
  status: 200, answer: z.strictObject({ banners }).meta({ id: 'Banners' }), problems: [],
  examples: { answer: { banners: ['registry-paused'] } },
});

export const listSystems = defineOperation({
  id: 'listSystems', method: 'get', path: '/v1/systems', tag: 'systems', summary: 'The systems outside: whether each is asked just now, and its pause', scope: 'systems:read', kinds: ['operator'],
  status: 200, answer: z.strictObject({ data: z.array(System) }).meta({ id: 'Systems' }), problems: [],
  examples: { answer: { data: [systemExample] } },
});

const params = { id: 'registry-guangdong' };
const HealthPoint = z
  .strictObject({
    at: instant.meta({ description: 'beginning of the step' }),
    calls: z.int(),
    failed: z.int().meta({ description: 'calls without an answer that can be believed; an answer that says no is none of them' }),
    errors: z.record(z.string(), z.int()).meta({ description: 'by class; `refused` are answers' }),
    p50Ms: z.int().nullable(),
    p99Ms: z.int().nullable(),
    owed: z.int().nullable().meta({ description: 'the most in this step; null where no worker looked' }),
    overdue: z.int().nullable(),
    state: z.enum(SYSTEM_STATES).nullable(),
  })
  .meta({ id: 'HealthPoint' });
export type HealthPoint = z.infer<typeof HealthPoint>;

export const SystemHealth = z.strictObject({ step: z.enum(['minute', 'hour']), data: z.array(HealthPoint) }).meta({ id: 'SystemHealth' });
export type SystemHealth = z.infer<typeof SystemHealth>;

export const getSystemHealth = defineOperation({
  id: 'getSystemHealth', method: 'get', path: '/v1/systems/{id}/health', tag: 'systems', summary: 'Calls of a system over time: minutes for up to six hours, hours beyond, 14 days at most', scope: 'systems:read', kinds: ['operator'],
  params: z.strictObject({ id: systemId }), query: z.strictObject({ from: instant, to: instant }),
  status: 200, answer: SystemHealth, problems: [404],
  examples: {
    params, query: { from: EXAMPLE.at, to: '2026-11-24T02:00:00.000Z' },
    answer: { step: 'minute', data: [{ at: EXAMPLE.at, calls: 120, failed: 4, errors: { timeout: 4, refused: 1 }, p50Ms: 40, p99Ms: 2400, owed: 42, overdue: 3, state: 'closed' }] },
  },
});

const pausers = { method: 'post', tag: 'systems', scope: 'systems:pause', kinds: ['operator'], params: z.strictObject({ id: code.meta({ description: 'name of the system' }) }), status: 200, answer: System, problems: [404, 409] } as const;
const Reasoned = z.strictObject({ staffId, version, reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'PauseWithReason' });
const Approval = z.strictObject({ staffId, version }).meta({ id: 'PauseApproval' });

export const proposePause = defineOperation({
  id: 'proposePause', path: '/v1/systems/{id}/pause', summary: 'Propose that nothing is sent to a system for the time being; another person has to approve', ...pausers,
  body: Reasoned, examples: { params, bodies: { upgrade: { staffId: 'S-12', version: 1, reason: '登记系统通知今晚停机升级' } }, answer: proposedExample },
});

export const approvePause = defineOperation({
  id: 'approvePause', path: '/v1/systems/{id}/pause/approve', summary: 'Pause a system as another person has proposed; within seconds nothing is sent to it any more', ...pausers,
  body: Approval, examples: { params, bodies: { yes: { staffId: 'S-13', version: 2 } }, answer: systemExample },
});

export const declinePause = defineOperation({
  id: 'declinePause', path: '/v1/systems/{id}/pause/decline', summary: 'Decline a proposed pause, or take back what one proposed oneself', ...pausers,
  body: Reasoned, examples: { params, bodies: { no: { staffId: 'S-13', version: 2, reason: '停机已取消' } }, answer: runningExample },
});

export const resumeSystem = defineOperation({
  id: 'resumeSystem', path: '/v1/systems/{id}/resume', summary: 'Let a paused system be asked again; what waited follows within its usual limits', ...pausers,
  body: Reasoned, examples: { params, bodies: { over: { staffId: 'S-12', version: 3, reason: '升级完成' } }, answer: runningExample },
});
