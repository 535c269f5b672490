import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { useDataProvider, useGetList, useTranslate } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { DESK_STATIONS } from '../../../domain/access/desk.js';
import type { AdministrationProvider } from '../administration-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { fieldFaults } from '../../../ui/field-faults.js';
import { CommandError } from '../layout/CommandError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { queryOptions } from '../layout/query-options.js';
import { ShownOnce } from '../layout/ShownOnce.js';
import { useCommand } from '../layout/use-command.js';
import { useFault } from '../layout/use-fault.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import type { DeviceWithCode, NewDevice } from './rows.js';

const MOST_SITES = 200; // the largest page of the API
const shrunk = { inputLabel: { shrink: true } };

/** Makes the code with which a device enrols itself. */
export function DeviceCreate() {
  const translate = useTranslate();
  const words = useWords();
  const api = useDataProvider<AdministrationProvider>();
  const own = useSignedIn().identity?.siteIds ?? [];
  const { data: sites = [] } = useGetList<Site>('sites', { pagination: { page: 1, perPage: MOST_SITES } }, queryOptions);
  const [device, setDevice] = useState<Omit<NewDevice, 'siteId'>>({ name: '', station: 'vaccination' });
  const [chosen, setChosen] = useState('');
  const [made, setMade] = useState<DeviceWithCode | null>(null);
  const { pending, error, run } = useCommand();
  const faults = fieldFaults(error);
  const fault = useFault(faults);
  const offered = own.length > 0 ? sites.filter(({ id }) => own.includes(id)) : sites;
  const siteId = chosen || (offered.length === 1 ? (offered[0]?.id ?? '') : '');
  const label = (field: string) => translate(`resources.devices.fields.${field}`);
  const register = async (event: FormEvent) => {
    event.preventDefault();
    setMade(null);
    setMade(await run(() => api.registerDevice({ ...device, siteId })));
  };
  return (
    <>
      <PageHeading resource="devices" back={translate('devices.back')} title={translate('devices.create')} />
      {made?.code && <ShownOnce key={made.device.id} title={translate('devices.code_of', { name: made.device.name })} secret={made.code} hint={translate('devices.code_once')} />}
      <form onSubmit={(event) => void register(event)} noValidate>
        <Box sx={{ display: 'grid', gap: 1, maxWidth: 560 }}>
          <TextField select required label={label('siteId')} value={offered.some(({ id }) => id === siteId) ? siteId : ''} onChange={(event) => setChosen(event.target.value)} slotProps={shrunk} {...fault('siteId')}>
            {offered.map(({ id, name }) => (
              <MenuItem key={id} value={id}>{name}</MenuItem>
            ))}
          </TextField>
          <TextField required label={label('name')} value={device.name} onChange={(event) => setDevice({ ...device, name: event.target.value })} slotProps={{ htmlInput: { maxLength: 60, autoComplete: 'off' }, ...shrunk }} {...fault('name', translate('devices.name_hint'))} />
          <TextField select required label={label('station')} value={device.station} onChange={(event) => setDevice({ ...device, station: event.target.value as NewDevice['station'] })} slotProps={shrunk} {...fault('station', translate('devices.station_hint'))}>
            {DESK_STATIONS.map((station) => (
              <MenuItem key={station} value={station}>{words('station', station)}</MenuItem>
            ))}
          </TextField>
        </Box>
        {Object.keys(faults).length > 0 ? <div role="alert">{translate('devices.see_fields')}</div> : <CommandError error={error} />}
        <CommandButton type="submit" variant="contained" pending={pending}>{translate('devices.register')}</CommandButton>
      </form>
    </>
  );
}
