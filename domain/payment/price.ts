import type { LocalDate } from '../time.js';

/** How money came: data, none of it changes a rule. */
export const PAYMENT_METHODS = ['scan-to-pay', 'cash', 'insurance-account'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Of one dose of a self-paid vaccine, from this day on: the vaccine, and the service fee that the province sets (Law art. 49). In fen. */
export type Price = { from: LocalDate; vaccineFen: number; feeFen: number };

/** The price that is in force on a day, or null before the first. */
export function priceOn(prices: readonly Price[], day: LocalDate): Price | null {
  return prices.reduce<Price | null>((found, price) => (price.from <= day && (!found || found.from <= price.from) ? price : found), null);
}

export function totalFen({ vaccineFen, feeFen }: Price): number {
  return vaccineFen + feeFen;
}
