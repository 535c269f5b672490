import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { Session } from '../../contracts/sessions.js';
import type { Stage } from '../../domain/journey/stages.js';
import { addDays, localDateOf, toInstant } from '../../domain/time.js';
import { expectOk } from './api-client.js';
import { register } from './day.js';
import { ADULT, come, confirm, identify, prepare, signerOf, somebody, vaccinate, walkIn, type Scene } from './scene.js';

/** A journey that stands, or ends, in this stage; `closed` and `released` are left by everybody else. */
export const EACH_STAGE: Record<Exclude<Stage, 'closed' | 'released'>, (scene: Scene) => Promise<void>> = {
  async booked(scene) {
    await book(scene, 1);
  },

  async cancelled(scene) {
    const journeyId = await book(scene, 1);
    await expectOk('cancel', scene.desk.send(journeyId, { type: 'cancel', data: {}, reason: '改日再来' }));
  },

  /** Nobody comes: it ends a little after its slot. */
  async 'no-show'(scene) {
    await book(scene, 0, 1);
  },

  async arrived(scene) {
    await walkIn(scene, await somebody(scene, 'adult'), ADULT);
  },

  async identified(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    await identify(scene, visit);
  },

  async 'archive-confirmed'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    await identify(scene, visit);
    await confirm(scene, visit);
  },

  async cleared(scene) {
    await come(scene, await walkIn(scene, await somebody(scene, 'adult'), ADULT));
  },

  async dosing(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    for (const dose of await come(scene, visit)) await expectOk('verify', scene.desk.verify(visit.journeyId, dose, signerOf(visit)));
  },

  async observing(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    await vaccinate(scene, visit, await come(scene, visit));
  },

  deferred: (scene) => without(scene, 'deferred'),
  refused: (scene) => without(scene, 'refused'),
  left: (scene) => without(scene, 'left'),
};

async function without(scene: Scene, why: 'deferred' | 'refused' | 'left'): Promise<void> {
  const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
  await identify(scene, visit);
  await confirm(scene, visit);
  for (const { plannedDoseId } of await prepare(scene, visit)) await scene.desk.notGiven(visit.journeyId, plannedDoseId, why);
}

/** A place in a session in so many days; `minutes` from now on where it is today. */
async function book({ site, desk, policies, ...scene }: Scene, days: number, minutes?: number): Promise<string> {
  const resident = await somebody({ site, desk, policies, ...scene }, 'adult');
  const residentId = await register(site, desk.siteId, resident);
  const vaccines = [...new Set(policies.products.map(({ vaccine }) => vaccine))];
  const slot = minutes === undefined ? { startsAt: '09:00', endsAt: '09:30' } : { startsAt: clock(0), endsAt: clock(minutes) };
  const day = addDays(localDateOf(toInstant(Date.now())), days);
  const session = await expectOk('session', site.post<Session>('/v1/sessions', { siteId: desk.siteId, day, vaccines, slots: [{ ...slot, capacity: 10 }] }));
  const booking = { residentId, siteId: desk.siteId, slotId: session.slots[0]?.id, doses: ADULT };
  return (await expectOk('booking', site.post<CommandAnswer>('/v1/bookings', booking))).journeyId;
}

/** HH:MM in Shanghai, so many minutes from now; the last minute of the day at most. */
function clock(minutes: number): string {
  const at = new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(11, 16);
  return minutes > 0 && at < clock(0) ? '23:59' : at;
}
