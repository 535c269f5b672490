import type { News, NewsBacklog, NewsStore } from '../db/news-store.js';
import { localDateOf, toInstant } from '../domain/time.js';
import { createLoop } from './loop.js';
import { PROCESS_NAMES, PROCESSES, type ProcessName } from '../workflows/processes.js';
import type { SignalProcess } from './signal-process.js';

type KnownNews = News<ProcessName>;

export type RelayParts = {
  news: Pick<NewsStore, 'takeDue' | 'markSent' | 'backlog'>;
  signal: SignalProcess;
  /** The engine does not answer: one alarm with count and age, told again while it lasts. */
  onBacklog: (backlog: NewsBacklog) => void;
  onError: (error: unknown) => void;
  now?: () => number;
};

export type Relay = {
  /** After a commit with news, without making the client wait; what cannot go at once is left to the loop. */
  tell(news: KnownNews): void;
  start(): void;
  stop(): Promise<void>;
};

const MOST_IN_FLIGHT = 64;
const BATCH = 200;
const LEASE_MS = 15_000;
const EVERY_MS = 500;
/** After a failure the engine is left to the loop for so long, else every command would wait for its own time-out. */
const QUIET_MS = 2_000;

/**
 * Brings news of committed changes to the workflows. A row of news stands until its workflow has read it, so a signal that is lost, and one
 * that is sent twice, do no harm. Runs in each API process; rows are leased with SKIP LOCKED.
 */
export function createRelay({ news, signal, onBacklog, onError, now = Date.now }: RelayParts): Relay {
  /** By workflow id. */
  const inFlight = new Map<string, Promise<void>>();
  /** What came while its workflow was being told: the newest of it goes next, since the engine takes one signal of a workflow after the other. */
  const next = new Map<string, KnownNews>();
  let accepted: KnownNews[] = [];
  let quietUntil = 0;

  const today = () => localDateOf(toInstant(now()));

  async function send(row: KnownNews): Promise<boolean> {
    try {
      await signal(row);
      accepted.push(row);
      return true;
    } catch (error) {
      if (now() >= quietUntil) onError(error);
      quietUntil = now() + QUIET_MS;
      return false;
    }
  }

  async function sendInTurn(workflowId: string, first: KnownNews): Promise<void> {
    let accepts = true;
    for (let row: KnownNews | undefined = first; row && accepts; row = next.get(workflowId)) {
      next.delete(workflowId);
      accepts = await send(row);
    }
    next.delete(workflowId); // of an engine that is away: left to the loop
    inFlight.delete(workflowId);
  }

  /** Written in batches, off the path of commands. */
  async function markAccepted(): Promise<void> {
    const rows = accepted;
    accepted = [];
    await news.markSent(rows);
  }

  async function turn(): Promise<boolean> {
    await markAccepted();
    if (now() < quietUntil) await reportBacklog();
    const due = await news.takeDue({ processes: PROCESS_NAMES, today: today(), limit: BATCH, leaseMs: LEASE_MS });
    for (let n = 0; n < due.length; n += MOST_IN_FLIGHT) {
      const sent = await Promise.all(due.slice(n, n + MOST_IN_FLIGHT).map(send));
      if (!sent.some(Boolean)) return false; // the engine is away: the lease ends, and the rows are taken again
    }
    await markAccepted();
    return due.length === BATCH;
  }

  async function reportBacklog(): Promise<void> {
    const backlog = await news.backlog();
    if (backlog.unsent > 0) onBacklog(backlog);
  }

  const loop = createLoop({ turn, everyMs: EVERY_MS, onError });
  return {
    tell(row) {
      if (row.day !== today() || now() < quietUntil) return;
      const workflowId = PROCESSES[row.process].workflowIdOf(row.id);
      if (inFlight.has(workflowId)) next.set(workflowId, newer(row, next.get(workflowId)));
      else if (inFlight.size < MOST_IN_FLIGHT) inFlight.set(workflowId, sendInTurn(workflowId, row));
    },
    start: () => loop.start(),
    async stop() {
      await loop.stop();
      await Promise.all(inFlight.values()); // to the end: a call of the engine's client that outlives its connection throws where nobody catches
      await markAccepted().catch(onError); // unmarked rows are sent again, which does no harm
    },
  };
}

/** Of two commands that were committed one after the other the second may be told first. */
function newer(one: KnownNews, other: KnownNews | undefined): KnownNews {
  return other && other.version > one.version ? other : one;
}
