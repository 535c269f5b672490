import { randomUUID } from 'node:crypto';
import type { Trouble } from '../troubles.js';
import type { NoticeChannel } from './port.js';

/** What only a provider can do to the next call: refuse it, answer it about another message, or get it twice. */
export type ChannelTrouble = Trouble | 'rejected' | 'another-message' | 'repeated-on-the-way';

/** A channel as its adapter shows it, and the provider's own side of it. */
export type ChannelUnderTest = {
  channel: NoticeChannel;
  /** The same, soon out of patience. */
  impatient: NoticeChannel;
  /** One the provider reaches, one it takes but never reaches, one it does not take. */
  addresses: { reached: string; unreachable: string; refused: string };
  /** Becomes of the next call. */
  trouble: (next: ChannelTrouble) => Promise<void>;
  /** How many messages the provider has sent for this key. */
  sent: (key: string) => Promise<number>;
};

export type ChannelFact = { fact: string; prove: (under: ChannelUnderTest) => Promise<void> };

export const TEXT = '您的预约已确认';

export const aNotice = ({ addresses }: ChannelUnderTest) => ({ key: randomUUID(), to: addresses.reached, text: TEXT });
