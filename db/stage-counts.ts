import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { areaPrefix } from '../domain/area.js';
import { COUNT_STOPS_AT } from '../domain/cases/queue.js';
import type { AreaCode, SiteId } from '../domain/ids.js';
import { STAGES, type Stage } from '../domain/journey/stages.js';
import type { LocalDate } from '../domain/time.js';
import { UnsupportedListError } from './keyset.js';

/** Journeys of one site or of one area; both and neither are not offered. */
export type StagePlace = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined };

/** How many journeys of a day stand in a stage; `COUNT_STOPS_AT` means that many or more. */
export type StageCount = { stage: Stage; count: number };

/** In the order of the stages; those with nothing in them are left out. Each is counted from an index, and no further than is told. */
export async function countStages(sequelize: Sequelize, place: StagePlace, day: LocalDate, transaction: Transaction): Promise<StageCount[]> {
  const { where, values } = placeOf(place);
  const counted = `
    select stages.stage, counted.n as count from unnest($2::text[]) with ordinality as stages (stage, place) cross join lateral (
      select count(*)::int as n from (select 1 from journeys where day = $1 and journeys.stage = stages.stage and ${where} limit ${COUNT_STOPS_AT}) few) counted
    where counted.n > 0 order by stages.place`;
  return sequelize.query<StageCount>(counted, { bind: [day, [...STAGES], ...values], type: QueryTypes.SELECT, transaction });
}

/** An area is a range of codes, so that one index serves areas of every size. */
function placeOf({ siteId, areaCode }: StagePlace): { where: string; values: string[] } {
  if (siteId !== undefined && areaCode === undefined) return { where: 'site_id = $3', values: [siteId] };
  if (areaCode === undefined || siteId !== undefined) throw new UnsupportedListError('journeys are counted by site or by area');
  const prefix = areaPrefix(areaCode);
  return { where: 'area_code >= $3 and area_code < $4', values: [prefix, `${prefix}:`] }; // ':' is the character after '9'
}
