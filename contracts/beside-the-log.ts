import { z } from 'zod';
import { STEP_EVENTS } from '../domain/journey/held-steps.js';
import { EXAMPLE, id, instant } from './fields.js';
import { stepExample, stepName } from './journey-steps.js';
import { Actor } from './journeys.js';
import { defineOperation } from './operation.js';

const readers = { method: 'get', tag: 'journeys', scope: 'journeys:read', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('journey') }), status: 200, problems: [404] } as const;
const params = { id: EXAMPLE.journey };

/** What changed nothing: a command that was refused stands in the audit, never in the log. */
export const RefusedCommand = z
  .strictObject({
    id: z.uuid(), at: instant, command: z.string().meta({ description: 'by its name; also those of the pages of supervisors' }), actor: Actor,
    code: z.string().meta({ description: 'of the refusal' }), params: z.record(z.string(), z.unknown()).meta({ description: 'its facts, as they were answered' }),
  })
  .meta({ id: 'RefusedCommand' });
export type RefusedCommand = z.infer<typeof RefusedCommand>;

/** As many as anybody reads of one visit. */
export const REFUSED_SHOWN = 200;

export const listRefusedCommands = defineOperation({
  id: 'listRefusedCommands', path: '/v1/journeys/{id}/refused-commands', summary: `Commands about a journey that were refused, in order: the newest ${REFUSED_SHOWN}, from the audit`, ...readers,
  answer: z.strictObject({ data: z.array(RefusedCommand) }).meta({ id: 'RefusedCommands' }),
  examples: { params, answer: { data: [{ id: EXAMPLE.command, at: EXAMPLE.at, command: 'recordDose', actor: { kind: 'client', clientId: 'site-tianhe', staffId: 'N-204' }, code: 'gate-open', params: { gate: 'consent', plannedDoseId: EXAMPLE.plannedDose } }] } },
});

const StepLogEntry = z.strictObject({ id: z.uuid(), at: instant, step: stepName, type: z.enum(STEP_EVENTS), actor: Actor }).meta({ id: 'StepLogEntry' });
export type StepLogEntry = z.infer<typeof StepLogEntry>;

export const getStepLog = defineOperation({
  id: 'getStepLog', path: '/v1/journeys/{id}/steps/log', summary: 'What people did with steps of a journey that are tried again, in order: held, let go on, counted anew', ...readers,
  answer: z.strictObject({ data: z.array(StepLogEntry) }).meta({ id: 'StepLog' }),
  examples: { params, answer: { data: [{ id: EXAMPLE.command, at: EXAMPLE.at, step: stepExample.step, type: 'paused', actor: { kind: 'person', personId: EXAMPLE.resident } }] } },
});
