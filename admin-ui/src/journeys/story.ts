import type { Entry, Journey, NoticeRow, RefusedRow, StepLogRow } from './rows.js';

/** What a line of the story is about; each can be looked at alone. */
export const STORY_KINDS = ['command', 'refused', 'process', 'case', 'notice', 'retry'] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

type Told = { key: string; at: string; kind: StoryKind; actor?: Entry['actor'] };
export type StoryLine = Told & ({ entry: Entry } | { refused: RefusedRow } | { notice: NoticeRow } | { held: StepLogRow } | { step: Journey['retrying'][number] });

/** All that a story is made of. `retrying` and `asOf`: what is tried again just now. */
export type StoryParts = { entries: readonly Entry[]; refused: readonly RefusedRow[]; notices: readonly NoticeRow[]; stepLog: readonly StepLogRow[] } & Pick<Journey, 'retrying' | 'asOf'>;

const ABOUT_CASE = /^case/;
const ABOUT_NOTICE = /^notice/;

/** The log, what was refused, its notices, what people did with steps and what is tried again or held just now, as one story in the order of time. */
export function storyOf({ entries, refused, notices, stepLog, retrying, asOf }: StoryParts): StoryLine[] {
  const lines: StoryLine[] = [
    ...entries.map((entry) => ({ key: `event ${entry.id}`, at: entry.at, kind: kindOf(entry), actor: entry.actor, entry })),
    ...refused.map((row) => ({ key: `refused ${row.id}`, at: row.at, kind: 'refused' as const, actor: row.actor, refused: row })),
    ...notices.map((notice) => ({ key: `notice ${notice.id}`, at: notice.createdAt, kind: 'notice' as const, notice })),
    ...stepLog.map((held) => ({ key: `held ${held.id}`, at: held.at, kind: 'retry' as const, actor: held.actor, held })),
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
