import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ok, readJson, type Answer, type Asked, type Handler } from '../kit/answer.js';
import type { Message, Outbox } from './store.js';

export type SmsHandlerParts = { outbox: Outbox; apiKey: string; receiptAfterMs: number; now: () => number };

/** The provider's own contract. */
const sendRequest = z.object({ clientRef: z.string().min(1).max(200), to: z.string().regex(/^1\d{10}$/), text: z.string().min(1).max(500) });

/** Refusals by their code, with their status. */
export const REFUSALS = { 'invalid-message': 422, 'no-such-message': 404, 'cannot-be-asked': 400 } as const;

/** Numbers with a fate of their own, from a block that no operator has: one never reaches anybody, one never reports back. */
const UNREACHABLE = '15499990000';
const SILENT = '15499990001';

export function createHandler({ outbox, apiKey, receiptAfterMs, now }: SmsHandlerParts): Handler {
  const statusOf = ({ to, at }: Message) => {
    if (to === SILENT || now() < at + receiptAfterMs) return 'pending';
    return to === UNREACHABLE ? 'failed' : 'delivered';
  };
  return async (asked) => {
    if (!isBearer(asked, apiKey)) return { status: 401, body: { code: 'bad-api-key' } };
    if (asked.path === '/sms/v1/messages') return asked.method === 'POST' ? send(asked, outbox, now) : find(asked, outbox);
    const [, messageId = ''] = /^\/sms\/v1\/messages\/([^/]+)\/receipt$/.exec(asked.path) ?? [];
    const message = outbox.messages.get(messageId);
    return message ? ok({ messageId, status: statusOf(message) }) : refused('no-such-message');
  };
}

async function send({ body }: Asked, outbox: Outbox, now: () => number): Promise<Answer> {
  const parsed = sendRequest.safeParse(readJson(body));
  if (!parsed.success) return refused('invalid-message');
  const { messageId, clientRef } = await outbox.accept(parsed.data, now());
  return { status: 202, body: { messageId, clientRef } };
}

function find({ query }: Asked, outbox: Outbox): Answer {
  if (!outbox.canAsk) return refused('cannot-be-asked');
  const message = outbox.byRef(query.get('clientRef') ?? '');
  return ok(message ? { found: true, messageId: message.messageId, clientRef: message.clientRef } : { found: false });
}

export function refused(code: keyof typeof REFUSALS): Answer {
  return { status: REFUSALS[code], body: { code } };
}

function isBearer({ headers }: Asked, apiKey: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${apiKey}`));
}
