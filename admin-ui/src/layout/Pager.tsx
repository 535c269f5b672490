import TablePagination from '@mui/material/TablePagination';
import { useListContext, useTranslate } from 'react-admin';

/** Without a total a page knows its number and whether another follows, not where it lies in the whole. */
export function Pager() {
  const translate = useTranslate();
  const { data, error, isPending, page, perPage, hasNextPage, setPage, setPerPage } = useListContext();
  const nothing = page === 1 && data?.length === 0;
  if (error || isPending || nothing) return null;
  return (
    <TablePagination
      component="div"
      count={-1}
      page={page - 1}
      rowsPerPage={perPage}
      rowsPerPageOptions={[10, 25, 50, 100, 200]}
      onPageChange={(_event, next) => setPage(next + 1)}
      onRowsPerPageChange={(event) => setPerPage(Number(event.target.value))}
      labelRowsPerPage={translate('ra.navigation.page_rows_per_page')}
      labelDisplayedRows={() => translate('list.page', { page })}
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
      slotProps={{ actions: { nextButton: { disabled: !hasNextPage } } }}
    />
  );
}
