import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { StageChip } from '../journeys/StageChip.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PlainTable } from '../layout/PlainTable.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { KeptRecord } from './rows.js';

/** Visits of this resident within reach, the newest first. */
export function ResidentJourneys({ journeys }: { journeys: KeptRecord['journeys'] }) {
  const translate = useTranslate();
  if (journeys.length === 0) return <Typography color="textSecondary">{translate('residents.no_journeys')}</Typography>;
  const label = (name: string) => translate(`resources.journeys.fields.${name}`);
  return (
    <PlainTable
      rows={journeys}
      keyOf={({ id }) => id}
      columns={[
        { label: label('startedAt'), show: ({ id, startedAt }) => <OpenLink resource="journeys" id={id}>{shanghaiTime(startedAt)}</OpenLink>, brief: true },
        { label: label('day'), show: ({ day }) => day, brief: true },
        { label: label('stage'), show: ({ stage }) => <StageChip stage={stage} /> },
        { label: label('openCases'), show: ({ openCases }) => openCases },
      ]}
    />
  );
}
