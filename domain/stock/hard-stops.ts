import type { RefusalCode } from '../refusals.js';

/**
 * What stops a dose at the vaccination desk, with its source. Nobody goes on over any of them before the needle: most of them the law forbids to
 * everybody; another dose, site or route is what two persons might answer for (hazard H3), for which there is no command yet. What went in all the
 * same is reported (`reportUnverifiedDose`, with a reason) and waits for two persons (`count-dose`); `countable` says whether even they may let it
 * count.
 */
export const HARD_STOPS = {
  'product-mismatch': { source: 'Law art. 45; Norms ch. 5, 6.4 品种不符', countable: false },
  'lot-expired': { source: 'Law art. 73; Norms ch. 5, 6.4.2 过期', countable: false },
  'lot-recalled': { source: 'Law art. 73 召回', countable: false },
  'lot-held': { source: 'Law art. 73; Norms ch. 3 section 10 暂停使用', countable: true },
  'lot-unknown': { source: 'Law art. 10, 46 无法追溯', countable: true },
  'lot-differs-from-scan': { source: 'Norms ch. 5, 9.2 批号不符', countable: true },
  'expiry-differs-from-scan': { source: 'Norms ch. 5, 9.2 有效期不符', countable: true },
  'trace-code-over-used': { source: 'Law art. 10; Norms ch. 5, 9.2 超次使用', countable: false },
  'vial-past-discard-time': { source: 'Norms ch. 5, 10.3.2 开启超时', countable: true },
  'dose-amount-not-allowed': { source: 'Norms ch. 5, section 6 剂量', countable: true },
  'body-site-not-allowed': { source: 'Norms ch. 5, 6.5 部位', countable: true },
  'body-site-taken': { source: 'Norms ch. 5, 4.1.1 同一部位', countable: true },
  'route-not-allowed': { source: 'Norms ch. 5, 6.5 途径', countable: true },
} as const satisfies Partial<Record<RefusalCode, { source: string; countable: boolean }>>;

export type HardStop = keyof typeof HARD_STOPS;
