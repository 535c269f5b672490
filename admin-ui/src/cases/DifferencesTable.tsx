import Typography from '@mui/material/Typography';
import { styled } from '@mui/material/styles';
import { useTranslate } from 'react-admin';
import { IDENTITY_FIELDS } from '../../../domain/archive/compare.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { ArchiveDifferences } from './rows.js';
import { SideChoice, type Taking } from './SideChoice.js';
import { markDifference, type Marked } from './text-difference.js';

type Row = ArchiveDifferences['fields'][number];

/** Told apart by more than colour: bold and underlined. */
const Mark = styled('mark')({ background: '#ffe9a8', color: 'inherit', fontWeight: 700, textDecoration: 'underline', textUnderlineOffset: 3 });

type Props = { differences: ArchiveDifferences; lookedUpAt: string | null; taking: Taking | null };

/** Both sides field by field: where each value is from, what in it differs, and whose it is to settle; with a choice of the side where somebody may choose. */
export function DifferencesTable({ differences: { fields, needs, theirsVersion }, lookedUpAt, taking }: Props) {
  const translate = useTranslate();
  const words = useWords();
  if (needs) return <Typography sx={{ mt: 1 }}>{translate('cases.no_two_sides', { why: words('kind', needs) })}</Typography>;
  const theirs = theirsVersion === null ? translate('cases.theirs') : translate('cases.theirs_version', { version: theirsVersion });
  return (
    <>
      <PlainTable
        rows={fields}
        keyOf={({ field }) => field}
        columns={[
          { label: translate('cases.field'), show: ({ field }) => words('field', field), brief: true },
          { label: translate('cases.ours'), show: (row) => <SideChoice row={row} side="ours" taking={taking}><Side row={row} side={0} /></SideChoice> },
          { label: theirs, show: (row) => <SideChoice row={row} side="theirs" taking={taking}><Side row={row} side={1} /></SideChoice> },
          { label: translate('cases.comparison'), show: ({ how }) => words('said', how), brief: true },
          { label: translate('cases.decided_by'), show: ({ field }) => translate(IDENTITY_FIELDS.some((one) => one === field) ? 'cases.by_supervisor' : 'cases.by_desk') },
        ]}
      />
      {lookedUpAt && <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{translate('cases.looked_up', { at: shanghaiTime(lookedUpAt) })}</Typography>}
    </>
  );
}

function Side({ row: { field, ours, theirs }, side }: { row: Row; side: 0 | 1 }) {
  const translate = useTranslate();
  const words = useWords();
  const value = [ours, theirs][side];
  if (value === null || value === undefined) return <Typography component="span" color="textSecondary">{translate('cases.missing')}</Typography>;
  if (field === 'sex') return <Mark>{words('sex', value)}</Mark>;
  if (ours === null || theirs === null) return value;
  return <Text {...markDifference(ours, theirs)[side]} />;
}

function Text({ before, differs, after }: Marked) {
  return <>{before}{differs && <Mark>{differs}</Mark>}{after}</>;
}
