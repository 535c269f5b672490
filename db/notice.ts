import { toAreaCode, toId, type AreaCode, type JourneyId, type NoticeId, type ResidentId, type SiteId } from '../domain/ids.js';
import type { AttemptOutcome, NoticeState } from '../domain/notices/delivery.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { NoticeModel } from './models/notice-model.js';

export type Notice = {
  noticeId: NoticeId;
  journeyId: JourneyId;
  contentVersion: number;
  channel: string;
  template: string;
  state: NoticeState;
  attempts: number;
  /** Of a notice that waits its next attempt. */
  nextAt: Instant | null;
  /** Why its last attempt failed, or that it waits for the end of the quiet hours. */
  errorCode: string | null;
  createdAt: Instant;
};

/** Whom a notice belongs to. */
export type NoticeOwner = { journeyId: JourneyId; residentId: ResidentId; siteId: SiteId; areaCode: AreaCode };

/** A notice with whose it is. */
export type OwnedNotice = Notice & Pick<NoticeOwner, 'residentId' | 'siteId'>;

/** A notice as whoever sends it has it. `inDoubt`: an attempt was begun and its end is not known. `over`: nothing is left to be done. */
export type NoticeInHand = NoticeOwner & Pick<Notice, 'noticeId' | 'contentVersion' | 'channel' | 'state' | 'attempts' | 'nextAt' | 'createdAt'> & {
  version: number;
  inDoubt: boolean;
  providerId: string | null;
  over: boolean;
};

/** `recipient` is the number as it is now; only its blind index is kept. `notBefore`: it waits until then. */
export type NoticeToBegin = { contentVersion: number; channel: string; template: string; recipient: string; notBefore: Instant | null };

/** What becomes of a notice: `nextAt` of one that waits its next attempt, of one that was sent the question for its receipt. */
export type NoticeStep = {
  state: NoticeState;
  channel?: string;
  nextAt?: Instant | null;
  errorCode?: string | null;
  inDoubt?: boolean;
  providerId?: string;
  /** Whether its process has nothing left to do. */
  over: boolean;
  /** Its process is told, which has not decided this itself. */
  tell?: boolean;
  /** What this says of the last attempt; absent where it says nothing of one. */
  attempt?: AttemptOutcome;
};

/** As a reader sees it. */
export function toNotice({ id, journeyId, contentVersion, channel, template, state, attempts, nextAt, errorCode, createdAt }: NoticeModel): Notice {
  const waits = state === 'waiting' && nextAt;
  return {
    noticeId: toId(id), journeyId: toId(journeyId), contentVersion, channel, template, state: state as NoticeState, attempts,
    nextAt: waits ? toInstant(nextAt.getTime()) : null, errorCode, createdAt: toInstant(createdAt.getTime()),
  };
}

export function toOwned(row: NoticeModel): OwnedNotice {
  return { ...toNotice(row), residentId: toId(row.residentId), siteId: toId(row.siteId) };
}

/** As whoever sends it has it. */
export function inHand(row: NoticeModel): NoticeInHand {
  const { noticeId, journeyId, contentVersion, channel, state, attempts, nextAt, createdAt } = toNotice(row);
  const { residentId, siteId, areaCode, version, inDoubt, providerId, processOver } = row;
  return {
    noticeId, journeyId, residentId: toId(residentId), siteId: toId(siteId), areaCode: toAreaCode(areaCode),
    contentVersion, channel, state, attempts, nextAt, createdAt, version, inDoubt, providerId, over: processOver,
  };
}
