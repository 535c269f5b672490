import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { DoseChecklist as Checklist } from '../../../contracts/dose-checklist.js';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field, Fields } from '../layout/Fields.js';
import { LoadError } from '../layout/LoadError.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Dose, Journey } from './rows.js';
import { useDoseName } from './use-dose-name.js';

type Shown = { checklist: Checklist | null; error: unknown; pending: boolean };
const HIDDEN: Shown = { checklist: null, error: null, pending: false };

/** What was checked before a dose and who confirmed it, once somebody asks: each look is in the audit. */
export function DoseChecklist({ journey, dose }: { journey: Journey; dose: Dose }) {
  const translate = useTranslate();
  const nameOf = useDoseName();
  const api = useDataProvider<AdminDataProvider>();
  const [{ checklist, error, pending }, setShown] = useState(HIDDEN);
  const title = translate('journey.checklist_of', { dose: nameOf(dose) });
  const show = async () => {
    setShown({ ...HIDDEN, pending: true });
    setShown(await api.doseChecklist(journey.id, dose.plannedDoseId).then((found) => ({ ...HIDDEN, checklist: found }), (why: unknown) => ({ ...HIDDEN, error: why })));
  };
  if (error) return <LoadError error={error} retry={() => void show()} />;
  if (!checklist) return <CommandButton variant="outlined" pending={pending} sx={{ mt: 2, mr: 2 }} onClick={() => void show()}>{translate('journey.show_checklist', { dose: nameOf(dose) })}</CommandButton>;
  return (
    <Box component="section" aria-label={title} sx={{ mt: 2 }}>
      <Typography variant="subtitle1" component="h3" gutterBottom>{title}</Typography>
      <Confirmed checklist={checklist} />
      <Items items={checklist.items} />
      <Button variant="outlined" sx={{ mt: 2 }} onClick={() => setShown(HIDDEN)}>{translate('journey.hide_checklist')}</Button>
    </Box>
  );
}

/** What the package is by its own scan, and both sides of 一验证. */
function Confirmed({ checklist: { scan, package: proven, vaccinator, resident } }: { checklist: Checklist }) {
  const translate = useTranslate();
  const words = useWords();
  const who = useStaffName(vaccinator?.staffId ?? undefined);
  const person = resident && [words('confirmedBy', resident.by), resident.relation && words('relation', resident.relation)].filter(Boolean).join(' · ');
  return (
    <Fields>
      <Field label={words('fact', 'productId')}>{proven && `${proven.name} ${proven.specification}`}</Field>
      <Field label={words('fact', 'lot')}>{proven?.lot}</Field>
      <Field label={words('fact', 'expiresOn')}>{proven?.expiresOn}</Field>
      <Field label={translate('journey.scanned')}>{scan}</Field>
      <Field label={translate('journey.vaccinator_confirmed')}>{vaccinator && `${who} · ${shanghaiTime(vaccinator.at)}`}</Field>
      <Field label={translate('journey.resident_confirmed')}>{resident && [person, words('confirmedHow', resident.how), resident.at && shanghaiTime(resident.at)].filter(Boolean).join(' · ')}</Field>
    </Fields>
  );
}

function Items({ items }: Pick<Checklist, 'items'>) {
  const translate = useTranslate();
  const words = useWords();
  const label = (name: string) => translate(`journey.checklist_${name}`);
  return (
    <PlainTable
      rows={items}
      keyOf={({ item }) => item}
      columns={[
        { label: label('item'), show: ({ item }) => words('checklistItem', item) },
        { label: label('value'), show: ({ item, value }) => (item === 'body-site' ? words('bodySite', value) : item === 'route' ? words('route', value) : value) },
        { label: label('source'), show: ({ source }) => words('checklistSource', source) },
        { label: label('by'), show: ({ staffId }) => <ByWhom staffId={staffId} /> },
        { label: label('at'), show: ({ at }) => shanghaiTime(at), brief: true },
      ]}
    />
  );
}

function ByWhom({ staffId }: { staffId: string }) {
  return <>{useStaffName(staffId)}</>;
}
