import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ListBase, useTranslate, type ListBaseProps } from 'react-admin';
import { Pager } from './Pager.js';

type Props = Required<Pick<ListBaseProps, 'queryOptions'>> & Pick<ListBaseProps, 'filterDefaultValues'> & { resource: string; filters: ReactNode; children: ReactNode };

/** A page of one resource: its name, what narrows it, its rows and the way through them. What is asked for stands in no address. */
export function ListPage({ resource, filters, children, ...list }: Props) {
  const translate = useTranslate();
  return (
    <ListBase resource={resource} perPage={25} disableSyncWithLocation {...list}>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>
        {translate(`resources.${resource}.name`)}
      </Typography>
      {filters}
      <Card sx={{ overflowX: 'auto', whiteSpace: 'nowrap' }}>{children}</Card>
      <Pager />
    </ListBase>
  );
}
