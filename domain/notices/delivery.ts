import type { JourneyId } from '../ids.js';
import type { NoticeOutcome } from '../journey/events.js';
import { addDays, instantAt, localDateOf, type Instant } from '../time.js';

/** `pending`: the first send is under way; `waiting`: for its next attempt; `withdrawn`: it never left, and another message takes its place. */
export const NOTICE_STATES = ['pending', 'waiting', 'sent', 'delivered', 'failed', 'uncertain', 'no-phone', 'withdrawn'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What came of one attempt: what the provider said, then what its receipt said. `unavailable`: tried again later; `uncertain`: nobody can say whether it left. */
export const ATTEMPT_OUTCOMES = ['accepted', 'delivered', 'not-received', 'refused', 'unavailable', 'uncertain'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** Hours of the day, `HH:MM` in Asia/Shanghai, in which nobody is woken by a message; `from` may be later than `until`. */
export type QuietHours = { from: string; until: string };

/** What its workflow needs to know: what is to be done and from when on; null when nothing is any more. */
export type NoticeView = { deliver: { version: number; dueAt: Instant; journeyId: JourneyId } | null; over: boolean };

/** `nextAt` of a waiting notice is its next attempt. `over`: nothing is left to be done, and its journey knows. */
export type NoticeProgress = { version: number; journeyId: JourneyId; state: NoticeState; nextAt: Instant | null; over: boolean };

export function noticeView(notice: NoticeProgress | null): NoticeView {
  if (!notice || notice.over) return { deliver: null, over: true };
  const dueAt = (notice.state === 'waiting' ? notice.nextAt : null) ?? (0 as Instant);
  return { deliver: { version: notice.version, dueAt, journeyId: notice.journeyId }, over: false };
}

/** What a journey is told of a notice that is in this state; null while it may still reach the resident, and when nobody is to hear of it. */
export function outcomeOf(state: NoticeState): NoticeOutcome | null {
  if (state === 'pending' || state === 'waiting' || state === 'withdrawn') return null;
  return state === 'delivered' ? 'sent' : state;
}

/** When the quiet hours end that `now` is in; null outside them. */
export function quietUntil(now: Instant, quiet: QuietHours | null): Instant | null {
  if (!quiet) return null;
  const today = localDateOf(now);
  const [from, until] = [instantAt(today, quiet.from), instantAt(today, quiet.until)];
  if (from <= until) return now >= from && now < until ? until : null;
  if (now < until) return until;
  return now >= from ? instantAt(addDays(today, 1), quiet.until) : null;
}

const FIRST_RETRY_MS = 1_000;
/** So that an outage, however long, ends for everybody within five minutes. */
const LONGEST_RETRY_MS = 300_000;

/** Until the next attempt after `attempts` that failed: doubled each time, from half to the whole of it by `random`, from 0 to 1. */
export function retryAfterMs(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round((whole * (1 + random)) / 2);
}

/** The channel after this one, in the order of the policy; null after the last. */
export function channelAfter(channels: readonly string[], channel: string): string | null {
  return channels[channels.indexOf(channel) + 1] ?? null;
}
