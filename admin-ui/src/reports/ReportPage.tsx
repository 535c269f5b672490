import Typography from '@mui/material/Typography';
import { useStore, useTranslate } from 'react-admin';
import { useSignedIn } from '../layout/use-signed-in.js';
import { today } from '../../../ui/shanghai-time.js';
import { CountedList } from './CountedList.js';
import { ReportChoices } from './ReportChoices.js';
import { ReportFigures } from './ReportFigures.js';
import { firstChoice, type OpenedNumber, type ReportChoice } from './report-choice.js';

/** Figures of a site or an area over days, each with the list that it counts. Whoever works at sites begins at the first of them. */
export function ReportPage() {
  const { identity, isPending } = useSignedIn();
  if (isPending) return null;
  return <Report siteId={identity?.siteIds[0] ?? ''} />;
}

function Report({ siteId }: { siteId: string }) {
  const translate = useTranslate();
  const [asked, setAsked] = useStore<ReportChoice>('reports.asked', firstChoice(today(), siteId)); // whoever comes back from a visit finds it as it was
  const [opened, setOpened] = useStore<OpenedNumber | null>('reports.opened', null);
  const ask = (choice: ReportChoice) => {
    setOpened(null);
    setAsked(choice);
  };
  return (
    <>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>{translate('resources.reports.name')}</Typography>
      <ReportChoices asked={asked} ask={ask} />
      {opened ? <CountedList asked={asked} opened={opened} close={() => setOpened(null)} /> : <ReportFigures key={JSON.stringify(asked)} asked={asked} open={setOpened} />}
    </>
  );
}
