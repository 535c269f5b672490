import type { Language } from '../../contracts/describe-problem.js';
import type { DeskStation } from '../../domain/access/desk.js';
import type { Role } from '../../domain/access/roles.js';
import type { ArchiveField, Disagreement, SideTaken } from '../../domain/archive/compare.js';
import type { IdType } from '../../domain/identity/identifier.js';
import type { IdentificationMeans } from '../../domain/identity/means.js';
import type { Sex } from '../../domain/identity/sex.js';
import type { PaymentMethod } from '../../domain/payment/price.js';
import type { StationKind } from '../../domain/sites/site-plan.js';
import { enWords } from './en.js';
import { zhWords } from './zh.js';

type Names = Record<string, string>;

/** What every page calls the values of the API. A value added to a list of the domain fails here until both languages name it. */
export type SharedWords = {
  roles: Record<Role, string>;
  sex: Record<Sex, string>;
  station: Record<StationKind | DeskStation, string>;
  bodySite: Names;
  route: Names;
  relation: Names;
  method: Record<PaymentMethod, string>;
  rule: Names;
  means: Record<IdentificationMeans, string>;
  field: Record<ArchiveField, string>;
  said: Record<Disagreement | SideTaken, string>;
  idType: Record<IdType, string>;
};

export const SHARED_WORDS: Record<Language, SharedWords> = { zh: zhWords, en: enWords };
