import { refuse, type Refusal } from '../../refusals.js';
import type { ProvisionalReason } from '../../identity/means.js';
import type { ResidentId } from '../../ids.js';
import { localDateOf, type Instant } from '../../time.js';
import type { Claim } from '../claims.js';
import type { Identification } from '../commands.js';
import { decided, type Decision, type OpenedCase } from '../decision.js';
import type { Happened } from '../events.js';
import type { HealthCodeFact, JourneyFacts } from '../facts.js';
import { openCase, type Asked } from './asked.js';
import { settle } from './resolve-case.js';

type ByCode = Extract<Identification, { healthCodeId: string }>;
type OfflineCode = Extract<Identification, { means: 'offline-code' }>;

/** Whom the means gives. `why`: only for the time being. `inDoubt`: something that was right when it was shown no longer agrees. */
type Found = { residentId: ResidentId | null; why: ProvisionalReason | null; inDoubt: boolean; claims: Claim[] };

/**
 * S2 亮码接种. Whatever is shown must give this journey's person, every time, and be read back; anything else is a hard stop that tells
 * neither side of the other (attack A10).
 */
export function identify(asked: Asked<'identify'>): Decision {
  const { state, data } = asked;
  if (data.means === 'typed-number' && data.noteId === null) return refuse({ code: 'reason-required', action: data.means });
  const found = 'healthCodeId' in data ? byCode(data, asked) : byDocument(asked.facts);
  if ('code' in found) return refuse(found);
  if (found.residentId !== state.residentId || !data.readBackMatches) return refuse({ code: 'other-person' });
  const settleBy = (found.inDoubt ? asked.now : asked.now + asked.facts.policies.clocks.identitySettleMs) as Instant;
  const identified: Happened = {
    type: 'identified',
    data: {
      means: data.means,
      healthCodeId: 'healthCodeId' in data ? data.healthCodeId : null,
      provisional: found.why && { why: found.why, settleBy },
      noteId: 'noteId' in data ? data.noteId : null,
      evidenceId: 'evidenceId' in data ? data.evidenceId : null,
    },
  };
  if (found.inDoubt) {
    const { events, cases } = leftProvisional(asked, settleBy);
    return decided([identified, ...events], { claims: found.claims, cases });
  }
  // A full identification settles what was provisional, also where a supervisor has it in hand.
  const { events, resolved } = settle(found.why === null ? state.cases.filter(({ kind }) => kind === 'provisional-identity-overdue') : []);
  return decided([identified, ...events], { claims: found.claims, resolved });
}

/** The identity is a supervisor's to settle, once for a journey. */
export function leftProvisional(asked: Asked<'identify'> | Asked<'identityLeftProvisional'>, settleBy: Instant): { events: Happened[]; cases: OpenedCase[] } {
  const overdue: Happened = { type: 'identityOverdue', data: { settleBy } };
  const kind = 'provisional-identity-overdue';
  if (asked.state.cases.some((open) => open.kind === kind)) return { events: [overdue], cases: [] };
  const { event, opened } = openCase(asked as Asked<never>, kind, null);
  return { events: [overdue, event], cases: [opened] };
}

function byCode(data: ByCode, { state, facts, now }: Asked<'identify'>): Found | Refusal {
  const code = facts.healthCode;
  if (!code || code.healthCodeId !== data.healthCodeId) return { code: 'code-invalid' };
  const temporary = code.attribute === 'temporary' ? 'temporary-code' : null;
  if (data.means === 'offline-code') {
    const refusal = claimRefusal(data, { day: state.day, now });
    const doubt = doubtAbout(data, code);
    return refusal ?? { residentId: code.residentId, why: doubt ?? temporary ?? 'checked-offline', inDoubt: doubt !== null, claims: consume(data, code.jtiUsed) };
  }
  if (code.status === 'suspended') return { code: 'code-suspended' };
  if (code.version !== data.codeVersion) return { code: 'code-superseded' };
  if (data.expiresAt <= now) return { code: 'code-expired', expiredAt: data.expiresAt };
  if (data.jti !== null && code.jtiUsed) return { code: 'code-replayed' };
  return { residentId: code.residentId, why: temporary, inDoubt: false, claims: consume(data, false) };
}

/** What the device says of its own check, where it cannot be: its clock is evidence only, and never makes a code valid. */
function claimRefusal({ checkedAt, expiresAt }: OfflineCode, { day, now }: { day: Asked<'identify'>['state']['day']; now: Instant }): Refusal | null {
  if (checkedAt > now) return { code: 'time-in-future' };
  if (localDateOf(checkedAt) !== day) return { code: 'wrong-day', day };
  return expiresAt <= checkedAt ? { code: 'code-expired', expiredAt: expiresAt } : null;
}

/** Attack A6: what a device without a connection accepted is looked at again when it arrives. */
function doubtAbout({ keyRevoked, codeVersion, jti }: OfflineCode, code: HealthCodeFact): ProvisionalReason | null {
  if (keyRevoked) return 'key-revoked';
  if (code.status === 'suspended') return 'code-suspended';
  if (code.version !== codeVersion) return 'code-superseded';
  return jti !== null && code.jtiUsed ? 'code-replayed' : null;
}

function consume({ means, jti, expiresAt }: ByCode, used: boolean): Claim[] {
  if (jti === null || used) return [];
  return [{ kind: 'consume-code', jti, expiresAt, ...(means === 'offline-code' && { late: true as const }) }];
}

/** A name or a mother that was read along must agree too: one number alone is not a person (hazard H1). */
function byDocument({ holder, issuerAway }: JourneyFacts): Found {
  const agrees = holder !== null && holder.nameAgrees !== false && holder.motherAgrees !== false;
  const why = holder?.withoutNumber ? 'without-number' : issuerAway ? 'issuer-away' : null;
  return { residentId: agrees ? holder.residentId : null, why, inDoubt: false, claims: [] };
}
