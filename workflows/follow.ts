import {
  ActivityFailure, allHandlersFinished, CancellationScope, condition, isCancellation, patched, setHandler, sleep, workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../domain/time.js';
import { advance } from './news-messages.js';

/** The little that a process needs to know, as our store has it at `version`. `over`: nothing is asked any more. */
export type Seen<View extends { over: boolean }> = { version: number; view: View };

/** Something the view asks for. `key` names the step and what exactly is asked, so a change of the question is another step. */
export type Ask<View extends { over: boolean }> = { key: string; due: Instant | null; step: string | null; act: () => Promise<Seen<View>> };

/** How the view of one thing is read, and what is recorded about steps; each by a local activity. */
export type Followed<View extends { over: boolean }> = {
  /** Takes away the news up to the version that is read. */
  read: () => Promise<Seen<View>>;
  /** A step that was cancelled while it waited for its next attempt does not run again to take back what is said about it. */
  forgetStep: (step: string) => Promise<void>;
  /** A step that Temporal gave up on, which no answer of a system causes: a fault of ours that a person has to see. */
  recordFault: (step: string) => Promise<Seen<View>>;
};

/** What a step waits before it tries once more, when it was answered and is asked for all the same: ours and Postgres's clock may differ. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Carries out what the view asks for until it asks for nothing more: begins a step when it is asked, cancels it when it is not, or not so,
 * any more. Returns `history-is-long` when the run should continue as new.
 */
export async function follow<View extends { over: boolean }>(followed: Followed<View>, procedure: (view: View) => Ask<View>[]): Promise<'over' | 'history-is-long'> {
  const follower = new Follower(followed, procedure);
  setHandler(advance, ({ version }) => follower.hear(version));
  const end = await follower.follow();
  await condition(allHandlersFinished);
  return end;
}

/** Ends a step that nobody wants any more, and never leaves this file. */
class CalledOffError extends Error {
  override readonly name = 'CalledOffError';
}

class Follower<View extends { over: boolean }> {
  private known: Seen<View> | null = null;
  private heard = 0;
  private answered = 0;
  private heardAgain = false;
  private moved = false;
  private underWay = 0;
  private readonly running = new Map<string, CancellationScope>();
  private readonly followed: Followed<View>;
  private readonly procedure: (view: View) => Ask<View>[];

  constructor(followed: Followed<View>, procedure: (view: View) => Ask<View>[]) {
    this.followed = followed;
    this.procedure = procedure;
  }

  /** News told again is news that nobody has read: only a read removes it from the door's list. */
  hear(version: number): void {
    this.heardAgain ||= version <= this.heard;
    this.heard = Math.max(this.heard, version);
  }

  async follow(): Promise<'over' | 'history-is-long'> {
    for (let view = await this.read(); !view.over; view = this.isUnread() ? await this.read() : this.view()) {
      this.reconcile();
      await condition(() => this.moved || this.isUnread());
      if (workflowInfo().continueAsNewSuggested) return 'history-is-long';
    }
    this.reconcile();
    await condition(() => this.underWay === 0);
    return 'over';
  }

  private isUnread(): boolean {
    return this.heardAgain || this.heard > this.answered;
  }

  private view(): View {
    this.moved = false;
    if (!this.known) throw new TypeError('nothing read yet');
    return this.known.view;
  }

  /** What is read is the truth, also where a restored store is older than what this run has seen. */
  private async read(): Promise<View> {
    const heard = this.heard;
    this.heardAgain = false;
    this.known = await this.followed.read();
    this.answered = Math.max(heard, this.known.version);
    return this.view();
  }

  /** The answer of an activity may be older than what was read while it ran. */
  private adopt(seen: Seen<View>): void {
    if (this.known && seen.version <= this.known.version) return;
    this.known = seen;
    this.moved = true;
  }

  private wanted(): Ask<View>[] {
    if (!this.known) return [];
    const asked = this.procedure(this.known.view);
    const [next] = asked.filter((ask) => ask.due !== null).sort((a, b) => (a.due ?? 0) - (b.due ?? 0));
    // One clock at a time, the next to come: fewer timers, and an instant that stays the next is not armed again.
    return [...asked.filter((ask) => ask.due === null), ...(next ? [next] : [])];
  }

  private reconcile(): void {
    const wanted = this.wanted();
    for (const [key, scope] of this.running) {
      if (wanted.some((ask) => ask.key === key)) continue;
      this.running.delete(key);
      scope.cancel();
    }
    for (const ask of wanted) if (!this.running.has(ask.key)) void this.begin(ask);
  }

  private async begin(ask: Ask<View>): Promise<void> {
    const scope = new CancellationScope();
    this.running.set(ask.key, scope);
    this.underWay += 1;
    try {
      await scope.run(() => this.carryOut(ask));
    } catch (error) {
      if (!isCancellation(error) && !(error instanceof CalledOffError)) throw error;
      if (ask.step) await this.followed.forgetStep(ask.step);
    }
    if (this.running.get(ask.key) === scope) this.running.delete(ask.key);
    this.underWay -= 1;
    this.moved = true;
  }

  private async carryOut(ask: Ask<View>): Promise<void> {
    if (ask.due !== null && ask.due > Date.now()) await sleep(ask.due - Date.now());
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      this.adopt(await this.answerTo(ask));
      if (!this.wanted().some(({ key }) => key === ask.key)) return;
      await sleep(pause);
    }
  }

  /** A step that Temporal gave up on is a fault of ours: a person sees it, and it is tried again. */
  private async answerTo(ask: Ask<View>): Promise<Seen<View>> {
    try {
      return await ask.act();
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      // Called off during an attempt that then failed: Temporal reports that failure, and no next attempt was to come.
      if (CancellationScope.current().consideredCancelled && patched('called-off-is-no-fault')) throw new CalledOffError();
      return await this.followed.recordFault(ask.step ?? ask.key);
    }
  }
}
