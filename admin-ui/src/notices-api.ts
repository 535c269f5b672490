import type { DataProvider } from 'react-admin';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { PostJson } from '../../ui/post-json.js';

/** What may be done about a notice beside reading it. */
export type NoticeVerbs = ReturnType<typeof createNoticeVerbs>;
export type NoticeProvider = DataProvider & NoticeVerbs;

export function createNoticeVerbs(postJson: PostJson) {
  return {
    resendNotice: (id: string, reason: string) => postJson(`/v1/notices/${encodeURIComponent(id)}/resend`, { reason }) as Promise<CommandAnswer>,
  };
}
