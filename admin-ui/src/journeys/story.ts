import type { Entry, Journey, NoticeRow } from './rows.js';

/** What a line of the story is about; each can be looked at alone. */
export const STORY_KINDS = ['command', 'process', 'case', 'notice', 'retry'] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

type Told = { key: string; at: string; kind: StoryKind };
export type StoryLine = Told & ({ entry: Entry } | { notice: NoticeRow } | { step: Journey['retrying'][number] });

const ABOUT_CASE = /^case/;
const ABOUT_NOTICE = /^notice/;

/** The log, its notices and what is tried again or held just now, as one story in the order of time. */
export function storyOf(entries: readonly Entry[], notices: readonly NoticeRow[], { retrying, asOf }: Pick<Journey, 'retrying' | 'asOf'>): StoryLine[] {
  const lines: StoryLine[] = [
    ...entries.map((entry) => ({ key: `event ${entry.id}`, at: entry.at, kind: kindOf(entry), entry })),
    ...notices.map((notice) => ({ key: `notice ${notice.id}`, at: notice.createdAt, kind: 'notice' as const, notice })),
    ...retrying.map((step) => ({ key: `step ${step.step}`, at: step.pausedAt ?? asOf, kind: 'retry' as const, step })),
  ];
  return lines.sort((a, b) => a.at.localeCompare(b.at)); // a stable sort keeps what happened at one instant in the order of the log
}

function kindOf({ type, actor }: Entry): StoryKind {
  if (ABOUT_CASE.test(type)) return 'case';
  if (ABOUT_NOTICE.test(type)) return 'notice';
  if (type === 'stepsRestarted') return 'retry';
  return actor.kind === 'process' ? 'process' : 'command';
}
