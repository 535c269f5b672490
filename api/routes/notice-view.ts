import type { z } from 'zod';
import type { Notice as ShownNotice, NoticeWithTries, PlacedNotice } from '../../contracts/notices.js';
import type { NoticeAttempt } from '../../db/notice-attempts.js';
import type { Notice, OwnedNotice } from '../../db/notice.js';
import { optionalTime, rfc3339 } from './journey-view.js';

export function showNotice({ noticeId: id, template: kind, channel, contentVersion, state, attempts, nextAt, errorCode, createdAt }: Notice): z.infer<typeof ShownNotice> {
  return { id, kind, channel, contentVersion, state, attempts, nextTryAt: optionalTime(nextAt), errorCode, createdAt: rfc3339(createdAt) };
}

export function showPlaced(notice: OwnedNotice): PlacedNotice {
  return { ...showNotice(notice), journeyId: notice.journeyId, siteId: notice.siteId };
}

export function showTry({ begunAt, endedAt, nextAt, ...attempt }: NoticeAttempt): NoticeWithTries['tries'][number] {
  return { ...attempt, begunAt: rfc3339(begunAt), endedAt: optionalTime(endedAt), nextTryAt: optionalTime(nextAt) };
}
