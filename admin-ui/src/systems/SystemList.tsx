import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { watchingClosely } from '../layout/query-options.js';
import { RANGES, type Range, type System } from './rows.js';
import { SystemPart } from './SystemPart.js';

/** The systems outside: how each is, what waits for it, and the way to pause it. Offered by `pagesOf` to whoever may see it. */
export function SystemList() {
  const translate = useTranslate();
  const [range, setRange] = useState<Range>('hour');
  return (
    <>
      <Stack direction="row" sx={{ mt: 2, mb: 1, gap: 2, flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="h5" component="h1">{translate('resources.systems.name')}</Typography>
        <TextField select fullWidth={false} size="small" label={translate('systems.range')} value={range} onChange={(event) => setRange(event.target.value as Range)} sx={{ minWidth: 160 }} helperText="">
          {Object.keys(RANGES).map((name) => <MenuItem key={name} value={name}>{translate(`systems.${name}`)}</MenuItem>)}
        </TextField>
      </Stack>
      <Systems range={range} />
    </>
  );
}

function Systems({ range }: { range: Range }) {
  const { data, error, refetch } = useGetList<System>('systems', {}, watchingClosely);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return data.map((system) => <SystemPart key={system.id} system={system} range={range} />);
}
