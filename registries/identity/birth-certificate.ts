import { z } from 'zod';
import type { ClaimField } from '../../domain/identity/check.js';
import { askAuthority, checkEcho, type AuthorityParts } from './authority-call.js';
import type { IdentityAuthority } from './port.js';

const SYSTEM = 'birth-certificate';
const text = z.string().min(1).max(64);
const answer = z.object({
  requestNo: z.string(),
  certNo: text.nullable(),
  idNo: text.nullable(),
  result: z.enum(['0', '1', '2']),
  inconsistent: z.array(z.enum(['name', 'birthday'])).default([]),
});

const FIELDS = { name: 'name', birthday: 'birthDate' } as const satisfies Record<string, ClaimField>;

/** 出生医学证明管理系统: compares on its own side, by the number of the certificate or of the ID card, and says which field is inconsistent. */
export function createBirthCertificateAuthority(parts: AuthorityParts): IdentityAuthority {
  return {
    async verify({ key, claim: { name, birthDate, identifier }, signal }) {
      const ofCertificate = identifier.type === 'birth-certificate';
      const number = ofCertificate ? { certNo: identifier.number, idNo: null } : { certNo: null, idNo: identifier.number };
      const said = await askAuthority(parts, {
        system: SYSTEM,
        path: '/bcms/v1/certificates/verify',
        headers: { 'x-api-key': parts.key },
        body: JSON.stringify({ requestNo: key, ...number, name, birthday: birthDate.replaceAll('-', '') }),
        answer,
        signal,
      });
      checkEcho(SYSTEM, { key, identifier }, { key: said.requestNo, number: ofCertificate ? said.certNo : said.idNo });
      if (said.result === '2') return { outcome: 'not-found' };
      return said.result === '0' ? { outcome: 'verified' } : { outcome: 'mismatch', differing: said.inconsistent.map((field) => FIELDS[field]) };
    },
  };
}
