import { z } from 'zod';
import { CLAIM_FIELDS, type ClaimField } from '../../domain/identity/check.js';
import { isSameName } from '../../domain/identity/names.js';
import { askAuthority, checkEcho, type AuthorityParts } from './authority-call.js';
import type { IdentityAuthority, IdentityClaim } from './port.js';

const SYSTEM = 'household-register';
const registered = z.object({ citizenNumber: z.string().max(64), fullName: z.string().min(1).max(200), bornOn: z.iso.date() });
const answer = z.discriminatedUnion('found', [
  z.object({ traceId: z.string(), found: z.literal(true), person: registered }),
  z.object({ traceId: z.string(), found: z.literal(false), citizenNumber: z.string().max(64) }),
]);

/** 公安户籍: gives the entry of a number, and we compare. The entry goes no further than here. */
export function createHouseholdRegisterAuthority(parts: AuthorityParts): IdentityAuthority {
  return {
    async verify({ key, claim, signal }) {
      const { identifier } = claim;
      const said = await askAuthority(parts, {
        system: SYSTEM,
        path: '/register/query',
        headers: { authorization: `Bearer ${parts.key}` },
        body: JSON.stringify({ traceId: key, citizenNumber: identifier.number }),
        answer,
        signal,
      });
      checkEcho(SYSTEM, { key, identifier }, { key: said.traceId, number: said.found ? said.person.citizenNumber : said.citizenNumber });
      if (!said.found) return { outcome: 'not-found' };
      const differing = differingFrom(said.person, claim);
      return differing.length === 0 ? { outcome: 'verified' } : { outcome: 'mismatch', differing };
    },
  };
}

function differingFrom({ fullName, bornOn }: z.infer<typeof registered>, { name, birthDate }: IdentityClaim): ClaimField[] {
  const same: Record<ClaimField, boolean> = { name: isSameName(fullName, name), birthDate: bornOn === birthDate, face: true };
  return CLAIM_FIELDS.filter((field) => !same[field]);
}
