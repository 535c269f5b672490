import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Dose } from './rows.js';
import { useDoseName } from './use-dose-name.js';

export function JourneyDoses({ doses }: { doses: readonly Dose[] }) {
  const translate = useTranslate();
  const words = useWords();
  const nameOf = useDoseName();
  const stateOf = ({ state, notGiven }: Dose) => [words('dose', state), notGiven && words('reason', notGiven)].filter(Boolean).join(' · ');
  const givenOf = ({ given }: Dose) => given && `${shanghaiTime(given.givenAt)} · ${words('bodySite', given.bodySite)} · ${words('route', given.route)}`;
  if (doses.length === 0) return <Typography color="textSecondary">{translate('show.no_doses')}</Typography>;
  return (
    <PlainTable
      rows={doses}
      keyOf={(dose) => dose.plannedDoseId}
      columns={[
        { label: translate('show.dose'), show: nameOf },
        { label: translate('show.state'), show: stateOf },
        { label: translate('show.given'), show: givenOf },
        { label: translate('show.upload'), show: ({ given }) => given && words('upload', given.upload) },
      ]}
    />
  );
}
