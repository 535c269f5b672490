import { col, fn, literal, Op, type Sequelize, type Transaction } from 'sequelize';
import { toAreaCode, toId, type AreaCode, type SessionId, type SiteId, type SlotId } from '../domain/ids.js';
import { toInstant, toLocalDate, type Instant, type LocalDate } from '../domain/time.js';
import { bindSessionModel, type SessionModel } from './models/session-model.js';
import { bindSiteModel } from './models/site-model.js';
import { bindSlotModel, type SlotModel } from './models/slot-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type Slot = { slotId: SlotId; startsAt: Instant; endsAt: Instant; capacity: number; free: number };
export type Session = { sessionId: SessionId; siteId: SiteId; areaCode: AreaCode; day: LocalDate; vaccines: string[]; slots: Slot[] };

export type NewSession = {
  sessionId: SessionId;
  siteId: SiteId;
  day: LocalDate;
  vaccines: string[];
  /** At least one. */
  slots: { slotId: SlotId; startsAt: Instant; endsAt: Instant; capacity: number }[];
};

export type SessionStore = ReturnType<typeof createSessionStore>;

/** Sessions with their slots and free places. Places are taken at the door only. */
export function createSessionStore(sequelize: Sequelize) {
  const sites = bindSiteModel(sequelize);
  const sessions = bindSessionModel(sequelize);
  const slots = bindSlotModel(sequelize);
  return {
    /** Opens a session at a site of the scope; null when there is no such site. Throws `DatabaseError` 42501 outside the scope. */
    open: (scope: Scope, { sessionId, siteId, day, vaccines, slots: times }: NewSession, outer?: Transaction): Promise<Session | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const site = await sites.findByPk(siteId, { transaction });
        if (!site) return null;
        const place = { siteId, areaCode: site.areaCode, day };
        const startsAt = new Date(Math.min(...times.map((slot) => slot.startsAt)));
        const endsAt = new Date(Math.max(...times.map((slot) => slot.endsAt)));
        const session = await sessions.create({ id: sessionId, ...place, startsAt, endsAt, vaccines }, { transaction });
        const rows = times.map((slot) => ({ id: slot.slotId, sessionId, ...place, startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt), capacity: slot.capacity, taken: 0 }));
        return toSession(session, await slots.bulkCreate(rows, { transaction }));
      }, outer),

    /** One site's sessions of one day, in order of time. */
    list: (scope: Scope, { siteId, day }: { siteId: SiteId; day: LocalDate }): Promise<Session[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const found = await sessions.findAll({ where: { siteId, day }, order: [['startsAt', 'asc'], ['id', 'asc']], transaction });
        const places = await slots.findAll({ where: { siteId, day }, order: [['startsAt', 'asc'], ['id', 'asc']], transaction });
        return found.map((session) => toSession(session, places.filter((slot) => slot.sessionId === session.id)));
      }),

    /** The next sessions of a site from a day on that offer one of `vaccines` and have a place that is still to come, as many as `most`. */
    listComing: (scope: Scope, { siteId, from, vaccines, most }: { siteId: SiteId; from: LocalDate; vaccines: string[]; most: number }): Promise<Session[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const free = literal(`exists (select 1 from slots where slots.session_id = "SessionModel"."id" and slots.taken < slots.capacity and slots.ends_at > now())`);
        const found = await sessions.findAll({ where: { [Op.and]: [{ siteId, day: { [Op.gte]: from }, vaccines: { [Op.overlap]: vaccines } }, free] }, order: [['day', 'asc'], ['id', 'asc']], limit: most, transaction });
        const places = await slots.findAll({ where: { sessionId: found.map(({ id }) => id), taken: { [Op.lt]: col('capacity') }, endsAt: { [Op.gt]: fn('now') } }, order: [['startsAt', 'asc'], ['id', 'asc']], transaction });
        return found.map((session) => toSession(session, places.filter((slot) => slot.sessionId === session.id)));
      }),

    /** Slots of one day that offer `vaccine` and still have a place. */
    listFree: (scope: Scope, { siteId, day, vaccine }: { siteId: SiteId; day: LocalDate; vaccine?: string }): Promise<Slot[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const found = await sessions.findAll({ where: { siteId, day }, transaction });
        const offering = new Set(found.filter((session) => vaccine === undefined || session.vaccines.includes(vaccine)).map((session) => session.id));
        const places = await slots.findAll({ where: { siteId, day }, order: [['startsAt', 'asc'], ['id', 'asc']], transaction });
        return places.filter((slot) => offering.has(slot.sessionId) && slot.taken < slot.capacity).map(toSlot);
      }),
  };
}

function toSession({ id, siteId, areaCode, day, vaccines }: SessionModel, slots: SlotModel[]): Session {
  return { sessionId: toId(id), siteId: toId(siteId), areaCode: toAreaCode(areaCode), day: toLocalDate(day), vaccines, slots: slots.map(toSlot) };
}

function toSlot({ id, startsAt, endsAt, capacity, taken }: SlotModel): Slot {
  return { slotId: toId(id), startsAt: toInstant(startsAt.getTime()), endsAt: toInstant(endsAt.getTime()), capacity, free: capacity - taken };
}
