import type { News, NewsBacklog, NewsStore } from '../db/news-store.js';
import type { JourneyId } from '../domain/ids.js';
import { localDateOf, toInstant, type LocalDate } from '../domain/time.js';
import { createLoop } from './loop.js';
import type { SignalJourney } from './signal-journey.js';
import { VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';

export type RelayParts = {
  news: Pick<NewsStore, 'takeDue' | 'markSent' | 'backlog'>;
  signal: SignalJourney;
  /** The engine does not answer: one alarm with count and age, told again while it lasts. */
  onBacklog: (backlog: NewsBacklog) => void;
  onError: (error: unknown) => void;
  now?: () => number;
};

export type Relay = {
  /** After a commit with news, without making the client wait; what cannot go at once is left to the loop. */
  tell(news: { journeyId: JourneyId; version: number; day: LocalDate }): void;
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
  const inFlight = new Map<JourneyId, Promise<void>>();
  /** What came while its journey was being told: the newest of it goes next, since the engine takes one signal of a workflow after the other. */
  const next = new Map<JourneyId, News>();
  let accepted: News[] = [];
  let quietUntil = 0;

  const today = () => localDateOf(toInstant(now()));

  async function send(row: News): Promise<boolean> {
    try {
      await signal(row.id, row.version);
      accepted.push(row);
      return true;
    } catch (error) {
      if (now() >= quietUntil) onError(error);
      quietUntil = now() + QUIET_MS;
      return false;
    }
  }

  async function sendInTurn(first: News): Promise<void> {
    let accepts = true;
    for (let row: News | undefined = first; row && accepts; row = next.get(first.id)) {
      next.delete(first.id);
      accepts = await send(row);
    }
    next.delete(first.id); // of an engine that is away: left to the loop
    inFlight.delete(first.id);
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
    const due = await news.takeDue({ today: today(), limit: BATCH, leaseMs: LEASE_MS });
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
    tell({ journeyId, version, day }) {
      if (day !== today() || now() < quietUntil) return;
      const row: News = { process: VACCINATION_JOURNEY, id: journeyId, version, day };
      if (inFlight.has(journeyId)) next.set(journeyId, newer(row, next.get(journeyId)));
      else if (inFlight.size < MOST_IN_FLIGHT) inFlight.set(journeyId, sendInTurn(row));
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
function newer(one: News, other: News | undefined): News {
  return other && other.version > one.version ? other : one;
}
