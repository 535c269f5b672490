import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ALL_TROUBLES, TROUBLES, type Trouble } from '../troubles.js';
import { aNotice, type ChannelFact, type ChannelUnderTest } from './channel-under-test.js';

type Failure = { name: string; code: string; effect?: 'none' | 'unknown' };

const FAILURES: [Trouble | 'another-message', Failure][] = [
  ...ALL_TROUBLES.map((trouble): [Trouble, Failure] => [trouble, { name: 'Unavailable', ...TROUBLES[trouble] }]),
  ['another-message', { name: 'Unavailable', code: 'malformed', effect: 'unknown' }],
];

const askedOf = ({ channel, impatient }: ChannelUnderTest, { code }: Failure) => (code === 'timeout' ? impatient : channel);

/** What may be on somebody's phone stays in doubt where nobody can be asked. */
const inDoubt = ({ name, code, effect }: Failure): Failure => (effect === 'unknown' ? { name: 'Doubtful', code } : { name, code, effect: 'none' });

const sends = (canAsk: boolean): ChannelFact[] =>
  FAILURES.map(([trouble, met]) => {
    const failure = canAsk ? met : inDoubt(met);
    return {
      fact: `believes no acceptance where a message met ${trouble}: ${failure.name} ${failure.code}`,
      prove: async (under) => {
        const notice = aNotice(under);
        await under.trouble(trouble);
        await assert.rejects(askedOf(under, met).send(notice), failure);
        if (failure.effect === 'none') assert.equal(await under.sent(notice.key), 0);
        if (canAsk) await under.channel.send(notice);
        assert.ok((await under.sent(notice.key)) <= 1);
      },
    };
  });

const REFUSED: ChannelFact = {
  fact: 'is rejected with nothing sent where the provider refuses',
  prove: async (under) => {
    const notice = aNotice(under);
    await under.trouble('rejected');
    await assert.rejects(under.channel.send(notice), { name: 'Rejected', code: 'invalid-message' });
    assert.equal(await under.sent(notice.key), 0);
  },
};

/** Taken for "nothing was sent", a failed question would allow a second message. */
const QUESTIONS: ChannelFact[] = FAILURES.map(([trouble, failure]) => ({
  fact: `says nothing of a key where the question met ${trouble}: ${failure.name} ${failure.code}`,
  prove: async (under) => {
    await under.trouble(trouble);
    await assert.rejects(askedOf(under, failure).findByKey({ key: randomUUID() }), failure);
  },
}));

/** Taken for a negative receipt, a failed one would too. */
const RECEIPTS: ChannelFact[] = FAILURES.map(([trouble, failure]) => ({
  fact: `has no receipt where the question met ${trouble}: ${failure.name} ${failure.code}`,
  prove: async (under) => {
    const { providerId } = await under.channel.send(aNotice(under));
    await under.trouble(trouble);
    await assert.rejects(askedOf(under, failure).receipt({ providerId }), failure);
  },
}));

const REPEATED: ChannelFact = {
  fact: 'sends one message where something on the way sends the request twice',
  prove: async (under) => {
    const notice = aNotice(under);
    await under.trouble('repeated-on-the-way');
    await under.channel.send(notice);
    assert.equal(await under.sent(notice.key), 1);
  },
};

/** What every adapter makes of a provider in trouble: a named error, never a receipt that could be believed. */
export function troublesOf({ canAsk }: { canAsk: boolean }): ChannelFact[] {
  return [...sends(canAsk), REFUSED, ...(canAsk ? [...QUESTIONS, ...RECEIPTS, REPEATED] : [])];
}
