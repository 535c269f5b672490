import { useGetManyReference } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { watching } from '../layout/query-options.js';
import { CommentForm } from './CommentForm.js';
import { LogTable } from './LogTable.js';
import { logLines } from './log-lines.js';
import type { Case, Entry } from './rows.js';

/** What has happened to the case and what people said of it; while it is open one may say more. */
export function CaseLog({ about }: { about: Case }) {
  const { data, error, refetch } = useGetManyReference<Entry>('caseLog', { target: 'caseId', id: about.id }, watching);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <LogTable lines={logLines(data)} />
      {about.status === 'open' && <CommentForm about={about} />}
    </>
  );
}
