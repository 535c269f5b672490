import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ClaimVerdict, IdentityAuthority } from './port.js';
import { askAuthority, checkEcho, type AuthorityParts } from './authority-call.js';

const SYSTEM = 'police-face';
const answer = z.object({ serial: z.string(), idNo: z.string().max(64), code: z.enum(['1000', '1001', '1002', '1003']) });

/** The police compare number, name and face in one and tell what did not agree; the number carries the birth date. */
const VERDICTS: Record<z.infer<typeof answer>['code'], ClaimVerdict> = {
  1000: { outcome: 'verified' },
  1001: { outcome: 'mismatch', differing: ['face'] },
  1002: { outcome: 'mismatch', differing: ['name'] },
  1003: { outcome: 'not-found' },
};

/** 公安人脸识别: takes the token of the capture service, under which the image lies there; each request is signed. */
export function createPoliceFaceAuthority(parts: AuthorityParts & { now?: () => number }): IdentityAuthority {
  const now = parts.now ?? Date.now;
  return {
    async verify({ key, claim: { name, identifier }, capture, signal }) {
      const body = JSON.stringify({ serial: key, idNo: identifier.number, name, captureToken: capture });
      const time = String(now());
      const sign = createHmac('sha256', parts.key).update(`${time}\n${body}`).digest('hex');
      const said = await askAuthority(parts, { system: SYSTEM, path: '/face/v2/compare', headers: { 'x-app-time': time, 'x-app-sign': sign }, body, answer, signal });
      checkEcho(SYSTEM, { key, identifier }, { key: said.serial, number: said.idNo });
      return VERDICTS[said.code];
    },
  };
}
