import { ApplicationFailure } from '@temporalio/activity';
import type { NoticeInHand, NoticeStep } from '../db/notice.js';
import { channelAfter, retryAfterMs } from '../domain/notices/delivery.js';
import type { Clocks, NoticePolicy } from '../domain/policies.js';
import { toInstant, type Instant } from '../domain/time.js';
import { Doubtful, Rejected, Unavailable } from '../registries/errors.js';
import type { NoticeChannel } from '../registries/notice-channel/port.js';
import { signal } from './effect.js';

export type NoticeSenderParts = {
  channels: ReadonlyMap<string, NoticeChannel>;
  /** Texts without diagnosis, vaccine or name, the detail is behind a login; and the channels in the order in which they are tried. */
  policy: () => Promise<NoticePolicy>;
  clocks: () => Promise<Clocks>;
  now: () => Instant;
  /** From 0 to 1, for the spread of the attempts. */
  random: () => number;
};

/** There is one: the schema asks for it. */
function firstTemplate({ templates: [template] }: Pick<NoticePolicy, 'templates'>) {
  if (!template) throw new TypeError('no template');
  return template;
}

export type NoticeSender = ReturnType<typeof createNoticeSender>;

/** One attempt at one notice, and what is to become of it. */
export function createNoticeSender({ channels, policy, clocks, now, random }: NoticeSenderParts) {
  function channelOf(name: string): NoticeChannel {
    const channel = channels.get(name);
    if (!channel) throw ApplicationFailure.create({ message: `no channel ${name} is wired`, type: 'unknown-channel' });
    return channel;
  }

  /** By the next channel at once; a person's after the last. */
  async function refused({ channel }: Pick<NoticeInHand, 'channel'>, errorCode: string): Promise<NoticeStep> {
    const next = channelAfter((await policy()).channels, channel);
    return next === null ? { state: 'failed', errorCode, over: true } : { state: 'waiting', channel: next, nextAt: now(), errorCode, over: false };
  }

  /** Again later, as the provider asks; a person's when it has been tried for long enough. */
  async function later({ attempts, createdAt }: NoticeInHand, { code, retryAfterMs: askedFor }: Unavailable, inDoubt: boolean): Promise<NoticeStep> {
    if (now() >= createdAt + (await clocks()).noticeGiveUpMs) return { state: inDoubt ? 'uncertain' : 'failed', errorCode: code, over: true };
    return { state: 'waiting', nextAt: toInstant(now() + (askedFor ?? retryAfterMs(attempts, random()))), errorCode: code, inDoubt, over: false };
  }

  return {
    /** By which a notice begins. */
    async begin(): Promise<{ channel: string; template: string }> {
      const { channels: [channel = ''], ...texts } = await policy();
      return { channel, template: firstTemplate(texts).id };
    },
    channelOf,
    refused,

    /** Never a second send that nobody can rule out to be one: ask by key, or leave it to a person. Throws what no provider causes. */
    async send(notice: NoticeInHand, to: string): Promise<NoticeStep> {
      const channel = channelOf(notice.channel);
      // Before anything leaves: what cannot be read now must not come between a send and its record.
      const [{ noticeReceiptMs }, { zh: text }] = [await clocks(), firstTemplate(await policy())];
      const asked = { key: notice.noticeId, signal: signal() };
      let unknown = notice.inDoubt;
      try {
        if (unknown && !channel.canAsk) return { state: 'uncertain', over: true, attempt: 'uncertain' };
        const before = unknown ? await channel.findByKey(asked) : { outcome: 'none' as const };
        unknown = false;
        const { providerId } = before.outcome === 'accepted' ? before : await channel.send({ ...asked, to, text });
        return { state: 'sent', providerId, nextAt: toInstant(now() + noticeReceiptMs), over: true, attempt: 'accepted' };
      } catch (error) {
        if (error instanceof Doubtful) return { state: 'uncertain', errorCode: error.code, over: true, attempt: 'uncertain' };
        if (error instanceof Rejected) return { ...(await refused(notice, error.code)), attempt: 'refused' };
        if (!(error instanceof Unavailable)) throw error;
        return { ...(await later(notice, error, unknown || error.effect === 'unknown')), attempt: 'unavailable' };
      }
    },
  };
}
