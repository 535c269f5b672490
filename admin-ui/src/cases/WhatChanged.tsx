import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { queryOptions } from '../layout/query-options.js';
import { linesSince } from './log-lines.js';
import { LogTable } from './LogTable.js';
import type { Entry } from './rows.js';

/** What has happened to the case since the version that was read; nothing where it is the journey that refuses. */
export function WhatChanged({ caseId, since }: { caseId: string; since: number }) {
  const translate = useTranslate();
  const { data, error, refetch } = useGetManyReference<Entry>('caseLog', { target: 'caseId', id: caseId }, queryOptions);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const lines = linesSince(data, since);
  if (lines.length === 0) return null;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography variant="subtitle2" component="h3">{translate('cases.changed')}</Typography>
      <LogTable lines={lines} />
    </Box>
  );
}
