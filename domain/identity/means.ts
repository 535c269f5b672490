import type { IdType } from './identifier.js';

/** Documents that a reader reads or staff type: those that a person carries with a photograph. */
export const DOCUMENT_TYPES = ['id-card', 'residence-permit', 'foreigner-card', 'passport', 'hk-macau-permit', 'taiwan-permit'] as const satisfies readonly IdType[];
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
