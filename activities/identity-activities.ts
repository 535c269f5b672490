import { Context } from '@temporalio/activity';
import { DatabaseError } from '../db/database-error.js';
import { recordIdentityFinding, type IdentityCheckStore, type IdentityReader } from '../db/identity-check-store.js';
import { identityView, type IdentityFinding, type IdentityView } from '../domain/identity/check.js';
import { askableOf, type Authority, type IdentityTiers } from '../domain/identity/tiers.js';
import type { ResidentId } from '../domain/ids.js';
import { localDateOf, type Instant } from '../domain/time.js';
import { NeedsHuman, Rejected, Unavailable } from '../registries/errors.js';
import type { ClaimVerdict, IdentityAuthority } from '../registries/identity/port.js';
import { signal } from './effect.js';

export type IdentityActivityParts = {
  reader: IdentityReader;
  checks: Pick<IdentityCheckStore, 'change'>;
  authorities: Record<Authority, IdentityAuthority>;
  /** Of the version that a question was asked under: it is put as it was asked, also where another is in force by now. */
  tiersOf: (version: number) => Promise<readonly IdentityTiers[]>;
  now: () => Instant;
};

/** Inside the workflow task: reading the view, and bringing findings home. */
export type IdentityCheckActivities = ReturnType<typeof createIdentityActivities>['local'];
/** At the authorities, on a queue of their own. */
export type AuthorityActivities = ReturnType<typeof createIdentityActivities>['atAuthorities'];

/** The view of a check and the version that it was made from. */
export type SeenIdentityView = { version: number; view: IdentityView };

/** For a check that our store does not have, as after an older backup was restored. */
const GONE: SeenIdentityView = { version: 0, view: identityView(null) };

type Asked = { residentId: ResidentId; askedVersion: number };

export function createIdentityActivities({ reader, checks, authorities, tiersOf, now }: IdentityActivityParts) {
  async function record(residentId: ResidentId, finding: IdentityFinding): Promise<SeenIdentityView> {
    const found = await reader.read(residentId);
    if (!found) return GONE;
    const after = await recordIdentityFinding(checks, { siteId: found.siteId, residentId }, finding, now());
    return after ? { version: after.version, view: identityView(after) } : GONE;
  }

  /** What the authority says; what it finds wrong with the question is for people, and an authority that is away is asked again. */
  async function ask({ residentId, askedVersion }: Asked, authority: Authority, found: NonNullable<Awaited<ReturnType<IdentityReader['read']>>>): Promise<ClaimVerdict | { refused: string }> {
    const person = await reader.person(found.siteId, residentId);
    const askable = person && askableOf(await tiersOf(found.check?.asked?.tiersVersion ?? 0), person, localDateOf(found.check?.asked?.at ?? now()));
    if (!person || askable?.authority !== authority) return { refused: 'no-number' };
    const { name, birthDate } = person;
    const capture = await reader.capture(found.siteId, residentId);
    const key = `${residentId}:-:verify-identity:${askedVersion}`;
    return authorities[authority].verify({ key, claim: { name, birthDate, identifier: askable.identifier }, capture, signal: signal() }).catch((error: unknown) => {
      if (error instanceof Rejected || error instanceof NeedsHuman) return { refused: error.code };
      throw error;
    });
  }

  /** A failure that no policy covers is shown to staff, who may verify from documents, while it is tried again. */
  async function fault(residentId: ResidentId, error: unknown): Promise<never> {
    const known = error instanceof Unavailable || error instanceof DatabaseError;
    if (!known && Context.current().info.attempt > 1) await record(residentId, { type: 'softwareFaulted', data: { step: 'verifyIdentity' } });
    throw error;
  }

  return {
    local: {
      async readIdentityCheck({ residentId }: { residentId: ResidentId }): Promise<SeenIdentityView> {
        const found = await reader.readWithNews(residentId);
        return found ? { version: found.version, view: identityView(found.check) } : GONE;
      },
      recordIdentityFinding: ({ residentId, finding }: { residentId: ResidentId; finding: IdentityFinding }): Promise<SeenIdentityView> => record(residentId, finding),
    },
    atAuthorities: {
      /** Safe to repeat: the key is that of the question, and a question that is no longer asked is not put. */
      async verifyIdentity(asked: Asked): Promise<SeenIdentityView> {
        const { residentId, askedVersion } = asked;
        const found = await reader.read(residentId);
        if (!found) return GONE;
        const view = identityView(found.check);
        if (view.ask?.version !== askedVersion) return { version: found.version, view };
        const said = await ask(asked, view.ask.authority, found).catch((error: unknown) => fault(residentId, error));
        if ('refused' in said) return record(residentId, { type: 'questionRefused', data: { askedVersion, reason: said.refused } });
        return record(residentId, { type: 'answered', data: { askedVersion, outcome: said.outcome, differing: said.outcome === 'mismatch' ? said.differing : [] } });
      },
    },
  };
}
