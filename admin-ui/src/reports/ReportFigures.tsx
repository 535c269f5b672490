import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider, useLocale, useTranslate } from 'react-admin';
import type { ReportRow } from '../../../contracts/reports.js';
import type { Part } from '../../../domain/reports/reports.js';
import { toLanguage } from '../../../ui/language.js';
import { CommandError } from '../layout/CommandError.js';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { queryOptions } from '../layout/query-options.js';
import { saveFile } from '../layout/save-file.js';
import { useCommand } from '../layout/use-command.js';
import type { ReportProvider } from '../reports-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { FiguresTable } from './FiguresTable.js';
import { toQuery, type OpenedNumber, type ReportChoice } from './report-choice.js';

/** The figures that were asked for; each opens its list. */
export function ReportFigures({ asked, open }: { asked: ReportChoice; open: (number: OpenedNumber) => void }) {
  const translate = useTranslate();
  const api = useDataProvider<ReportProvider>();
  const query = toQuery(asked);
  const { data, error, refetch } = useQuery({ ...queryOptions, queryKey: ['reports', asked.name, query], queryFn: ({ signal }) => api.getReport(asked.name, query, signal) });
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { total } = data;
  const openNumber = ({ key, name, list }: ReportRow, part: Part) => open({ row: { key, name }, part, list: data.by === 'reason' && part !== 'numerator' ? total.list : list });
  return (
    <Card component="section" aria-label={translate(`reports.names.${asked.name}`)} sx={{ p: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', justifyContent: 'space-between', mb: 1 }}>
        <Typography variant="h6" component="h2">{translate(`reports.names.${asked.name}`)}</Typography>
        <Download asked={asked} />
      </Box>
      {total.denominator + total.open === 0 ? <Empty>{translate('reports.empty')}</Empty> : <FiguresTable report={data} open={openNumber} />}
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{translate('reports.as_of', { at: shanghaiTime(data.asOf) })}</Typography>
    </Card>
  );
}

/** For a spreadsheet; the audit says who took it. */
function Download({ asked }: { asked: ReportChoice }) {
  const translate = useTranslate();
  const api = useDataProvider<ReportProvider>();
  const language = toLanguage(useLocale() ?? 'zh');
  const { pending, error, run } = useCommand();
  const send = async () => {
    const file = await run(() => api.exportReport(asked.name, toQuery(asked), language));
    if (file) saveFile(file);
  };
  return (
    <Box>
      <CommandButton variant="outlined" pending={pending} onClick={() => void send()}>{translate(pending ? 'reports.downloading' : 'reports.download')}</CommandButton>
      <CommandError error={error} />
    </Box>
  );
}
