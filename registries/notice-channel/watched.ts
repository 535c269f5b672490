import type { NoticeChannel } from './port.js';

/** Hears how each call ended; an answer that refuses is an answer. */
export type ChannelWatch = { succeeded: () => Promise<void>; failed: (error: unknown) => Promise<void> };

/** The same channel, with every call's end told to `watch`. */
export function watchedChannel(channel: NoticeChannel, watch: ChannelWatch): NoticeChannel {
  const told = async <T>(call: Promise<T>): Promise<T> => {
    const answer = await call.catch(async (error: unknown) => {
      await watch.failed(error);
      throw error;
    });
    await watch.succeeded();
    return answer;
  };
  return {
    canAsk: channel.canAsk,
    send: (asked) => told(channel.send(asked)),
    findByKey: (asked) => told(channel.findByKey(asked)),
    receipt: (asked) => told(channel.receipt(asked)),
  };
}
