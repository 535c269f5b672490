import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ALL_TROUBLES, TROUBLES, type Trouble } from '../troubles.js';
import type { ClaimToVerify, ClaimVerdict, IdentityAuthority, IdentityClaim } from './port.js';

/** What only an authority can do to the next call: refuse it, or answer about another number or to another question. */
export type AuthorityTrouble = Trouble | 'rejected' | 'another-number' | 'another-question';

/** An authority as its adapter shows it, with people whom the test has made known to it. */
export type AuthorityUnderTest = {
  authority: IdentityAuthority;
  /** The same, soon out of patience. */
  impatient: IdentityAuthority;
  /** Registered under its number. */
  known: { claim: IdentityClaim; capture: string };
  /** Registered too, under another number. */
  other: { claim: IdentityClaim; capture: string };
  /** A number of nobody. */
  unknown: IdentityClaim;
  /** Becomes of the next call. */
  trouble: (next: AuthorityTrouble) => Promise<void>;
  /** How often the authority has been asked under a key. */
  asked: (key: string) => Promise<number>;
};

export type AuthorityFact = { fact: string; prove: (under: AuthorityUnderTest) => Promise<void> };

const question = ({ known }: AuthorityUnderTest, overrides: Partial<ClaimToVerify> = {}): ClaimToVerify => ({ key: randomUUID(), ...known, ...overrides });

const renamed = (claim: IdentityClaim): IdentityClaim => ({ ...claim, name: `${claim.name}甲` });

/** No word of the person in what is thrown: it ends in logs and cases. */
function isSilent({ claim, capture }: ClaimToVerify, error: Error): void {
  const said = [error.stack, error.message, JSON.stringify(error)].join();
  for (const personal of [claim.name, claim.identifier.number, capture ?? claim.name]) assert.ok(!said.includes(personal));
}

const AWAY: [AuthorityTrouble, (typeof TROUBLES)[Trouble]][] = [
  ...ALL_TROUBLES.map((trouble): [Trouble, (typeof TROUBLES)[Trouble]] => [trouble, TROUBLES[trouble]]),
  ['another-number', TROUBLES['wrong-type']],
  ['another-question', TROUBLES['wrong-type']],
];

async function isAway(under: AuthorityUnderTest, trouble: AuthorityTrouble, expected: { code: string; effect: string }): Promise<void> {
  const asked = question(under);
  await under.trouble(trouble);
  await assert.rejects((expected.code === 'timeout' ? under.impatient : under.authority).verify(asked), (error: Error & { code?: string; effect?: string }) => {
    assert.deepEqual({ name: error.name, code: error.code, effect: error.effect }, { name: 'Unavailable', ...expected });
    isSilent(asked, error);
    return true;
  });
  assert.deepEqual(await under.authority.verify(asked), { outcome: 'verified' } satisfies ClaimVerdict);
}

/** What every adapter of the port must show against its authority: each fact is one test. */
export const AUTHORITY_CONTRACT: readonly AuthorityFact[] = [
  {
    fact: 'verifies somebody whose details agree with the number, as often as it is asked',
    prove: async (under) => {
      const asked = question(under);
      for (let n = 0; n < 2; n += 1) assert.deepEqual(await under.authority.verify(asked), { outcome: 'verified' });
      assert.equal(await under.asked(asked.key), 2);
    },
  },
  {
    fact: 'says that another name differs',
    prove: async (under) => assert.deepEqual(await under.authority.verify(question(under, { claim: renamed(under.known.claim) })), { outcome: 'mismatch', differing: ['name'] }),
  },
  {
    fact: 'does not verify somebody by the number of another',
    prove: async (under) => {
      const claim = { ...under.known.claim, identifier: under.other.claim.identifier };
      assert.equal((await under.authority.verify(question(under, { claim }))).outcome, 'mismatch');
    },
  },
  {
    fact: 'says that it has nobody under a number: an answer, not a failure',
    prove: async (under) => assert.deepEqual(await under.authority.verify(question(under, { claim: under.unknown })), { outcome: 'not-found' }),
  },
  ...AWAY.map(([trouble, expected]): AuthorityFact => ({ fact: `believes no answer where a question met ${trouble}: ${expected.code}`, prove: (under) => isAway(under, trouble, expected) })),
  {
    fact: 'rejects what it finds wrong with the question, without repeating it',
    prove: async (under) => {
      const { claim } = under.known;
      const asked = question(under, { claim: { ...claim, identifier: { ...claim.identifier, number: claim.identifier.number.repeat(8) } } });
      await assert.rejects(under.authority.verify(asked), (error: Error) => {
        assert.equal(error.name, 'Rejected');
        isSilent(asked, error);
        return true;
      });
    },
  },
  {
    fact: 'is rejected where the authority refuses, by its code',
    prove: async (under) => {
      await under.trouble('rejected');
      await assert.rejects(under.authority.verify(question(under)), { name: 'Rejected', code: 'invalid-field' });
    },
  },
  {
    fact: "ends with the caller's own reason when the caller gives up",
    prove: async (under) => {
      await under.trouble('half-open');
      const [giveUp, reason] = [new AbortController(), new Error('no longer wanted')];
      const asking = under.authority.verify(question(under, { signal: giveUp.signal }));
      giveUp.abort(reason);
      await assert.rejects(asking, (error) => error === reason);
    },
  },
];
