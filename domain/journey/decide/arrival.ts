import { refuse } from '../../refusals.js';
import { localDateOf } from '../../time.js';
import { decided, type Decision } from '../decision.js';
import type { Asked } from './asked.js';

/** Repeated check-in is harmless: the stage refuses it only once the journey has moved on. */
export function checkIn({ state, data, now }: Asked<'checkIn'>): Decision {
  if (data.siteId !== state.siteId) return refuse({ code: 'wrong-site' });
  if (localDateOf(now) !== state.day) return refuse({ code: 'wrong-day', day: state.day });
  return decided([{ type: 'checkedIn', data: {} }]);
}

/**
 * S2 亮码接种. The text was checked for signature, type and time before; here it is this journey's person, shown once, and read back.
 * Every later identification must give the same resident.
 */
export function identify({ state, data, facts, now }: Asked<'identify'>): Decision {
  const code = facts.healthCode;
  if (!code || code.healthCodeId !== data.healthCodeId) return refuse({ code: 'code-invalid' });
  if (code.status === 'suspended') return refuse({ code: 'code-suspended' });
  if (code.version !== data.codeVersion) return refuse({ code: 'code-superseded' });
  if (data.expiresAt <= now) return refuse({ code: 'code-expired', expiredAt: data.expiresAt });
  if (data.jti !== null && code.jtiUsed) return refuse({ code: 'code-replayed' });
  if (code.residentId !== state.residentId || !data.readBackMatches) return refuse({ code: 'other-person' });
  return decided([{ type: 'identified', data: { means: data.means, healthCodeId: data.healthCodeId } }], {
    claims: data.jti === null ? [] : [{ kind: 'consume-code', jti: data.jti, expiresAt: data.expiresAt }],
  });
}
