export type SendOutcome = { outcome: 'accepted'; providerId: string };
export type Receipt = 'delivered' | 'failed' | 'pending';

type Asking = { signal?: AbortSignal };

/**
 * A way to tell a resident something. All methods throw `Unavailable` or `Rejected`. A provider that can be asked may be sent the same key
 * again; one that cannot be asked (`canAsk: false`) turns a send whose end nobody knows into `Doubtful`.
 */
export interface NoticeChannel {
  /** Whether the provider remembers our keys: then ask `findByKey` before a send is repeated. */
  readonly canAsk: boolean;
  /** `key` is the notice's own (message, channel, recipient). The address and text are in no error and no log. */
  send(asked: Asking & { key: string; to: string; text: string }): Promise<SendOutcome>;
  /** Throws `Doubtful('cannot-be-asked')` where `canAsk` is false or the provider refuses the question; never `Rejected`. */
  findByKey(asked: Asking & { key: string }): Promise<SendOutcome | { outcome: 'none' }>;
  /** `failed` is a negative receipt: only it, or a person, allows another send. */
  receipt(asked: Asking & { providerId: string }): Promise<Receipt>;
}
