import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { aNotice, TEXT, type ChannelFact, type ChannelUnderTest } from './channel-under-test.js';
import { troublesOf } from './port-contract-troubles.js';
import type { Receipt } from './port.js';

const RECEIPT_WITHIN_MS = 20_000;

async function finalReceipt({ channel }: ChannelUnderTest, providerId: string): Promise<Receipt> {
  for (const deadline = Date.now() + RECEIPT_WITHIN_MS; Date.now() < deadline; await sleep(20)) {
    const receipt = await channel.receipt({ providerId });
    if (receipt !== 'pending') return receipt;
  }
  return 'pending';
}

const ALWAYS: ChannelFact[] = [
  ...(['reached', 'unreachable'] as const).map((to): ChannelFact => ({
    fact: `takes a message and tells in its receipt that the address was ${to}`,
    prove: async (under) => {
      const notice = { ...aNotice(under), to: under.addresses[to] };
      const { outcome, providerId } = await under.channel.send(notice);
      assert.deepEqual([outcome, await under.sent(notice.key)], ['accepted', 1]);
      assert.equal(await finalReceipt(under, providerId), to === 'reached' ? 'delivered' : 'failed');
    },
  })),
  {
    fact: 'has no receipt for a message that was never sent',
    prove: async ({ channel }) => assert.rejects(channel.receipt({ providerId: randomUUID() }), { name: 'Rejected' }),
  },
  {
    fact: 'rejects an address that it does not take, with neither address nor text in the error',
    prove: async (under) => {
      const notice = { ...aNotice(under), to: under.addresses.refused };
      await assert.rejects(under.channel.send(notice), (error: Error) => {
        assert.equal(error.name, 'Rejected');
        for (const secret of [notice.to, TEXT]) assert.ok(![error.stack, JSON.stringify(error)].join().includes(secret));
        return true;
      });
      assert.equal(await under.sent(notice.key), 0);
    },
  },
  {
    fact: "ends with the caller's own reason when the caller gives up",
    prove: async (under) => {
      await under.trouble('half-open');
      const [giveUp, reason] = [new AbortController(), new Error('no longer wanted')];
      const sending = under.channel.send({ ...aNotice(under), signal: giveUp.signal });
      giveUp.abort(reason);
      await assert.rejects(sending, (error) => error === reason);
    },
  },
];

/** Where the provider remembers our keys. */
const ASKED: ChannelFact[] = [
  {
    fact: 'says of a key it never saw that nothing was sent',
    prove: async (under) => assert.deepEqual(await under.channel.findByKey(aNotice(under)), { outcome: 'none' }),
  },
  {
    fact: 'sends one message for one key, however often it is told to',
    prove: async (under) => {
      const notice = aNotice(under);
      const first = await under.channel.send(notice);
      assert.deepEqual(await under.channel.send(notice), first);
      assert.deepEqual(await under.channel.findByKey(notice), first);
      assert.equal(await under.sent(notice.key), 1);
    },
  },
  {
    fact: 'does not know what became of a message whose answer was lost, until it asks',
    prove: async (under) => {
      const notice = aNotice(under);
      await under.trouble('lost-answer');
      await assert.rejects(under.channel.send(notice), { name: 'Unavailable', effect: 'unknown' });
      const found = await under.channel.findByKey(notice);
      assert.equal(found.outcome, 'accepted');
      assert.deepEqual(await under.channel.send(notice), found);
      assert.equal(await under.sent(notice.key), 1);
    },
  },
];

/** Where nobody can say later what became of a message. */
const NOT_ASKED: ChannelFact[] = [
  {
    fact: 'answers no question by key',
    prove: async (under) => assert.rejects(under.channel.findByKey(aNotice(under)), { name: 'Doubtful', code: 'cannot-be-asked' }),
  },
];

/** What every adapter of the port must show against its provider: each fact is one test. */
export function channelContract({ canAsk }: { canAsk: boolean }): readonly ChannelFact[] {
  const says: ChannelFact = { fact: `says that it can${canAsk ? '' : 'not'} be asked`, prove: async ({ channel }) => assert.equal(channel.canAsk, canAsk) };
  return [says, ...ALWAYS, ...(canAsk ? ASKED : NOT_ASKED), ...troublesOf({ canAsk })];
}
