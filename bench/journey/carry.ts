import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { expectOk } from '../../dev/clinic/api-client.js';
import type { Counter } from './side.js';

/** Asked again so often and so late before a visit counts as failed. */
const TRIES = 200;
const PAUSE_MS = 25;

/** A visit is, for both the same: book, check in, identify, confirm the archive, pre-check, consent, verify, dose, release. Gives the journey. */
export async function arrive({ book, desk }: Counter): Promise<string> {
  const journeyId = await book();
  await desk.checkIn(journeyId);
  return journeyId;
}

/**
 * From the desk to the door. The visit is complete when its workflow has ended: archive made, dose uploaded, notice sent, resident released.
 * Gives the workflow's id.
 */
export async function attend(journeyId: string, counter: Counter, temporal: Client): Promise<string> {
  const { desk } = counter;
  await desk.identify(journeyId, await counter.showCode(journeyId));
  const dose = await confirmArchive(journeyId, counter);
  await desk.precheckGo(journeyId);
  await desk.consent(journeyId, [dose.plannedDoseId], 'self');
  await expectOk('dose', desk.vaccinate(journeyId, dose, 'resident'));
  const { observeUntil } = await counter.look(journeyId);
  if (observeUntil) await wait(Math.max(0, Date.parse(observeUntil) - Date.now()));
  await expectOk('release', desk.release(journeyId));
  const workflowId = counter.workflowIdOf(journeyId);
  await temporal.workflow.getHandle(workflowId).result();
  return workflowId;
}

/** With the registry's answer, which may come a little later than the identification. */
async function confirmArchive(journeyId: string, { desk, look }: Counter) {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { archive, doses } = await look(journeyId);
    const [dose] = doses;
    if (dose && archive.outcome !== null) {
      await expectOk('confirmArchive', desk.confirmArchive(journeyId, archive));
      return dose;
    }
    await wait(PAUSE_MS);
  }
  throw new Error(`journey ${journeyId}: the registry has not answered`);
}
