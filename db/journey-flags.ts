import { literal, Op, type FindAttributeOptions, type Sequelize, type WhereOptions } from 'sequelize';
import { areaPrefix } from '../domain/area.js';
import type { AreaCode, SiteId } from '../domain/ids.js';
import type { JourneyFlag } from '../domain/journey/flags.js';
import type { RetriedStep } from '../domain/journey/held-steps.js';
import { toInstant } from '../domain/time.js';
import { decodeCursor } from './keyset.js';
import type { JourneyModel } from './models/journey-model.js';

/** Whose flagged journeys, and where their list goes on. `limit`: one more than a page. */
export type FlaggedPlace = { siteId: SiteId } | { areaCode: AreaCode | undefined };
export type FlaggedPage = { after: string | undefined; limit: number };

/** Journeys with the flag, as an index of few rows has them: of the journeys themselves, or of their steps in the same order. */
export function hasFlag(sequelize: Sequelize, flag: JourneyFlag, place: FlaggedPlace, page: FlaggedPage): WhereOptions {
  switch (flag) {
    case 'open-case': return { openCases: { [Op.gt]: 0 } };
    case 'provisional': return { provisional: true, closedAt: null };
    case 'upload-overdue': return { uploadOverdue: true };
    case 'retrying': return stepsOf(sequelize, place, page, 'true');
    case 'paused': return stepsOf(sequelize, place, page, 'paused_at is not null');
  }
}

/** As many of their steps as a page may need and no more, whatever an outage has left in the table. */
function stepsOf(sequelize: Sequelize, place: FlaggedPlace, { after, limit }: FlaggedPage, held: string): WhereOptions {
  const [sort = '', id = ''] = after === undefined ? [] : decodeCursor(after).map((part) => sequelize.escape(part));
  if ('siteId' in place) {
    const beyond = after === undefined ? '' : `and journey_id < ${id}`;
    return literal(`id in (select journey_id from journey_steps where site_id = ${sequelize.escape(place.siteId)} and ${held} ${beyond} group by journey_id order by journey_id desc limit ${limit})`);
  }
  const prefix = place.areaCode === undefined ? '' : areaPrefix(place.areaCode);
  const within = `area_code >= ${sequelize.escape(prefix)} and area_code < ${sequelize.escape(`${prefix}:`)}`; // ':' is the character after '9'
  const beyond = after === undefined ? '' : `and (area_code, journey_id) > (${sort}, ${id})`;
  return literal(`id in (select journey_id from (select area_code, journey_id from journey_steps where ${within} and ${held} ${beyond} group by area_code, journey_id order by area_code, journey_id limit ${limit}) few)`);
}

/** The steps of each journey of a page, read in the same statement. */
export function withSteps(sequelize: Sequelize): FindAttributeOptions {
  const steps = `(select json_agg(json_build_object('step', step, 'attempt', attempt, 'errorCode', error_code, 'nextTryAt', to_ms(next_try_at), 'pausedAt', to_ms(paused_at)) order by step)
    from journey_steps where journey_steps.journey_id = "JourneyModel"."id")`;
  return { include: [[sequelize.literal(steps), 'steps']] };
}

/** In the order of `JOURNEY_FLAGS`. */
export function flagsOf({ openCases, provisional, closedAt, uploadOverdue }: JourneyModel, steps: readonly RetriedStep[]): JourneyFlag[] {
  return [
    ...(openCases > 0 ? ['open-case' as const] : []),
    ...(steps.length > 0 ? ['retrying' as const] : []),
    ...(steps.some(({ pausedAt }) => pausedAt !== null) ? ['paused' as const] : []),
    ...(provisional && closedAt === null ? ['provisional' as const] : []),
    ...(uploadOverdue ? ['upload-overdue' as const] : []),
  ];
}

/** As `withSteps` has read them. */
export function stepsIn(row: JourneyModel): RetriedStep[] {
  const steps = (row.get('steps') ?? []) as RetriedStep[];
  return steps.map((step) => ({ ...step, nextTryAt: step.nextTryAt === null ? null : toInstant(step.nextTryAt), pausedAt: step.pausedAt === null ? null : toInstant(step.pausedAt) }));
}
