import type { Identifier } from './identifier.js';

export type NationalityReading = { ok: true; nationality: string } | { ok: false; reason: 'required' | 'differs from the document' };

/**
 * ISO 3166 alpha-2 by the documents at hand. Permits and ID cards say it themselves, and a registry refuses one that says otherwise (a
 * Chinese national with a Taiwan permit); a passport or a foreigner's card is of whichever country issued it, so that has to be told.
 */
export function readNationality(told: string | null, identifiers: readonly Identifier[]): NationalityReading {
  const said = new Set(identifiers.flatMap((identifier) => saidBy(identifier) ?? []));
  if (told !== null) return said.size === 0 || said.has(told) ? { ok: true, nationality: told } : { ok: false, reason: 'differs from the document' };
  const [only, ...others] = said;
  if (others.length > 0) return { ok: false, reason: 'required' };
  if (only) return { ok: true, nationality: only };
  return identifiers.some(({ type }) => type === 'passport' || type === 'foreigner-card') ? { ok: false, reason: 'required' } : { ok: true, nationality: 'CN' };
}

function saidBy({ type, number }: Identifier): string | null {
  switch (type) {
    case 'id-card': return 'CN';
    case 'hk-macau-permit': return number.startsWith('M') ? 'MO' : 'HK';
    case 'taiwan-permit': return 'TW';
    case 'residence-permit': return number.startsWith('81') ? 'HK' : number.startsWith('82') ? 'MO' : 'TW';
    case 'passport': case 'foreigner-card': case 'birth-certificate': case 'archive-number': case 'health-code': return null;
  }
}
