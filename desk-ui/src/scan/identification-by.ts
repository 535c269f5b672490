import type { IdentifyData } from '../../../contracts/journey-commands.js';
import type { DocumentType } from '../../../domain/identity/means.js';
import type { Scanned } from './use-scan.js';

/** `typed`: an ordinary scanner or the keyboard, which needs a reason; a health code and a certificate do not. */
type WithoutReadBack<D> = D extends IdentifyData ? Omit<D, 'readBackMatches'> : never;
export type Typed = { data: WithoutReadBack<IdentifyData>; typed: boolean };

const DOCUMENTS: Partial<Record<Scanned['answer']['kind'], DocumentType>> = {
  'id-number': 'id-card', 'residence-permit': 'residence-permit', 'foreigner-card': 'foreigner-card', passport: 'passport', 'hk-macau-permit': 'hk-macau-permit', 'taiwan-permit': 'taiwan-permit',
};

/** How `identify` names what was scanned, or null where it tells nobody (our own id on a slip, a package). */
export function identificationBy({ text, answer: { kind } }: Scanned, mother: string): Typed | null {
  if (kind === 'health-code') return { data: { by: 'code', text }, typed: false };
  if (kind === 'certificate-barcode' || kind === 'archive-number') return { data: { by: 'certificate', text }, typed: false };
  if (kind === 'birth-certificate') return { data: { by: 'birth-certificate', number: text.trim(), mother: { type: 'id-card', number: mother } }, typed: false };
  const type = DOCUMENTS[kind];
  return type ? { data: { by: 'typed-number', document: { type, number: text.trim() } }, typed: true } : null;
}
