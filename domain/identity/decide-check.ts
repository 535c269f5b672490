import type { ResidentId } from '../ids.js';
import { refuse, type Refused } from '../refusals.js';
import type { Instant } from '../time.js';
import { evolveIdentity, identityView, isFallBackOpen, type IdentityCheck, type IdentityCommand, type IdentityEvent, type IdentityHappened } from './check.js';
import { needsCapture } from './tiers.js';

export type IdentityDecision = { ok: true; event: IdentityEvent; after: IdentityCheck } | Refused;

/**
 * Real-name verification (Notice of 2022-09-20): the authority of the age tier is asked; staff verify from documents where it has nobody, says
 * otherwise, cannot be asked or does not answer in time. Pure; the caller has locked the check, stores `after` and appends `event`.
 */
export function decideIdentity(residentId: ResidentId, before: IdentityCheck | null, command: IdentityCommand, now: Instant): IdentityDecision {
  const happened = decide(before, command, now);
  if ('ok' in happened) return happened;
  const event: IdentityEvent = { ...happened, at: now };
  return { ok: true, event, after: evolveIdentity(residentId, before, event) };
}

function decide(before: IdentityCheck | null, command: IdentityCommand, now: Instant): IdentityHappened | Refused {
  switch (command.type) {
    case 'ask': {
      const { authority, hasCapture, fallBackAfterMs, tiersVersion } = command.data;
      if (authority === null) return { type: 'noAuthority', data: {} };
      if (needsCapture(authority) && !hasCapture) return refuse({ code: 'capture-required' });
      return { type: 'asked', data: { authority, fallBackAt: (now + fallBackAfterMs) as Instant, tiersVersion } };
    }
    case 'attest':
      if (before?.status === 'verified') return refuse({ code: 'identity-already-verified' });
      if (before && !isFallBackOpen(before, now)) return refuse({ code: 'fall-back-not-open', from: before.asked?.fallBackAt ?? now });
      return { type: 'attested', data: { evidenceId: command.data.evidenceId } };
    case 'answered':
      return isAsked(before, command.data) ? command : tooLate(command.type);
    case 'questionRefused':
      return isAsked(before, command.data) ? command : tooLate(command.type);
    case 'fallBackFellDue': {
      const { fallBackAt } = identityView(before);
      if (fallBackAt === null || fallBackAt !== command.data.fallBackAt || now < fallBackAt) return tooLate(command.type);
      return { type: 'fallBackOffered', data: { fallBackAt } };
    }
    case 'softwareFaulted':
      return before?.status === 'asking' && !before.faulted ? command : tooLate(command.type);
  }
}

/** A finding answers the question that it names, or comes too late. */
function isAsked(before: IdentityCheck | null, { askedVersion }: { askedVersion: number }): boolean {
  return identityView(before).ask?.version === askedVersion;
}

function tooLate(finding: string): Refused {
  return refuse({ code: 'finding-too-late', finding });
}
