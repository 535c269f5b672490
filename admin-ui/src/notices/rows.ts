import type { NoticeWithTries, PlacedNotice } from '../../../contracts/notices.js';

// Types alone: the schemas stay out of the page.
export type { NoticeWithTries, PlacedNotice };
export type NoticeTry = NoticeWithTries['tries'][number];
