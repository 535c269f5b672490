import type { IdType } from './identifier.js';

/** By what somebody at a station is identified (architecture: table of commands, `identify`). */
export const IDENTIFICATION_MEANS = ['dynamic-code', 'static-code', 'offline-code', 'document-reader', 'certificate', 'birth-certificate', 'typed-number'] as const;
export type IdentificationMeans = (typeof IDENTIFICATION_MEANS)[number];

/**
 * Why an identity is only taken for the time being. The last four say that a code checked offline no longer agrees with what we know: such
 * an identity has no time left and is a case at once.
 */
export const PROVISIONAL_REASONS = [
  'temporary-code', 'checked-offline', 'issuer-away', 'without-number', 'key-revoked', 'code-suspended', 'code-superseded', 'code-replayed',
] as const;
export type ProvisionalReason = (typeof PROVISIONAL_REASONS)[number];

/** Documents that a reader reads or staff type: those that a person carries with a photograph. */
export const DOCUMENT_TYPES = ['id-card', 'residence-permit', 'foreigner-card', 'passport', 'hk-macau-permit', 'taiwan-permit'] as const satisfies readonly IdType[];
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
