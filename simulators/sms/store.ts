import { randomUUID } from 'node:crypto';
import { Journal } from '../kit/journal.js';

export type Message = { messageId: string; clientRef: string; to: string; text: string; at: number };
type Entry = { t: 'sent'; message: Message } | { t: 'mode'; canAsk: boolean };

/** What was accepted for sending, and whether this provider remembers the client's keys. */
export class Outbox {
  readonly messages = new Map<string, Message>();
  readonly #byRef = new Map<string, Message>();
  readonly #canAskAtStart: boolean;
  #journal: Journal<Entry> | null = null;
  canAsk: boolean;

  private constructor(canAsk: boolean) {
    this.#canAskAtStart = canAsk;
    this.canAsk = canAsk;
  }

  static async open(path: string, { canAsk }: { canAsk: boolean }): Promise<Outbox> {
    const outbox = new Outbox(canAsk);
    outbox.#journal = await Journal.open<Entry>(path, (entry) => outbox.#apply(entry));
    return outbox;
  }

  /** Same key, same message, where the provider remembers keys; elsewhere a repeat is a second message on somebody's phone. */
  async accept({ clientRef, to, text }: Omit<Message, 'messageId' | 'at'>, now: number): Promise<Message> {
    const before = this.canAsk ? this.#byRef.get(clientRef) : undefined;
    if (before) {
      await this.#journal?.settled();
      return before;
    }
    const message = { messageId: randomUUID(), clientRef, to, text, at: now };
    await this.#commit({ t: 'sent', message });
    return message;
  }

  byRef(clientRef: string): Message | undefined {
    return this.#byRef.get(clientRef);
  }

  async setMode(canAsk: boolean): Promise<void> {
    await this.#commit({ t: 'mode', canAsk });
  }

  async reset(): Promise<void> {
    this.messages.clear();
    this.#byRef.clear();
    this.canAsk = this.#canAskAtStart;
    await this.#journal?.truncate();
  }

  async close(): Promise<void> {
    await this.#journal?.close();
  }

  #apply(entry: Entry): void {
    if (entry.t === 'mode') {
      this.canAsk = entry.canAsk;
      return;
    }
    this.messages.set(entry.message.messageId, entry.message);
    if (!this.#byRef.has(entry.message.clientRef)) this.#byRef.set(entry.message.clientRef, entry.message);
  }

  async #commit(entry: Entry): Promise<void> {
    this.#apply(entry);
    await this.#journal?.append(entry);
  }
}
