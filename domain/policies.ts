import type { IdentityTiers } from './identity/tiers.js';
import type { QuietHours } from './notices/delivery.js';
import type { Price } from './payment/price.js';
import type { Edition } from './schedule/edition.js';

/** Values of the tables that law and practice change; `config/` loads and checks them, the rules only receive them. */
export type Clocks = {
  /** From the end of the booked slot until the journey counts as a no-show; null = the end of the booked day. */
  noShowAfterMs: number | null;
  /** Norms 8.1: 30 minutes on site after the last dose. */
  observationMs: number;
  /** How long after that somebody may stay unreleased before the desk and the site lead are alarmed. */
  observationAlarmMs: number;
  /** Norms 9.2.4: 24 hours to the registry. */
  uploadDueMs: number;
  /** How long the registry may leave an archive unanswered that no upload waits for, before a supervisor hears of it. */
  registryDueMs: number;
  /** When a dose record can no longer be corrected at the desk: after so many ms, or at the end of the day when null. */
  recordFinalAfterMs: number | null;
  healthCodeValidMs: number;
  /** How long `identify` waits for an outstanding look-up. */
  lookUpWaitMs: number;
  /** A case is to be decided within so long, at each level that it comes to. */
  caseDueMs: number;
  /** The same where the resident stands at a station. */
  caseAtDeskDueMs: number;
  /** How long a supervisor keeps a case without renewing the claim. */
  caseClaimMs: number;
  /** How long an identity may stay provisional before a supervisor is asked. */
  identitySettleMs: number;
  /** How long an identity authority may take before staff may verify from documents. */
  identityFallBackMs: number;
  /** Hours in which no result notice is sent; null: at any hour. */
  noticeQuietHours: QuietHours | null;
  /** How long a notice is tried before a supervisor hears of it. */
  noticeGiveUpMs: number;
  /** After how long a notice that was accepted is asked about for the first time. */
  noticeReceiptMs: number;
};

/** National programme: free by law, so that there is no price that could be asked (Law art. 49); everything else is self-paid, at the price of its day. */
export type Product = ProductFacts & ({ free: true } | { free: false; prices: Price[] });

type ProductFacts = {
  productId: string;
  name: { zh: string; en: string };
  /** As the schedule names it. */
  vaccine: string;
  /** What is booked, planned and claimed once for each number; vaccines of one row of the schedule have the same. */
  series: string;
  live: boolean;
  specification: string;
  routes: string[];
  bodySites: string[];
  doseText: string;
  dosesPerPackage: number;
  /** Norms 10.3.2: within how many minutes an opened package of several doses is used up, unless its leaflet says otherwise. */
  openVialMinutes?: number | undefined;
  /** First 7 digits of a 20-digit trace code. */
  tracePrefix: string;
  /** 14 digits, where packages carry a GS1 DataMatrix. */
  gtin?: string | undefined;
  /** 上市许可持有人, by the registry's code list. */
  maker: { code: string; name: string };
};

/** Doses of any of these vaccines, or of every live one. */
export type DosesMeant = { vaccines?: string[] | undefined; live?: true | undefined };

/**
 * `stops`: which doses the answer `stopsWhen` forbids; absent: every dose for which it was asked. `source`: leaflet or Norms; `confirm`: to be
 * checked against its text.
 */
export type Question = { id: string; text: { zh: string; en: string }; stopsWhen: boolean; stops?: DosesMeant | undefined; source?: string | undefined; confirm?: boolean | undefined };

/** `asksFor`: beside a general one, for these doses; absent: a general one, for everybody. */
export type Questionnaire = { id: string; asksFor?: DosesMeant | undefined; questions: Question[] };

export type ConsentText = { id: string; version: string; items: { id: string; text: { zh: string; en: string } }[]; adultFromYears: number; relationsForMinor: string[] };

/** `by`: who confirms it. `mayScan`: its value may come from a scan or the archive; a person confirms it all the same. */
export type ChecklistItem = { id: string; group: '三查' | '七对' | '一验证'; text: { zh: string; en: string }; mayScan: boolean; by: 'staff' | 'resident' };

/** Channels in the order in which they are tried; the first of the templates is the text of the result notice. */
export type NoticePolicy = { channels: string[]; templates: { id: string; zh: string; en: string }[] };

export type Policies = {
  clocks: Clocks;
  products: Product[];
  /** Every edition: a dose is judged by those in force on its day. */
  schedule: Edition[];
  questionnaires: Questionnaire[];
  consentTexts: ConsentText[];
  checklist: ChecklistItem[];
  /** By the day from which each is in force. */
  identityTiers: IdentityTiers[];
  notices: NoticePolicy;
};
