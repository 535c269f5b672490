import type { Policies } from '../policies.js';
import type { Refusal } from '../refusals.js';
import { ageInYears, type LocalDate } from '../time.js';

/** 预防接种证 of a child, into which lines are printed (Norms 9.1.2); 接种凭证 of an adult (Norms 9.1.3, annex 5-3). */
export const CERTIFICATE_KINDS = ['booklet', 'voucher'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/** Why a paper that proves something is made again: it came out wrong, is spoilt or lost, or says something else by now. */
export const REPRINT_REASONS = ['misprinted', 'damaged', 'lost', 'corrected', 'dose-added'] as const;
export type ReprintReason = (typeof REPRINT_REASONS)[number];

/** Whoever signs for themselves is given a voucher; of whom a guardian signs for there is a booklet. */
export function certificateKind(birthDate: LocalDate, on: LocalDate, { consentTexts }: Pick<Policies, 'consentTexts'>): CertificateKind {
  const adultFrom = Math.max(...consentTexts.map(({ adultFromYears }) => adultFromYears));
  return ageInYears(birthDate, on) >= adultFrom ? 'voucher' : 'booklet';
}

/** Only a dose that was given and counts is certified (hazard H11), and no second paper leaves without a reason. */
export function printRefusal({ doses, printed, reason }: { doses: number; printed: number; reason: ReprintReason | null }): Refusal | null {
  if (doses === 0) return { code: 'nothing-to-print' };
  return printed > 0 && reason === null ? { code: 'reason-required', action: 'reprint' } : null;
}
