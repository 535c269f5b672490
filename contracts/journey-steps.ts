import { z } from 'zod';
import { EXAMPLE, freeText, id, instant, staffId } from './fields.js';
import { defineOperation } from './operation.js';

/** As the process names it: what is done, and for which planned dose where there is more than one. */
export const stepName = z.string().regex(/^[A-Za-z]{1,64}(:[\da-f-]{36})?$/).meta({ description: 'as in `retrying` of a journey' });

export const RetriedStep = z
  .strictObject({
    step: stepName,
    attempt: z.int().min(1),
    errorCode: z.string(),
    nextTryAt: instant.nullable(),
    pausedAt: instant.nullable().meta({ description: 'since then people hold it: it is tried no more until one lets it go on' }),
  })
  .meta({ id: 'RetriedStep' });
export type RetriedStep = z.infer<typeof RetriedStep>;

export const stepExample: RetriedStep = { step: `uploadDose:${EXAMPLE.plannedDose}`, attempt: 7, errorCode: 'server-error', nextTryAt: EXAMPLE.at, pausedAt: null };

const holders = {
  method: 'post', tag: 'journeys', scope: 'cases:work', kinds: ['site-client', 'operator'], params: z.strictObject({ id: id('journey') }), status: 200, answer: RetriedStep, problems: [404, 409, 503],
  body: z.strictObject({ staffId, step: stepName, reason: freeText.meta({ description: 'kept encrypted' }) }).meta({ id: 'StepWithReason' }),
} as const;
const asked = (reason: string) => ({ params: { id: EXAMPLE.journey }, bodies: { upload: { staffId: 'S-12', step: stepExample.step, reason } } });

export const pauseStep = defineOperation({
  id: 'pauseStep', path: '/v1/journeys/{id}/steps/pause', summary: 'Hold one step that is tried again; what has a deadline keeps it', ...holders,
  examples: { ...asked('登记系统正在核对该批号'), answer: { ...stepExample, pausedAt: EXAMPLE.at } },
});

export const resumeStep = defineOperation({
  id: 'resumeStep', path: '/v1/journeys/{id}/steps/resume', summary: 'Let a step that is held go on, at once', ...holders,
  examples: { ...asked('批号已核对'), answer: stepExample },
});

export const resetStep = defineOperation({
  id: 'resetStep', path: '/v1/journeys/{id}/steps/reset', summary: 'Try one step at once and count its tries anew, so that the next ones come sooner', ...holders,
  examples: { ...asked('登记系统已恢复'), answer: { ...stepExample, attempt: 1 } },
});
