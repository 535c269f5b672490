import Typography from '@mui/material/Typography';
import { RecordContextProvider, useTranslate } from 'react-admin';
import { DueTime } from '../cases/DueTime.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PlainTable } from '../layout/PlainTable.js';
import { SiteName } from '../layout/SiteName.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { KeptRecord } from './rows.js';

type Dose = KeptRecord['doses'][number];

/** Each dose with where it stands at the registry, and how much of the 24 hours is left until it has it. */
export function ResidentDoses({ doses }: { doses: readonly Dose[] }) {
  const translate = useTranslate();
  const words = useWords();
  if (doses.length === 0) return <Typography color="textSecondary">{translate('residents.no_doses')}</Typography>;
  const nameOf = ({ productId, vaccine, doseNumber }: Dose) => `${productId ? words('product', productId) : vaccine} ${translate('show.dose_number', { number: doseNumber })}`;
  return (
    <PlainTable
      rows={doses}
      keyOf={({ plannedDoseId }) => plannedDoseId}
      columns={[
        { label: translate('show.dose'), show: (dose) => (dose.journeyId ? <OpenLink resource="journeys" id={dose.journeyId}>{nameOf(dose)}</OpenLink> : nameOf(dose)) },
        { label: translate('residents.lot'), show: ({ lot }) => lot, brief: true },
        { label: translate('resources.sites.one'), show: ({ plannedDoseId, siteId }) => siteId && <RecordContextProvider value={{ id: plannedDoseId, siteId }}><SiteName /></RecordContextProvider> },
        { label: translate('show.given'), show: ({ givenAt, givenOn, bodySite, route }) => [givenAt ? shanghaiTime(givenAt) : givenOn, bodySite && words('bodySite', bodySite), route && words('route', route)].filter(Boolean).join(' · ') },
        { label: translate('residents.registry'), show: ({ registry }) => words('system', registry) },
        { label: translate('show.upload'), show: ({ registryState }) => words('registryState', registryState), brief: true },
        { label: translate('residents.time_left'), show: ({ uploadDueAt }) => uploadDueAt && <DueTime dueAt={uploadDueAt} />, brief: true },
      ]}
    />
  );
}
