import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Asked, Handler } from './answer.js';
import type { FaultPlan } from './fault-plan.js';
import type { Fault, FaultOf, OwnFaults } from './faults.js';
import type { Turns } from './turns.js';
import { drip, textOf, write } from './write.js';

export type Behaviour = { handle: Handler; own: OwnFaults; faults: FaultPlan; turns: Turns };

/** One request through the faults that it meets: before its effect, instead of it, after it. */
export async function answerWithFaults(asked: Asked, response: ServerResponse, { handle, own, faults, turns }: Behaviour): Promise<void> {
  const met = await faults.take(asked.path, `${asked.search} ${asked.body}`);
  for (const fault of met) if (fault.kind === 'latency') await pause(faults.delayOf(fault));
  const reorder = firstOf(met, 'reorder');
  const endTurn = reorder && (await turns.wait(reorder));
  try {
    for (const fault of met) {
      const instead = insteadOf(fault, asked, own);
      if (instead) return sendInstead(instead, response);
    }
    const answer = spoil(await act(asked, met, handle), asked, met, own);
    await deliver(answer, response, met);
  } finally {
    endTurn?.();
  }
}

/** A stopped simulator waits for nobody. */
const pause = (ms: number) => sleep(ms, undefined, { ref: false });

function firstOf<K extends Fault['kind']>(met: Fault[], kind: K): FaultOf<K> | undefined {
  return met.find((fault): fault is FaultOf<K> => fault.kind === kind);
}

/** What takes the place of the effect and its answer; null where the fault lets the request through. */
function insteadOf(fault: Fault, { path, search }: Asked, { rejections }: OwnFaults): Answer | 'silence' | 'reset' | null {
  switch (fault.kind) {
    case 'half-open':
      return 'silence';
    case 'reset':
      return fault.effect === 'none' ? 'reset' : null;
    case 'down':
      return { status: 503, body: { code: 'down' } };
    case 'error':
      return { status: fault.status, body: '', ...(fault.retryAfterSeconds !== undefined && { headers: { 'retry-after': String(fault.retryAfterSeconds) } }) };
    case 'answer':
      return { status: fault.status, headers: fault.headers, body: fault.body };
    case 'redirect':
      return { status: fault.status, headers: { location: new URL(search ? `${path}?${search}` : path, fault.to).href }, body: '' };
    case 'reject':
      return rejections[fault.code] ?? null;
    default:
      return null;
  }
}

function sendInstead(instead: Answer | 'silence' | 'reset', response: ServerResponse): void {
  if (instead === 'silence') return;
  if (instead === 'reset') response.socket?.resetAndDestroy();
  else write(response, instead);
}

async function act(asked: Asked, met: Fault[], handle: Handler): Promise<Answer> {
  const first = await handle(asked);
  const twice = firstOf(met, 'duplicate');
  if (!twice) return first;
  const second = await handle(asked);
  return twice.answered === 'first' ? first : second;
}

function spoil(answer: Answer, asked: Asked, met: Fault[], { wrongPersons, wrongSchemas }: OwnFaults): Answer {
  const [person, schema, oversize] = [firstOf(met, 'wrong-person'), firstOf(met, 'wrong-schema'), firstOf(met, 'oversize')];
  const alterations = [person && wrongPersons[person.how], schema && wrongSchemas[schema.how]];
  const body = alterations.reduce((right: unknown, alter) => (alter ? alter(right, asked) : right), answer.body);
  return { ...answer, body: oversize ? textOf(body).padEnd(oversize.bytes) : body };
}

async function deliver(answer: Answer, response: ServerResponse, met: Fault[]): Promise<void> {
  const late = firstOf(met, 'late');
  if (late) await pause(late.ms);
  if (firstOf(met, 'drop-answer')) return void response.destroy();
  if (firstOf(met, 'reset')) return void response.socket?.resetAndDestroy();
  const slow = firstOf(met, 'drip');
  if (slow) await drip(response, answer, { ...slow, pause });
  else write(response, answer);
}
