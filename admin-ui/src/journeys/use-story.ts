import { useGetManyReference } from 'react-admin';
import type { Permission } from '../../../domain/access/permissions.js';
import { watching } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { Entry, Journey, NoticeRow, RefusedRow, StepLogRow } from './rows.js';
import { storyOf, type StoryLine } from './story.js';

/** The story of a journey as far as whoever looks may read its parts; null until its log is there. */
export function useStory(journey: Journey): { lines: StoryLine[] | null; error: unknown; refetch: () => void } {
  const may = useSignedIn().identity?.may;
  const ofIt = { target: 'journeyId', id: journey.id };
  const where = (permission: Permission) => ({ ...watching, enabled: may?.includes(permission) ?? false });
  const { data: entries, error, refetch } = useGetManyReference<Entry>('timeline', ofIt, watching);
  const { data: notices = [] } = useGetManyReference<NoticeRow>('notices', ofIt, where('listNotices'));
  const { data: refused = [] } = useGetManyReference<RefusedRow>('refusedCommands', ofIt, where('listRefusedCommands'));
  const { data: stepLog = [] } = useGetManyReference<StepLogRow>('stepLog', ofIt, where('getStepLog'));
  const { retrying, asOf } = journey;
  return { lines: entries ? storyOf({ entries, refused, notices, stepLog, retrying, asOf }) : null, error, refetch: () => void refetch() };
}
