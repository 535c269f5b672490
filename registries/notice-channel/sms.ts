import { z } from 'zod';
import { Doubtful, Rejected, Unavailable } from '../errors.js';
import { callJson } from '../http.js';
import type { NoticeChannel, SendOutcome } from './port.js';

export type SmsParts = {
  baseUrl: string;
  apiKey: string;
  /** From the contract with the provider: whether it answers questions by our key and drops repeats of one. */
  canAsk: boolean;
  timeoutMs?: number;
};

const SYSTEM = 'sms';
const id = z.string().regex(/^[\w-]{1,64}$/);
const accepted = z.object({ messageId: id, clientRef: z.string() });
const found = z.discriminatedUnion('found', [z.object({ found: z.literal(true), messageId: id, clientRef: z.string() }), z.object({ found: z.literal(false) })]);
const status = z.object({ messageId: id, status: z.enum(['delivered', 'failed', 'pending']) });

export function createSmsChannel({ baseUrl, apiKey, canAsk, timeoutMs = 10_000 }: SmsParts): NoticeChannel {
  const common = { system: SYSTEM, timeoutMs, maxBytes: 16_384, headers: { authorization: `Bearer ${apiKey}` } };
  const at = (path: string) => new URL(`${baseUrl.replace(/\/$/, '')}/sms/v1/${path}`);

  return {
    canAsk,

    async send({ key, to, text, signal }) {
      const body = JSON.stringify({ clientRef: key, to, text });
      try {
        return confirmed(await callJson({ ...common, method: 'POST', url: at('messages'), body, answer: accepted, ...(signal && { signal }) }), key);
      } catch (error) {
        throw canAsk ? error : inDoubt(error);
      }
    },

    async findByKey({ key, signal }) {
      if (!canAsk) throw new Doubtful(SYSTEM, 'cannot-be-asked');
      const url = at(`messages?clientRef=${encodeURIComponent(key)}`);
      const answer = await callJson({ ...common, method: 'GET', url, answer: found, ...(signal && { signal }) }).catch((error: unknown) => {
        // A refused question says nothing of the message: taken for a negative receipt, it would allow a second one.
        throw error instanceof Rejected ? new Doubtful(SYSTEM, 'cannot-be-asked') : error;
      });
      return answer.found ? confirmed(answer, key) : { outcome: 'none' };
    },

    async receipt({ providerId, signal }) {
      const url = at(`messages/${encodeURIComponent(providerId)}/receipt`);
      const answer = await callJson({ ...common, method: 'GET', url, answer: status, ...(signal && { signal }) });
      if (answer.messageId !== providerId) throw new Unavailable(SYSTEM, 'malformed');
      return answer.status;
    },
  };
}

/** A receipt for somebody else's message is no acceptance of ours. */
function confirmed({ messageId, clientRef }: { messageId: string; clientRef: string }, key: string): SendOutcome {
  if (clientRef !== key) throw new Unavailable(SYSTEM, 'malformed');
  return { outcome: 'accepted', providerId: messageId };
}

/** Refused and never connected are certain; anything else may already be on somebody's phone. */
function inDoubt(error: unknown): unknown {
  return error instanceof Unavailable && error.effect === 'unknown' ? new Doubtful(SYSTEM, error.code) : error;
}
