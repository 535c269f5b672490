import { Rejected } from '../registries/errors.js';
import type { ImmunizationRegistry, WriteOutcome } from '../registries/immunization/port.js';

type Asking = Parameters<ImmunizationRegistry['getByKey']>[0];
type Done = Extract<WriteOutcome, { outcome: 'done' }>;

/**
 * One write at the registry for one key. `mayBeDone`: an attempt before this one may have had its effect, so the registry is asked first
 * (rule D2). The same key with other content, as when a phone number changed in between, was our own write before.
 */
export async function writeOnce<T>(registry: ImmunizationRegistry, asking: Asking, mayBeDone: boolean, write: () => Promise<T>): Promise<T | Done> {
  const before = mayBeDone ? await registry.getByKey(asking) : null;
  if (before?.outcome === 'done') return before;
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Rejected) || error.code !== 'key-reused') throw error;
    const earlier = await registry.getByKey(asking);
    if (earlier.outcome === 'none') throw error;
    return earlier;
  }
}
