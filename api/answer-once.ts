import type { Transaction } from 'sequelize';
import { newId } from '../db/new-id.js';
import type { CommandId } from '../domain/ids.js';
import { bodyHashOf } from './body-hash.js';
import type { ApiContext } from './context.js';
import { problemOf } from './error-handler.js';
import { note } from './request-log.js';
import type { KeyedCall } from './serve.js';

/** `replayed`: the key was known, and `answer` is what it was answered first. */
export type Once<T> = { replayed: boolean; answer: T };

/** A write that is no command of a journey, done once for its key, in one transaction with the answer that is kept. */
export async function answerOnce<T>(ctx: ApiContext, { principal, key, path, body, request, response }: KeyedCall, work: (transaction: Transaction, commandId: CommandId) => Promise<T>): Promise<Once<T>> {
  const commandId = newId<'command'>();
  note(request, { commandId });
  const done = await ctx.commands.once({ owner: principal.clientId, key, bodyHash: bodyHashOf(path, body), commandId }, (transaction) => work(transaction, commandId));
  if (done.kind === 'other-body') throw problemOf('idempotency-key-reused');
  if (done.replayed) response.set('Idempotent-Replay', 'true');
  return done;
}
