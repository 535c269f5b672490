import type { Session } from '../../contracts/sessions.js';
import { expectOk, type ApiClient } from '../../dev/clinic/api-client.js';
import { localDateOf, toInstant } from '../../domain/time.js';

/** Room for more than one measurement can book. */
export const CAPACITY = 10_000;

/** A session of today with one slot for the whole day: every client of a site counts on the same row. */
export async function openSlot(site: ApiClient, siteId: string, vaccine: string): Promise<string> {
  const slots = [{ startsAt: '00:00', endsAt: '23:59', capacity: CAPACITY }];
  const session = await expectOk('session', site.post<Session>('/v1/sessions', { siteId, day: localDateOf(toInstant(Date.now())), vaccines: [vaccine], slots }));
  const [slot] = session.slots;
  if (!slot) throw new Error('a session without slots');
  return slot.id;
}
