import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Field, Fields } from '../layout/Fields.js';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { KeptRecord } from './rows.js';

/** Our side of the archive, and of each field where it is from, since when, and who vouches for it. */
export function ResidentArchive({ record: { archive, origins, healthCode, identityCheck } }: { record: KeptRecord }) {
  const translate = useTranslate();
  const words = useWords();
  const verified = identityCheck.verified && `${words('authority', identityCheck.verified.by === 'staff' ? 'staff' : (identityCheck.authority ?? ''))} ${shanghaiTime(identityCheck.verified.at)}`;
  return (
    <>
      <Fields>
        <Field label={translate('residents.archive_state')}>{words('archiveState', archive.state)}</Field>
        <Field label={translate('residents.registry')}>{archive.registry && words('system', archive.registry)}</Field>
        <Field label={words('idType', 'archive-number')}>{archive.archiveNo}</Field>
        <Field label={translate('residents.versions')}>{[archive.version, archive.registryVersion].filter((version) => version !== null).join(' / ')}</Field>
        <Field label={words('idType', 'health-code')}>{healthCode && `${words('codeStatus', healthCode.status)} · ${words('codeStatus', healthCode.attribute)}`}</Field>
        <Field label={translate('residents.identity_check')}>{[words('identityStatus', identityCheck.status), verified].filter(Boolean).join(' · ')}</Field>
      </Fields>
      <Typography variant="subtitle1" component="h3" sx={{ mt: 2 }}>{translate('residents.origins')}</Typography>
      <PlainTable
        rows={origins}
        keyOf={({ field }) => field}
        columns={[
          { label: translate('cases.field'), show: ({ field }) => words('field', field), brief: true },
          { label: translate('residents.source'), show: ({ source }) => words('fieldSource', source), brief: true },
          { label: translate('residents.since'), show: ({ at }) => shanghaiTime(at), brief: true },
          { label: translate('residents.authority'), show: ({ authority }) => (authority ? words('authority', authority) : translate('residents.nobody_vouches')) },
          { label: translate('residents.vouched'), show: ({ vouchedAt }) => vouchedAt && shanghaiTime(vouchedAt), brief: true },
        ]}
      />
    </>
  );
}
