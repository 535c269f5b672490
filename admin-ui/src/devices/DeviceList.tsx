import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { DataTable, ListBase, useListContext, useTranslate } from 'react-admin';
import { Empty } from '../layout/Empty.js';
import { LoadError } from '../layout/LoadError.js';
import { Pager } from '../layout/Pager.js';
import { watchingClock } from '../layout/query-options.js';
import { RegisterFilters } from '../layout/RegisterFilters.js';
import { SiteName } from '../layout/SiteName.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { RevokeDevice } from './RevokeDevice.js';
import type { RegisteredDevice } from './rows.js';

/** Devices of shared desks, the newest first. Whoever works at sites has to say which: the first of theirs until they do. */
export function DeviceList() {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  if (!identity) return null;
  const [own] = identity.siteIds;
  return (
    <ListBase resource="devices" perPage={25} disableSyncWithLocation queryOptions={watchingClock} {...(own !== undefined && { filterDefaultValues: { siteId: own } })}>
      <Typography variant="h5" component="h1" sx={{ mt: 2, mb: 1 }}>
        {translate('resources.devices.name')}
      </Typography>
      <RegisterFilters resource="devices" create={translate('devices.create')} />
      <Rows />
      <Pager />
    </ListBase>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const { error, refetch } = useListContext<RegisteredDevice>();
  const [revoking, setRevoking] = useState<RegisteredDevice | null>(null);
  const [revoked, setRevoked] = useState<string | null>(null);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  const time = (at: string | null) => (at === null ? '' : shanghaiTime(at));
  return (
    <>
      <div role="status">{revoked !== null && <Alert severity="success" sx={{ my: 1 }}>{translate('devices.revoked', { name: revoked })}</Alert>}</div>
      <Card sx={{ overflowX: 'auto', whiteSpace: 'nowrap' }}>
        <DataTable<RegisteredDevice> rowClick={false} bulkActionButtons={false} empty={<Empty>{translate('devices.empty')}</Empty>}>
          <DataTable.Col<RegisteredDevice> source="name" disableSort />
          <DataTable.Col<RegisteredDevice> source="siteId" disableSort><SiteName /></DataTable.Col>
          <DataTable.Col<RegisteredDevice> source="station" disableSort render={({ station }) => words('station', station)} />
          <DataTable.Col<RegisteredDevice> source="status" disableSort render={(device) => <Status device={device} />} />
          <DataTable.Col<RegisteredDevice> source="enrolledAt" disableSort render={({ enrolledAt }) => time(enrolledAt)} />
          <DataTable.Col<RegisteredDevice> source="usedAt" disableSort render={({ usedAt }) => time(usedAt)} />
          <DataTable.Col<RegisteredDevice> label={translate('devices.action')} source="id" disableSort render={(device) => device.status !== 'revoked' && <Button size="small" aria-label={translate('devices.revoke_of', { name: device.name })} onClick={() => setRevoking(device)}>{translate('devices.revoke')}</Button>} />
        </DataTable>
      </Card>
      {revoking && <RevokeDevice device={revoking} onClose={() => setRevoking(null)} onDone={() => (setRevoked(revoking.name), setRevoking(null))} />}
    </>
  );
}

/** What it is now, and until when or why. */
function Status({ device: { status, codeUntil, endsAt, revokedFor } }: { device: RegisteredDevice }) {
  const translate = useTranslate();
  const words = useWords();
  const more = { awaiting: translate('devices.code_until', { at: shanghaiTime(codeUntil) }), enrolled: endsAt && translate('devices.ends_at', { at: shanghaiTime(endsAt) }), revoked: revokedFor && words('deviceReason', revokedFor), expired: null }[status];
  return <>{words('deviceStatus', status)}{more ? ` · ${more}` : ''}</>;
}
