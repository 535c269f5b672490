import { ageInYears, type LocalDate } from '../time.js';
import type { Identifier, IdType } from './identifier.js';

/** 出生医学证明管理系统, 公安人脸识别, 公安户籍: who confirms that a name and a number belong to one person. */
export const AUTHORITIES = ['birth-certificate', 'police-face', 'household-register'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** From this age in completed years; `knownBy`: the numbers by which the authority knows people, the one it prefers first. */
export type IdentityTier = { fromYears: number; authority: Authority; knownBy: IdType[] };

/** The tiers in force from a day on until those of the next edition are. */
export type IdentityTiers = { effectiveFrom: LocalDate; source: string; tiers: IdentityTier[] };

/** Whom to ask about somebody, and by which number. */
export type Askable = { authority: Authority; identifier: Identifier };

/** The tier of somebody born on `birthDate`, on `day`. `editions` by their day, the tiers of each by age; null before the first edition. */
export function tierOf(editions: readonly IdentityTiers[], birthDate: LocalDate, day: LocalDate): IdentityTier | null {
  const inForce = editions.findLast(({ effectiveFrom }) => effectiveFrom <= day);
  const years = ageInYears(birthDate, day);
  return inForce?.tiers.findLast(({ fromYears }) => fromYears <= years) ?? null;
}

/** Null when no authority can be asked: none is in force, or the resident has no number that it knows people by, as with a passport alone. */
export function askableOf(editions: readonly IdentityTiers[], { birthDate, identifiers }: { birthDate: LocalDate; identifiers: readonly Identifier[] }, day: LocalDate): Askable | null {
  const tier = tierOf(editions, birthDate, day);
  return tier && askableBy(tier, identifiers);
}

/** The number by which this tier's authority is asked. */
export function askableBy({ authority, knownBy }: IdentityTier, identifiers: readonly Identifier[]): Askable | null {
  const identifier = knownBy.flatMap((type) => identifiers.find((known) => known.type === type) ?? [])[0];
  return identifier ? { authority, identifier } : null;
}

/** A face is compared with a live capture, which only the resident can give. */
export function needsCapture(authority: Authority): boolean {
  return authority === 'police-face';
}
