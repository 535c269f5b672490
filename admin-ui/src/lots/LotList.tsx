import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState, type FormEvent } from 'react';
import { DataTable, useListContext, useTranslate } from 'react-admin';
import { LOT_STATUSES } from '../../../contracts/lots.js';
import { Empty } from '../layout/Empty.js';
import { ListPage } from '../layout/ListPage.js';
import { LoadError } from '../layout/LoadError.js';
import { OpenLink } from '../layout/OpenLink.js';
import { watching } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import type { Lot } from './rows.js';
import { LotStatus } from './LotStatus.js';

/** Lots by product, or of one state: what may be used, and what is stopped. */
export function LotList() {
  return (
    <ListPage resource="lots" queryOptions={watching} filters={<Filters />}>
      <Rows />
    </ListPage>
  );
}

function Filters() {
  const translate = useTranslate();
  const words = useWords();
  const { filterValues, setFilters } = useListContext();
  const { status = '' } = filterValues as { status?: string };
  const [product, setProduct] = useState('');
  const ask = (chosen: string) => setFilters({ ...(chosen && { status: chosen }), ...(product.trim() && { productId: product.trim() }) }, {});
  const search = (event: FormEvent) => {
    event.preventDefault();
    ask(status);
  };
  return (
    <Box component="form" aria-label={translate('list.filters')} onSubmit={search} noValidate sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2, alignItems: 'center' }}>
      <TextField select fullWidth={false} size="small" label={translate('resources.lots.fields.status')} value={status} onChange={(event) => ask(event.target.value)} sx={{ minWidth: 160 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} helperText=" ">
        <MenuItem value="">{translate('lots.any_status')}</MenuItem>
        {LOT_STATUSES.map((one) => <MenuItem key={one} value={one}>{words('lotStatus', one)}</MenuItem>)}
      </TextField>
      <TextField fullWidth={false} size="small" label={translate('resources.lots.fields.productId')} value={product} onChange={(event) => setProduct(event.target.value)} slotProps={{ htmlInput: { maxLength: 64 }, inputLabel: { shrink: true } }} helperText={translate('lots.product_hint')} />
      <Button type="submit" variant="outlined">{translate('lots.search')}</Button>
    </Box>
  );
}

function Rows() {
  const translate = useTranslate();
  const words = useWords();
  const { error, refetch } = useListContext<Lot>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  return (
    <DataTable<Lot> rowClick="show" bulkActionButtons={false} empty={<Empty>{translate('lots.empty')}</Empty>}>
      <DataTable.Col<Lot> source="productId" disableSort render={({ productId }) => words('product', productId)} />
      <DataTable.Col<Lot> source="lot" disableSort render={({ id, lot }) => <OpenLink resource="lots" id={id}>{lot}</OpenLink>} />
      <DataTable.Col<Lot> source="expiresOn" disableSort />
      <DataTable.Col<Lot> source="status" disableSort render={({ status }) => <LotStatus status={status} />} />
    </DataTable>
  );
}
