import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import type { ReportAnswer, ReportRow } from '../../../contracts/reports.js';
import type { Part } from '../../../domain/reports/reports.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useFigures } from './use-figures.js';
import { usePartName, useRowName } from './use-row-name.js';

type Props = { report: ReportAnswer; open: (row: ReportRow, part: Part) => void };

/** A row for each group and the total last. Each number opens what it counts; a bar says how the rows compare, beside the figure itself. */
export function FiguresTable({ report: { name, by, data, total }, open }: Props) {
  const translate = useTranslate();
  const rowName = useRowName(by);
  const partName = usePartName(name);
  const { count, share, minutes } = useFigures();
  const isWait = name === 'wait';
  const most = isWait ? Math.max(1, ...data.map(({ value }) => value ?? 0)) : 1;
  const number = (part: Part) => ({
    label: partName(part), brief: true as const,
    show: (row: ReportRow) => <OpenNumber text={count(row[part])} label={`${rowName(row)} · ${partName(part)}`} open={row[part] === 0 ? null : () => open(row, part)} />,
  });
  const numbers = isWait
    ? [number('denominator')]
    : [number('numerator'), number('denominator'), ...(total.open > 0 ? [number('open')] : [])];
  const bar = (row: ReportRow) => <Bar part={row.key === null || row.value === null ? 0 : row.value / most} text={isWait ? minutes(row.value) : share(row.value)} />;
  return (
    <PlainTable
      rows={[...data, total]}
      keyOf={({ key }) => key ?? ''}
      columns={[
        { label: translate(`reports.groupings.${by}`), show: (row) => (row.key === null ? <strong>{rowName(row)}</strong> : rowName(row)) },
        ...numbers,
        { label: translate(isWait ? 'reports.median' : 'reports.share'), show: bar },
        ...(isWait ? [{ label: translate('reports.p90'), brief: true as const, show: ({ p90Ms }: ReportRow) => minutes(p90Ms) }] : []),
      ]}
    />
  );
}

function OpenNumber({ text, label, open }: { text: string; label: string; open: (() => void) | null }) {
  if (!open) return text;
  return <Link component="button" type="button" variant="body2" aria-label={`${label}: ${text}`} onClick={open} sx={{ minWidth: 24, minHeight: 24, textAlign: 'left', fontVariantNumeric: 'tabular-nums' }}>{text}</Link>;
}

function Bar({ part, text }: { part: number; text: string }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '5.5rem minmax(5rem, 16rem)', alignItems: 'center', gap: 1 }}>
      <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>{text}</Box>
      <Box aria-hidden sx={{ height: 10, borderRadius: 1, bgcolor: 'primary.main', width: `${100 * part}%` }} />
    </Box>
  );
}
